namespace RingCx.Client.Tests.Http;

public class AnswerTextTests
{
    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with a mark", "utf-16", "utf-16 with a mark", "utf-16BE", "utf-16BE with a mark", "utf-32 with a mark", "utf-32BE with a mark"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_boolean_is_read_in_any_recognizable_encoding(string encoding)
    {
        foreach (var word in new[] { "true", "\"true\"", " True \r\n" })
        {
            using var bench = Answering(Bytes(word, encoding));
            Assert.True(await bench.Clock.AutoAdvance(bench.HangUpAsync()));
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_lookup_is_read_in_any_recognizable_encoding(string encoding)
    {
        using var bench = Answering(Bytes("""[{"accountId":"1","accountName":"Größe 日本"}]""", encoding));
        Assert.Equal("Größe 日本", Assert.Single(await bench.RunAsync(static c => c.Directory.GetAccountsAsync(null, default))).AccountName);
    }

    [Fact]
    public async Task One_byte_of_another_alphabet_costs_nothing_else()
    {
        // "Müller" in UTF-8 beside "José’s" as an old system of Windows writes it.
        byte[] body = [.. """[{"accountId":"1","accountName":"Müller"},{"accountId":"2","accountName":"Jos"""u8, 0xE9, 0x92, .. "s\"}]"u8];
        using var bench = Answering(body);
        Assert.Equal(["Müller", "José’s"], (await bench.RunAsync(static c => c.Directory.GetAccountsAsync(null, default))).Select(static a => a.AccountName));
    }

    [Theory]
    [InlineData(new byte[0], "")]
    [InlineData(new byte[] { 0xFF }, "ÿ")]
    [InlineData(new byte[] { 0xE9 }, "é")]
    [InlineData(new byte[] { 0xC3, 0xA9 }, "é")]
    [InlineData(new byte[] { 0xE2, 0x82 }, "â‚")]
    [InlineData(new byte[] { 0x80, 0x85 }, "€…")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF }, "")]
    [InlineData(new byte[] { 0xEF, 0xBB }, "ï»")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "í\u00A0€")]
    public void Every_byte_is_decoded_to_a_character(byte[] body, string text)
    {
        Assert.Equal(text, AnswerText.Read(body));
        Assert.Equal(text, Encoding.UTF8.GetString(AnswerText.ToUtf8(body)));
    }

    [Fact]
    public void What_is_clean_is_not_copied()
    {
        var body = "日本 true"u8.ToArray();
        Assert.Same(body, AnswerText.ToUtf8(body));
    }

    private static byte[] Bytes(string text, string encoding)
    {
        var (name, marked) = (encoding.Split(' ')[0], encoding.EndsWith("mark", StringComparison.Ordinal));
        var found = Encoding.GetEncoding(name);
        return marked ? [.. found.GetPreamble(), .. found.GetBytes(text)] : found.GetBytes(text);
    }

    private static ClientBench Answering(byte[] body) => ClientBench.Answering(new ScriptedAnswer { Content = () => new ByteArrayContent(body) });
}
