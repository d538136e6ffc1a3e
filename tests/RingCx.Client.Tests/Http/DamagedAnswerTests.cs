using System.IO.Compression;

namespace RingCx.Client.Tests.Http;

/// <summary>Bodies that are compressed wrongly, on real connections: the platform has many names for it, and it is an answer that broke.</summary>
public class DamagedAnswerTests
{
    private const string Gzip = "Content-Encoding: gzip\r\n";

    private static readonly byte[] Accounts = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 300).Select(static i => $$"""{"accountId":"{{i}}","accountName":"Account {{i * 7919}}"}"""))}]");

    [Theory]
    [InlineData("not compressed")]
    [InlineData("truncated")]
    [InlineData("too short")]
    [InlineData("a byte too short")]
    [InlineData("head alone")]
    [InlineData("damaged")]
    [InlineData("wrong checksum")]
    [InlineData("wrong length")]
    public async Task Is_requested_again_if_that_is_safe(string what)
    {
        var asked = 0;
        using var bench = new LoopbackBench(request => Interlocked.Increment(ref asked) == 1 ? Damaged(what, Accounts) : RawAnswer.Bytes(Compressed(Accounts), Gzip));
        var accounts = await bench.Client.Directory.GetAccountsAsync(null, default);
        Assert.Equal(300, accounts.Count);
        Assert.Equal(2, asked);
    }

    [Theory]
    [InlineData("not compressed")]
    [InlineData("damaged")]
    [InlineData("wrong checksum")]
    [InlineData("wrong length")]
    public async Task Leaves_it_open_whether_an_action_was_done(string what)
    {
        using var bench = new LoopbackBench(_ => Damaged(what, "true"u8.ToArray()));
        var failure = await Assert.ThrowsAsync<RingCxException>(() => bench.HangUpAsync());
        Assert.Equal(FailureKind.OutcomeUnknown, failure.Kind);
        Assert.True(failure.MayBeDone);
        Assert.Single(bench.Server.Requests);
    }

    [Fact]
    public async Task No_part_of_a_compressed_answer_is_taken_for_the_whole()
    {
        // The length that is told is the beginning's: nothing else gives it away.
        var whole = Compressed("true"u8.ToArray());
        var length = 1;
        using var bench = new LoopbackBench(_ => RawAnswer.Bytes(whole[..length], Gzip));
        for (; length < whole.Length; length++)
        {
            Assert.Equal(FailureKind.OutcomeUnknown, (await Assert.ThrowsAsync<RingCxException>(() => bench.HangUpAsync())).Kind);
        }

        Assert.True(await bench.HangUpAsync());
        Assert.Equal(whole.Length, bench.Server.Requests.Count);
    }

    [Theory]
    [InlineData("Content-Encoding: deflate\r\n")]
    [InlineData("Content-Encoding: UTF-8\r\n")]
    [InlineData("Content-Encoding: identity\r\n")]
    public async Task An_encoding_that_was_not_requested_is_read_unchanged(string header)
    {
        using var bench = new LoopbackBench(_ => RawAnswer.Bytes("true"u8.ToArray(), header));
        Assert.True(await bench.HangUpAsync());
    }

    [Fact]
    public async Task A_missing_body_is_not_a_compressed_one()
    {
        using var bench = new LoopbackBench(static _ => RawAnswer.Bytes([], Gzip));
        Assert.True(await bench.HangUpAsync());
    }

    [Fact]
    public async Task Is_read_where_it_is_compressed_as_it_says()
    {
        using var bench = new LoopbackBench(static _ => RawAnswer.Bytes(Compressed("true"u8.ToArray()), Gzip));
        Assert.True(await bench.HangUpAsync());
    }

    [Fact]
    public async Task Compressed_answers_are_asked_for_once_in_each_request()
    {
        var asked = new List<string>();
        using var bench = new LoopbackBench(request =>
        {
            asked.Add(request.Headers["Accept-Encoding"]);
            return asked.Count == 1 ? Damaged("damaged", Accounts) : RawAnswer.Bytes(Compressed(Accounts), Gzip);
        });
        await bench.Client.Directory.GetAccountsAsync(null, default);
        Assert.Equal(["gzip", "gzip"], asked);
    }

    private static RawAnswer Damaged(string what, byte[] text)
    {
        var body = Compressed(text);
        body = what switch
        {
            "not compressed" => text,
            "truncated" => body[..(body.Length / 2)],
            "too short" => body[..^4],
            "a byte too short" => body[..^1],
            "head alone" => body[..10],
            "wrong checksum" => [.. body[..^6], (byte)~body[^6], .. body[^5..]],
            "wrong length" => [.. body[..^2], (byte)~body[^2], body[^1]],
            _ => [.. body[..10], .. body[10..].Select(static b => (byte)~b)],
        };
        return RawAnswer.Bytes(body, Gzip);
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
