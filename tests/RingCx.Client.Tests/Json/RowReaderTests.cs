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
    [InlineData("[{\"uii\":\"1\"}],{\"uii\":\"2\"}")]
    [InlineData("[{\"uii\":\"1\"},{\"uii\":\"2\"}],{\"uii\":\"3\"}]")]
    [InlineData("[{\"uii\":\"1\"},{\"uii\":01}]")]
    [InlineData("[{\"uii\":\"1\"},{\"uii\":-}]")]
    [InlineData("[{\"uii\":\"1\"},{\"uii\":truely}]")]
    [InlineData("[{\"uii\":\"1\"},{\"uii\":\"2\"\"dnis\":\"3\"}]")]
    [InlineData("[{\"uii\":\"1\"},{\"uii\":\"2\",}]")]
    [InlineData("[{\"uii\":\"1\"},{\"uii\":\"2\"]")]
    [InlineData("[{\"uii\":\"1\"},{\"uii\":\"a\u0001b\"}]")]
    [InlineData("[{\"uii\":\"1\"},,{\"uii\":\"2\"}]")]
    [InlineData("[{\"a\\\"b\":1},{\"a\"b\":1}]")]
    public async Task Anything_else_is_no_list(string text)
    {
        await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(new Pieces(Encoding.UTF8.GetBytes(text))));
        await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(new Pieces(Encoding.UTF8.GetBytes(text).Chunk(1).ToArray())));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData(" [ ] \n")]
    public async Task An_empty_list_has_no_rows(string text) => Assert.Empty(await ReadAsync(new Pieces(Encoding.UTF8.GetBytes(text).Chunk(1).ToArray())));

    // A blank before a row sends it to the framework's reader, which is right.
    [Fact]
    public async Task A_row_that_is_read_the_short_way_is_what_the_framework_reads()
    {
        const string First = """{"uii":"1","ani":"5554150123","dnis":"5554150199","enqueueTime":null,"archive":true,"agentFirstName":"Ada","unknown":1}""";
        var random = new Random(15);
        var (plain, others) = (0, 0);
        var wrong = new List<string>();
        for (var i = 0; i < 20_000; i++)
        {
            var row = Row(random);
            var taken = await OutcomeAsync($"[{First},{row}]");
            if (taken != await OutcomeAsync($"[{First}, {row}]"))
                wrong.Add(row);

            if (await IsPlainAsync(First, row))
                plain++;
            else
                others++;
        }

        Assert.Empty(wrong);
        Assert.InRange(plain, 2_000, 18_000);
        Assert.InRange(others, 2_000, 18_000);
    }

    [Fact]
    public async Task Rows_that_are_read_the_short_way_are_the_same_wherever_the_text_is_cut_in_two()
    {
        var text = Encoding.UTF8.GetBytes("[" + string.Join(",", Enumerable.Range(1, 4).Select(static i =>
            $$"""{"uii":"{{i}}","agentFirstName":"Zoë","archive":false,"dnis":{{i}}158,"enqueueTime":"2020-05-08T14:40:47.000+0000","dequeueTime":null}""")) + "]");
        for (var cut = 0; cut <= text.Length; cut++)
        {
            Assert.Equal(
                Enumerable.Range(1, 4).Select(static i => $"{i}|Zoë|False|{i}158|05/08/2020 14:40:47 +00:00|"),
                await ReadAsync(new Pieces(text[..cut], text[cut..])));
        }
    }

    // A text that many rows share is one text.
    [Fact]
    public async Task Rows_share_what_they_have_in_common()
    {
        var reader = new RowReader<RcxActiveCall>(
            new Pieces("""[{"uii":"1","dnis":"8005550110"},{"uii":"2","dnis":"8005550110"},{"uii":"3","dnis":"8005550110"}]"""u8.ToArray()), new ActiveCallConverter());
        var calls = new List<RcxActiveCall>();
        while (await reader.MoveNextAsync(CancellationToken.None))
            calls.Add(reader.Current!);

        Assert.Equal(["1", "2", "3"], calls.Select(static call => call.Uii));
        Assert.Equal("8005550110", calls[2].Dnis);
        Assert.Same(calls[1].Dnis, calls[2].Dnis);
    }

    // What every sign-in has .NET compile: both ways, and each field.
    [Fact]
    public async Task The_sample_has_every_field_and_is_read_both_ways()
    {
        var calls = new List<RcxActiveCall>();
        var reader = new RowReader<RcxActiveCall>(new Pieces(Encoding.UTF8.GetBytes($"[{ActiveCallConverter.Sample}]")), new ActiveCallConverter());
        while (await reader.MoveNextAsync(CancellationToken.None))
            calls.Add(reader.Current!);

        Assert.All(RowProperty.Of(typeof(RcxActiveCall)), property => Assert.NotNull(property.Get(Assert.Single(calls))));
        Assert.True(await IsPlainAsync(ActiveCallConverter.Sample, ActiveCallConverter.Sample));
    }

    // The bytes of the one are the characters of the other.
    [Fact]
    public async Task Tells_a_letter_from_the_two_that_its_bytes_would_be()
    {
        const string Rows = """[{"uii":"1","agentFirstName":"Ã«"},{"uii":"2","agentFirstName":"Ã«"},{"uii":"3","agentFirstName":"ë"},{"uii":"4","agentFirstName":"Ã«"}]""";
        Assert.Equal(["1|Ã«||||", "2|Ã«||||", "3|ë||||", "4|Ã«||||"], await ReadAsync(new Pieces(Encoding.UTF8.GetBytes(Rows))));
    }

    // Mostly a row as a service writes it, often with something else in it, now and then with a character too many, too few or wrong.
    private static string Row(Random random)
    {
        string[] names = ["uii", "ani", "dnis", "enqueueTime", "archive", "agentFirstName", "unknown", "never seen", "UII", "\\u0075ii", "n\u00EBw"];
        string[] usual = ["\"17\"", "\"5554150199\"", "\"Zo\u00EB\"", "\"\"", "null", "true", "false", "0", "17", "-3", "\"2020-05-08T14:40:47.000+0000\"", "1588934447000"];
        string[] unusual = ["\"a\\\"b\"", "\"\\u00eb\"", "\"a\\\\\"", "1.5", "1e3", "-0", "00", "-", "1.", "nul", "truefalse", "{}", "[]", "[1,{\"uii\":\"9\"}]", "{\"millis\":1588934447000}", " 1", "\"1\" ", "\"2020-05-08\"", "\"true\"", "\"1\""];
        var fields = Enumerable.Range(0, random.Next(7)).Select(_ =>
            $"\"{names[random.Next(random.Next(3) == 0 ? names.Length : 7)]}\":{(random.Next(12) == 0 ? unusual[random.Next(unusual.Length)] : usual[random.Next(usual.Length)])}");
        var row = "{" + string.Join(",", fields) + "}";
        if (random.Next(4) > 0)
            return row;

        const string Characters = ",:{}[]\"\\ 0a-\u0001\u00EB";
        var at = random.Next(row.Length);
        var character = Characters[random.Next(Characters.Length)];
        return random.Next(3) switch
        {
            0 => row.Insert(at, character.ToString()),
            1 => row.Remove(at, 1),
            _ => row.Remove(at, 1).Insert(at, character.ToString()),
        };
    }

    private static async Task<string> OutcomeAsync(string text)
    {
        try
        {
            return string.Join("\n", await ReadAsync(new Pieces(Encoding.UTF8.GetBytes(text))));
        }
        catch (JsonException)
        {
            return "no list";
        }
    }

    private static async Task<bool> IsPlainAsync(string first, string row)
    {
        var converter = new ActiveCallConverter();
        var reader = new RowReader<RcxActiveCall>(new Pieces(Encoding.UTF8.GetBytes($"[{first}]")), converter);
        while (await reader.MoveNextAsync(CancellationToken.None))
        {
        }

        var text = Encoding.UTF8.GetBytes(row);
        var json = new PlainJson(text, 0, text.Length);
        return converter.TryReadPlain(ref json, out _) && json.Position == text.Length;
    }

    private static async Task<List<string>> ReadAsync(Stream text)
    {
        var reader = new RowReader<RcxActiveCall>(text, new ActiveCallConverter());
        var rows = new List<string>();
        while (await reader.MoveNextAsync(CancellationToken.None))
        {
            rows.Add(reader.Current is { } call
                ? string.Create(CultureInfo.InvariantCulture, $"{call.Uii}|{call.AgentFirstName}|{call.Archive}|{call.Dnis}|{call.EnqueueTime}|{call.DequeueTime}") + (call.Ani is null ? null : "|" + call.Ani)
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
