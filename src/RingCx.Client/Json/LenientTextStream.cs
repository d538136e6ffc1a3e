using System.Runtime.InteropServices;

namespace RingCx.Client.Json;

/// <summary>
/// A JSON text as a person would read it: without a byte order mark at its head, with U+FFFD for bytes that are not UTF-8, and a space for
/// a control character, such as a tab that somebody typed into a name. One such byte would otherwise lose everything that follows. What is
/// in order, which nearly all is, passes as it is, without a copy.
/// </summary>
internal sealed class LenientTextStream(Stream inner) : ReadOnlyStream
{
    // Room for a character of four bytes that is not complete, and for its rest.
    private const int SmallestRead = 16;
    private const ulong HighBits = 0x8080808080808080;
    private const ulong Spaces = 0x2020202020202020;

    private readonly byte[] _held = new byte[4];
    private int _heldLength;
    private ArraySegment<byte> _ready = new(Array.Empty<byte>());
    private bool _hasBegun;
    private bool _isOver;
    private byte _first;
    private byte _last;

    /// <summary>True when the text has ended and was a list without its end, or nothing at all.</summary>
    public bool EndedEarly => _isOver && (_last == 0 || (_first == (byte)'[' && _last != (byte)']'));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        while (_ready.Count == 0 && !_isOver)
        {
            if (count >= SmallestRead)
            {
                var read = await FillAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
                if (read > 0)
                    return read;
            }
            else
            {
                var own = new byte[SmallestRead];
                var read = await FillAsync(own, 0, own.Length, cancellationToken).ConfigureAwait(false);
                _ready = read > 0 ? new ArraySegment<byte>(own, 0, read) : _ready;
            }
        }

        var given = Math.Min(count, _ready.Count);
        Buffer.BlockCopy(_ready.Array!, _ready.Offset, buffer, offset, given);
        _ready = new ArraySegment<byte>(_ready.Array!, _ready.Offset + given, _ready.Count - given);
        return given;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();

        base.Dispose(disposing);
    }

    // What has been read into the buffer; 0 where it is elsewhere, or not complete, or over.
    private async Task<int> FillAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        var read = await inner.ReadAsync(buffer, offset + _heldLength, count - _heldLength, cancellationToken).ConfigureAwait(false);
        Buffer.BlockCopy(_held, 0, buffer, offset, _heldLength);
        var length = read + _heldLength;
        _heldLength = 0;
        _isOver = read == 0;
        var start = offset;
        if (!_hasBegun && length >= 3 && buffer[offset] == 0xEF && buffer[offset + 1] == 0xBB && buffer[offset + 2] == 0xBF)
        {
            start += 3;
            length -= 3;
            _hasBegun = true;
        }

        var isGood = Check(buffer.AsSpan(start, length), out var incomplete);
        if (!_isOver)
        {
            length -= incomplete;
            Buffer.BlockCopy(buffer, start + length, _held, 0, incomplete);
            _heldLength = incomplete;
        }
        else if (incomplete > 0)
        {
            isGood = false;
        }

        _hasBegun |= length > 0;
        Note(buffer.AsSpan(start, length));
        if (isGood && start == offset)
            return length;

        _ready = new ArraySegment<byte>(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(buffer, start, length)));
        return 0;
    }

    // Remembers how the text begins and ends.
    private void Note(ReadOnlySpan<byte> text)
    {
        for (var i = 0; _first == 0 && i < text.Length; i++)
            _first = text[i] == ' ' ? (byte)0 : text[i];

        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] != ' ')
            {
                _last = text[i];
                return;
            }
        }
    }

    // Whether all is UTF-8, but for the bytes at the end of which more may come. Makes spaces of control characters.
    private static bool Check(Span<byte> text, out int incomplete)
    {
        var isGood = true;
        var i = 0;
        incomplete = 0;
        while (i < text.Length)
        {
            while (i + sizeof(ulong) <= text.Length)
            {
                var eight = MemoryMarshal.Read<ulong>(text.Slice(i));
                if (((eight | (eight - Spaces)) & HighBits) != 0)
                    break;

                i += sizeof(ulong);
            }

            if (i == text.Length)
                break;

            if (text[i] < 0x80)
            {
                text[i] = Math.Max(text[i], (byte)' ');
                i++;
                continue;
            }

            var (length, isWhole) = Character(text.Slice(i));
            if (!isWhole && i + length == text.Length && length < 4 && Needs(text[i]) > length)
            {
                incomplete = length;
                break;
            }

            isGood &= isWhole;
            i += length;
        }

        return isGood;
    }

    // How many bytes belong to the character at the beginning, and whether it is one (Unicode, table 3-7).
    private static (int Length, bool IsWhole) Character(ReadOnlySpan<byte> text)
    {
        var needs = Needs(text[0]);
        for (var i = 1; i < needs; i++)
        {
            if (i == text.Length)
                return (i, false);

            var (low, high) = (i, text[0]) switch
            {
                (1, 0xE0) => (0xA0, 0xBF),
                (1, 0xED) => (0x80, 0x9F),
                (1, 0xF0) => (0x90, 0xBF),
                (1, 0xF4) => (0x80, 0x8F),
                _ => (0x80, 0xBF),
            };
            if (text[i] < low || text[i] > high)
                return (i, false);
        }

        return needs == 0 ? (1, false) : (needs, true);
    }

    // How many bytes a character has that begins so; 0 where none does.
    private static int Needs(byte first) => first switch
    {
        >= 0xC2 and <= 0xDF => 2,
        >= 0xE0 and <= 0xEF => 3,
        >= 0xF0 and <= 0xF4 => 4,
        _ => 0,
    };
}
