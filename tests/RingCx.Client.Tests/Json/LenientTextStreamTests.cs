using RingCx.Client.Json;

namespace RingCx.Client.Tests.Json;

public class LenientTextStreamTests
{
    private const string Text = "[{\"cnam\":\"Đặng Vũ 😀 Zoë — Ω\"}]";

    [Theory]
    [InlineData("", "")]
    [InlineData(Text, Text)]
    [InlineData("\uFEFF" + Text, Text)]
    [InlineData("\uFEFF", "")]
    [InlineData("{\r\n\t\"a\": 1}", "{   \"a\": 1}")]
    [InlineData("\"a\u0000b\u001fc\u007f\"", "\"a b c\u007f\"")]
    public async Task Valid_content_passes_however_it_is_split(string sent, string read)
    {
        var bytes = Encoding.UTF8.GetBytes(sent);
        for (var piece = 1; piece <= 40; piece++)
        {
            foreach (var buffer in new[] { 1, 3, 16, 17, 64, 16384 })
            {
                Assert.Equal(read, Encoding.UTF8.GetString(await ReadAsync(bytes, piece, buffer)));
            }
        }
    }

    [Theory]
    [InlineData("80")]
    [InlineData("FF")]
    [InlineData("C0 AF")]
    [InlineData("C3")]
    [InlineData("E2 82")]
    [InlineData("F0 9F 98")]
    [InlineData("F0 9F 41")]
    [InlineData("ED A0 80")]
    [InlineData("F4 90 80 80")]
    [InlineData("F8 88 80 80 80")]
    [InlineData("E2 28 A1")]
    [InlineData("41 42 43 44 45 46 47 48 E9 4A 4B")]
    public async Task What_is_not_text_is_read_as_the_platform_reads_it(string hex)
    {
        var odd = Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));
        foreach (var bytes in new byte[][] { odd, [.. "before "u8, .. odd], [.. odd, .. "behind Zoë"u8], [.. "Zoë "u8, .. odd, .. odd, .. "\"]"u8] })
        {
            for (var piece = 1; piece <= bytes.Length; piece++)
            {
                Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(await ReadAsync(bytes, piece, 64)));
            }
        }
    }

    [Fact]
    public async Task Any_bytes_are_read_as_the_platform_reads_them()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(1, 60)];
            random.NextBytes(bytes);
            for (var at = 0; at < bytes.Length; at++)
            {
                // Control characters become spaces, which the platform leaves alone.
                bytes[at] = bytes[at] < 0x20 ? (byte)0xE2 : bytes[at];
            }

            Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(await ReadAsync(bytes, random.Next(1, 20), random.Next(1, 70))));
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("  ", true)]
    [InlineData("[", true)]
    [InlineData("[{\"a\":1}, ", true)]
    [InlineData("[]", false)]
    [InlineData("[{\"a\":1}]\n", false)]
    [InlineData("<html>", false)]
    [InlineData("\uFEFF[1", true)]
    public async Task A_list_without_its_end_has_ended_early(string text, bool early)
    {
        using var stream = new LenientTextStream(new PieceStream(Encoding.UTF8.GetBytes(text), 3));
        Assert.False(stream.EndedEarly);
        await stream.CopyToAsync(Stream.Null);
        Assert.Equal(early, stream.EndedEarly);
    }

    private static async Task<byte[]> ReadAsync(byte[] bytes, int piece, int buffer)
    {
        using var stream = new LenientTextStream(new PieceStream(bytes, piece));
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, buffer);
        return read.ToArray();
    }

    private sealed class PieceStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            base.ReadAsync(buffer, offset, Math.Min(count, piece), cancellationToken);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }
}
