using System.Runtime.CompilerServices;

namespace RingCx.Client.Json;

/// <summary>
/// Goes through JSON as a service writes it: no blanks, texts without escapes, whole numbers. It takes what it is asked for or nothing:
/// what is written in any other way, is wrong or has not come yet is for the framework's reader, which judges it.
/// </summary>
/// <remarks>
/// The framework's reader looks for the end of a text with vectors, in code that .NET compiles in each process, at first without
/// optimization: it took half of the time of a process's first listing.
/// </remarks>
/// <param name="text">UTF-8.</param>
/// <param name="position">Where to begin.</param>
/// <param name="end">Where the text ends so far.</param>
internal struct PlainJson(byte[] text, int position, int end)
{
    private const ulong LowBits = 0x0101010101010101;
    private const ulong HighBits = LowBits << 7;

    private static readonly byte[] True = Encoding.ASCII.GetBytes("true");
    private static readonly byte[] False = Encoding.ASCII.GetBytes("false");
    private static readonly byte[] Null = Encoding.ASCII.GetBytes("null");

    private int _position = position;

    /// <summary>The place behind all that was taken.</summary>
    public readonly int Position => _position;

    /// <summary>Takes a character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Take(char character)
    {
        var isThere = _position < end && text[_position] == character;
        _position += isThere ? 1 : 0;
        return isThere;
    }

    /// <summary>Takes characters.</summary>
    public bool Take(byte[] characters)
    {
        var isThere = characters.Length <= end - _position && text.AsSpan(_position, characters.Length).SequenceEqual(characters);
        _position += isThere ? characters.Length : 0;
        return isThere;
    }

    /// <summary>Takes a text, between quotation marks.</summary>
    /// <param name="value">What is between them.</param>
    public bool TakeText(out ArraySegment<byte> value)
    {
        value = default;
        if (_position == end || text[_position] != '"')
            return false;

        var start = _position + 1;
        var next = start;
        while (next <= end - sizeof(ulong) && IsPlain(BitConverter.ToUInt64(text, next)))
            next += sizeof(ulong);

        while (next < end && IsPlain(text[next]))
            next++;

        if (next == end || text[next] != '"')
            return false;

        _position = next + 1;
        value = new ArraySegment<byte>(text, start, next - start);
        return true;
    }

    /// <summary>Takes null.</summary>
    public bool TakeNull() => Take(Null);

    /// <summary>Takes a whole number, true or false. Whatever follows it, such as a fraction, is for the caller to see.</summary>
    /// <param name="value">As it is written.</param>
    public bool TakeWord(out ArraySegment<byte> value)
    {
        var start = _position;
        var isThere = Take(True) || Take(False) || TakeNumber();
        value = new ArraySegment<byte>(text, start, _position - start);
        return isThere;
    }

    // Without zeros at its head, which are no JSON.
    private bool TakeNumber()
    {
        var next = _position;
        next += next < end && text[next] == '-' ? 1 : 0;
        var first = next;
        while (next < end && text[next] is >= (byte)'0' and <= (byte)'9')
            next++;

        if (next == first || (text[first] == '0' && next - first > 1))
            return false;

        _position = next;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(byte character) => character is >= (byte)' ' and not ((byte)'"' or (byte)'\\');

    // The same of eight: none is below a blank, and none is zero once what is sought has been taken away.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(ulong eight) =>
        (((eight - (LowBits * ' ')) & ~eight & HighBits) | Zeros(eight ^ (LowBits * '"')) | Zeros(eight ^ (LowBits * '\\'))) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Zeros(ulong eight) => (eight - LowBits) & ~eight & HighBits;
}
