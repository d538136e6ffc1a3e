using System.Net.Http.Headers;

namespace RingCx.Client.Tests.Http;

/// <summary>The bodies of .NET Framework, whose reads heed no token: here a stream that behaves so.</summary>
public class AbortableBodyHandlerTests
{
    private static readonly byte[] Body = [1, 2, 3, 4, 5];

    [Fact]
    public async Task A_body_is_read_whole_with_its_headers_and_its_connection_is_kept()
    {
        var network = new Network(Body, Body.Length);
        using (var response = await SendAsync(network))
        {
            Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
            Assert.Equal(Body.Length, response.Content.Headers.ContentLength);
            Assert.Equal(Body, await response.Content.ReadAsByteArrayAsync());
        }

        Assert.False(network.IsAborted);
    }

    [Fact]
    public async Task A_body_that_ends_before_its_length_is_a_failure()
    {
        using var response = await SendAsync(new Network(Body, Body.Length + 1));
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.LoadIntoBufferAsync());
    }

    [Fact]
    public async Task A_body_without_a_stated_length_ends_at_its_end()
    {
        using var response = await SendAsync(new Network(Body, null));
        Assert.Equal(Body, await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_read_that_is_cancelled_ends_at_once_and_the_request_with_it()
    {
        var network = new Network(Body, 100) { Stalls = true };
        using var response = await SendAsync(network);
        using var cancellation = new CancellationTokenSource();
        var body = await response.Content.ReadAsStreamAsync();
        Assert.Equal(Body.Length, await body.ReadAsync(new byte[10], cancellation.Token));
        var read = body.ReadAsync(new byte[10], cancellation.Token);
        Assert.False(read.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
        Assert.True(network.IsAborted);
    }

    [Fact]
    public async Task A_body_that_is_closed_before_its_end_ends_its_request()
    {
        var network = new Network(Body, 100) { Stalls = true };
        var response = await SendAsync(network);
        var read = (await response.Content.ReadAsStreamAsync()).ReadAtLeastAsync(new byte[10], 10);
        response.Dispose();
        await Assert.ThrowsAsync<IOException>(async () => await read);
        Assert.True(network.IsAborted);
    }

    [Fact]
    public async Task The_token_that_the_request_was_sent_with_is_of_no_meaning_once_there_is_an_answer()
    {
        using var cancellation = new CancellationTokenSource();
        var network = new Network(Body, Body.Length);
        HttpResponseMessage response;
        using (var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellation.Token))
        {
            response = await SendAsync(network, attempt.Token);
        }

        using (response)
        {
            await cancellation.CancelAsync();
            Assert.Equal(Body, await response.Content.ReadAsByteArrayAsync(CancellationToken.None));
        }
    }

    private static Task<HttpResponseMessage> SendAsync(Network network, CancellationToken cancellationToken = default)
    {
        var handler = new HttpMessageInvoker(new AbortableBodyHandler { InnerHandler = network });
        return handler.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://service.example/"), cancellationToken);
    }

    private sealed class Network(byte[] body, long? length) : HttpMessageHandler
    {
        public bool Stalls { get; init; }

        public bool IsAborted { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var stream = new DeafStream(body, Stalls);
            cancellationToken.Register(() =>
            {
                IsAborted = true;
                stream.Break();
            });
            var content = new StreamContent(stream);
            content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
            content.Headers.ContentLength = length;
            return Task.FromResult(new HttpResponseMessage { Content = content });
        }
    }

    // Heeds no token.
#pragma warning disable CA1844 // .NET Framework's streams have no other way to be read.
    private sealed class DeafStream(byte[] body, bool stalls) : ReadOnlyStream
#pragma warning restore CA1844
    {
        private readonly TaskCompletionSource<int> _never = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _position;

        public void Break() => _never.TrySetException(new System.Net.WebException("The request was aborted."));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            var read = Math.Min(count, body.Length - _position);
            if (read == 0 && stalls)
            {
                return _never.Task;
            }

            Array.Copy(body, _position, buffer, offset, read);
            _position += read;
            return Task.FromResult(read);
        }

        public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();
    }
}
