using System.IO.Compression;
using System.Net.Http.Headers;

namespace RingCx.Client.Http;

/// <summary>
/// Asks for compressed answers and unpacks them. The platform would do so too, but takes the beginning of a compressed body for the whole
/// without a word; here a body counts as whole when its last bytes say so (RFC 1952).
/// </summary>
internal sealed class GzipHandler : DelegatingHandler
{
    private const string Gzip = "gzip";

    private static readonly StringWithQualityHeaderValue Accepted = new(Gzip);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.AcceptEncoding.Count == 0)
            request.Headers.AcceptEncoding.Add(Accepted);

        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            if (response.Content is { } content && IsCompressed(content, request.Method))
            {
                var body = new StreamContent(new UnpackedBody(await content.ReadAsStreamAsync().ConfigureAwait(false)));
                ContentHeaders.CopyToUnpacked(content, body);
                response.Content = body;
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    // No body, and the answer to a HEAD, are not compressed whatever their headers say. Encodings that nobody asked for are left as they
    // are: some servers send a character set there.
    private static bool IsCompressed(HttpContent content, HttpMethod method) =>
        content.Headers.ContentLength != 0 && method != HttpMethod.Head
        && content.Headers.ContentEncoding.LastOrDefault() is { } encoding
        && (encoding.Equals(Gzip, StringComparison.OrdinalIgnoreCase) || encoding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase));

    /// <summary>The uncompressed body. It is whole where the length behind the compressed bytes is the one that was read.</summary>
    private sealed class UnpackedBody : ReadOnlyStream
    {
        private readonly PackedBody _packed;
        private readonly GZipStream _gzip;
        private uint _length;

        public UnpackedBody(Stream packed)
        {
            _packed = new PackedBody(packed);
            _gzip = new GZipStream(_packed, CompressionMode.Decompress);
        }

        public override int Read(byte[] buffer, int offset, int count) => Seen(_gzip.Read(buffer, offset, count), count);

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Seen(await _gzip.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false), count);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _gzip.Dispose();

            base.Dispose(disposing);
        }

        private int Seen(int read, int wanted)
        {
            unchecked
            {
                _length += (uint)read;
            }

            return read > 0 || wanted == 0 || _packed.IsEmpty || _packed.Tail == _length
                ? read
                : throw new InvalidDataException("The compressed answer ended before its end.");
        }
    }

    /// <summary>The compressed body; remembers its last four bytes.</summary>
    private sealed class PackedBody(Stream inner) : ReadOnlyStream
    {
        /// <summary>Whether no byte has come yet.</summary>
        public bool IsEmpty { get; private set; } = true;

        /// <summary>The last four bytes, as a number: how long the uncompressed body is, modulo 2^32, where this one is whole.</summary>
        public uint Tail { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Seen(buffer, offset, inner.Read(buffer, offset, count));

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Seen(buffer, offset, await inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false));

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();

            base.Dispose(disposing);
        }

        private int Seen(byte[] buffer, int offset, int read)
        {
            for (var i = Math.Max(0, read - sizeof(uint)); i < read; i++)
            {
                Tail = (Tail >> 8) | ((uint)buffer[offset + i] << 24);
                IsEmpty = false;
            }

            return read;
        }
    }
}
