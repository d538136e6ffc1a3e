using RingCx.Client.Json;

namespace RingCx.Client.Tests.Json;

/// <summary>Rows that are read while their text arrives, wherever it is cut.</summary>
public class RowReaderTests
{
    private const string Rows =
        """
        [ {"uii":"1","agentFirstName":"Zo\u00EB \"é\"","archive":true,"unknown":{"a":[1,{"b":"]}"}],"uii":"no"},"dnis":4158},
          null,
          {"unknown":[[],{}],"dnis":{"uii":"no","x":[1]},"uii":"2","enqueueTime":{"millis":1588934447000},"dequeueTime":"2020-05-08T14:40:47.000+0000"},
          {"UII":"3","ani":["no",{"uii":"no"}],"callState":"ACTIVE"}, {} ]
        
        """;

    private static readonly string[] Expected =
    [
        "1|Zoë \"é\"|True|4158||", "null", "2||||05/08/2020 10:40:47 +00:00|05/08/2020 14:40:47 +00:00", "3|||||", "|||||",
    ];

    [Fact]
    public async Task Reads_the_same_rows_wherever_the_text_is_cut_in_two()
    {
        var text = Encoding.UTF8.GetBytes(Rows);
        for (var cut = 0; cut <= text.Length; cut++)
            Assert.Equal(Expected, await ReadAsync(new Pieces(text[..cut], text[cut..])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Reads_the_same_rows_however_small_the_pieces_are(int size) =>
        Assert.Equal(Expected, await ReadAsync(new Pieces(Encoding.UTF8.GetBytes(Rows).Chunk(size).ToArray())));

    [Fact]
    public async Task Reads_rows_that_are_larger_than_its_buffer_and_many_of_them()
    {
        var name = new string('x', 200_000);
        var rows = string.Join(",", Enumerable.Range(0, 50).Select(i => $$"""{"uii":"{{i}}","agentFirstName":"{{(i % 20 == 0 ? name : "y")}}"}"""));
        var read = await ReadAsync(new Pieces(Encoding.UTF8.GetBytes($"[{rows}]").Chunk(10_000).ToArray()));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}|{(i % 20 == 0 ? name : "y")}||||"), read);
    }

    [Fact]
    public async Task A_text_that_ends_too_early_is_no_list_wherever_it_ends()
    {
        var text = Encoding.UTF8.GetBytes(Rows.TrimEnd());
        for (var length = 0; length < text.Length; length++)
            await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(new Pieces(text[..length])));
    }

    [Fact]
    public async Task A_row_comes_before_the_rest_of_the_text_is_there()
    {
        var rest = new TaskCompletionSource<byte[]>();
        var reader = new RowReader<RcxActiveCall>(new Pieces("""[{"uii":"1"},{"uii":"""u8.ToArray()) { Last = rest.Task }, ActiveCallConverter.Shared);
        Assert.True(await reader.MoveNextAsync(CancellationToken.None));
        Assert.Equal("1", reader.Current!.Uii);
        var next = reader.MoveNextAsync(CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);
        rest.SetResult("\"2\"}]"u8.ToArray());
        Assert.True(await next);
        Assert.Equal("2", reader.Current!.Uii);
        Assert.False(await reader.MoveNextAsync(CancellationToken.None));
        Assert.False(await reader.MoveNextAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("17")]
    [InlineData("<html></html>")]
    [InlineData("[1]")]
    [InlineData("[\"row\"]")]
    [InlineData("[[]]")]
    [InlineData("[true]")]
    [InlineData("[{}] x")]
    [InlineData("[{}] []")]
    [InlineData("[{},]")]
    [InlineData("[{}{}]")]
    [InlineData("[{\"uii\" \"1\"}]")]
    [InlineData("[{\"uii\":}]")]
    [InlineData("[{\"uii\":\"1\",}]")]
    public async Task Anything_else_is_no_list(string text)
    {
        await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(new Pieces(Encoding.UTF8.GetBytes(text))));
        await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(new Pieces(Encoding.UTF8.GetBytes(text).Chunk(1).ToArray())));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData(" [ ] \n")]
    public async Task An_empty_list_has_no_rows(string text) => Assert.Empty(await ReadAsync(new Pieces(Encoding.UTF8.GetBytes(text).Chunk(1).ToArray())));

    private static async Task<List<string>> ReadAsync(Stream text)
    {
        var reader = new RowReader<RcxActiveCall>(text, new ActiveCallConverter());
        var rows = new List<string>();
        while (await reader.MoveNextAsync(CancellationToken.None))
        {
            rows.Add(reader.Current is { } call
                ? string.Create(CultureInfo.InvariantCulture, $"{call.Uii}|{call.AgentFirstName}|{call.Archive}|{call.Dnis}|{call.EnqueueTime}|{call.DequeueTime}")
                : "null");
        }

        return rows;
    }

    /// <summary>A text that comes in pieces, one with each read.</summary>
    private sealed class Pieces(params byte[][] pieces) : ReadOnlyStream
    {
        private Queue<byte[]> _left = new(pieces.Where(static piece => piece.Length > 0));

        public Task<byte[]>? Last { get; set; }

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            if (_left.Count == 0 && Last is { } last)
            {
                _left.Enqueue(await last);
                Last = null;
            }

            if (!_left.TryDequeue(out var piece))
                return 0;

            var given = Math.Min(count, piece.Length);
            Buffer.BlockCopy(piece, 0, buffer, offset, given);
            if (given < piece.Length)
                _left = new Queue<byte[]>(_left.Prepend(piece[given..]));

            return given;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
