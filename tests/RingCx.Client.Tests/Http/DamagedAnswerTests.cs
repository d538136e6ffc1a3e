using System.IO.Compression;
using System.Text;
using RingCx.Client.Tests.Support;

namespace RingCx.Client.Tests.Http;

/// <summary>Bodies that are compressed wrongly, on real connections: the platform has many names for it, and it is an answer that broke.</summary>
public class DamagedAnswerTests
{
    private const string Gzip = "Content-Encoding: gzip\r\n";
    private const string Deflate = "Content-Encoding: deflate\r\n";

    private static readonly byte[] Accounts = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 300).Select(static i => $$"""{"accountId":"{{i}}","accountName":"Account {{i * 7919}}"}"""))}]");

    [Theory]
    [InlineData("not compressed", Gzip)]
    [InlineData("not compressed", Deflate)]
    [InlineData("damaged", Gzip)]
    [InlineData("wrong checksum", Gzip)]
    public async Task Is_asked_for_again_where_that_does_no_harm(string what, string header)
    {
        var asked = 0;
        using var bench = new LoopbackBench(request => Interlocked.Increment(ref asked) == 1 ? Damaged(what, Accounts, header) : RawAnswer.Bytes(Compressed(Accounts), Gzip));
        var accounts = await bench.Client.Directory.GetAccountsAsync(null, default);
        Assert.Equal(300, accounts.Count);
        Assert.Equal(2, asked);
    }

    [Theory]
    [InlineData("not compressed", Gzip)]
    [InlineData("damaged", Gzip)]
    [InlineData("wrong checksum", Gzip)]
    public async Task Leaves_it_open_whether_an_action_was_done(string what, string header)
    {
        using var bench = new LoopbackBench(_ => Damaged(what, "true"u8.ToArray(), header));
        var failure = await Assert.ThrowsAsync<RingCxException>(() => bench.HangUpAsync());
        Assert.Equal(FailureKind.OutcomeUnknown, failure.Kind);
        Assert.True(failure.MayBeDone);
        Assert.Single(bench.Server.Requests);
    }

    [Fact]
    public async Task Nothing_of_a_compressed_answer_is_no_success_without_a_word()
    {
        // The platform takes the beginning of a compressed body for the whole.
        using var bench = new LoopbackBench(static _ => RawAnswer.Bytes(Compressed("true"u8.ToArray())[..10], Gzip));
        Assert.Equal(FailureKind.OutcomeUnknown, (await Assert.ThrowsAsync<RingCxException>(() => bench.HangUpAsync())).Kind);
    }

    [Fact]
    public async Task Is_read_where_it_is_compressed_as_it_says()
    {
        using var bench = new LoopbackBench(static _ => RawAnswer.Bytes(Compressed("true"u8.ToArray()), Gzip));
        Assert.True(await bench.HangUpAsync());
    }

    private static RawAnswer Damaged(string what, byte[] text, string header)
    {
        var body = Compressed(text);
        body = what switch
        {
            "not compressed" => text,
            "truncated" => body[..(body.Length / 2)],
            "too short" => body[..^4],
            "wrong checksum" => [.. body[..^6], .. body[^6..].Select(static b => (byte)~b)],
            _ => [.. body[..10], .. body[10..].Select(static b => (byte)~b)],
        };
        return RawAnswer.Bytes(body, header);
    }

    private static byte[] Compressed(byte[] text)
    {
        using var body = new MemoryStream();
        using (var gzip = new GZipStream(body, CompressionLevel.Optimal))
        {
            gzip.Write(text);
        }

        return body.ToArray();
    }
}
