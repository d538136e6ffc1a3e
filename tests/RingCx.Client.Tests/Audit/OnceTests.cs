using RingCx.Client.Audit;

namespace RingCx.Client.Tests.Audit;

/// <summary>What is done once under a name, however many runs ask for it, by what the audit file has.</summary>
public class OnceTests
{
    [Fact]
    public async Task Is_not_sent_again_by_any_run_once_it_is_done()
    {
        using var file = new AuditFile();
        using (var first = Bench(file))
            Assert.True(await PingAsync(first, "crm-1"));

        var text = file.Text;
        using var second = Bench(file);
        var failure = await second.FailAsync(FailureKind.AlreadyDone, _ => PingAsync(second, "crm-1"));
        Assert.Empty(second.ApiRequests);
        Assert.Equal(text, file.Text);
        Assert.Contains(file.Line.Field("id")!, failure.Message, StringComparison.Ordinal);

        // Another name, another call of the same name, and no name are other actions.
        Assert.True(await PingAsync(second, "crm-2"));
        Assert.True(await second.Clock.AutoAdvance(second.Client.ActiveCalls.HangUp(ClientBench.AccountId, ClientBench.Uii).Once("crm-1").PerformAsync(null, default)));
        Assert.True(await PingAsync(second, null));
        Assert.Equal(3, second.ApiRequests.Count);
    }

    [Fact]
    public async Task Is_of_one_account()
    {
        using var file = new AuditFile();
        using var bench = Bench(file);
        Assert.True(await PingAsync(bench, "crm-1"));
        Assert.True(await bench.Clock.AutoAdvance(bench.Client.ActiveCalls.Ping("99", ClientBench.Uii).Once("crm-1").PerformAsync(null, default)));
    }

    [Fact]
    public async Task Is_sent_again_where_it_is_known_not_to_have_been_done()
    {
        using var file = new AuditFile();
        using var bench = Bench(file);
        var answers = new Queue<ScriptedAnswer>([ScriptedAnswer.Text("false"), ScriptedAnswer.Json("""{"errorCode":"not.found.exception"}""", HttpStatusCode.NotFound), ScriptedAnswer.Done]);
        bench.Service.Api = _ => answers.Dequeue();
        Assert.False(await PingAsync(bench, "crm-1"));
        await Assert.ThrowsAsync<RingCxException>(() => PingAsync(bench, "crm-1"));
        Assert.True(await PingAsync(bench, "crm-1"));
        await bench.FailAsync(FailureKind.AlreadyDone, _ => PingAsync(bench, "crm-1"));
        Assert.Equal(3, bench.ApiRequests.Count);
    }

    [Theory]
    [InlineData("Pending")]
    [InlineData("OutcomeUnknown")]
    [InlineData("BadResponse")]
    public async Task Is_not_sent_where_a_run_began_it_and_nobody_knows_how_it_ended(string outcome)
    {
        using var file = new AuditFile();
        using (var first = Bench(file))
            Assert.True(await PingAsync(first, "crm-1"));

        // As a run leaves it that died, or whose answer was lost.
        var lines = File.ReadAllLines(file.Path);
        File.WriteAllText(file.Path, outcome == "Pending" ? lines[0] + "\n" : lines[0] + "\n" + lines[1].Replace("\"Done\"", $"\"{outcome}\"", StringComparison.Ordinal) + "\n");
        using var second = Bench(file);
        var failure = await second.FailAsync(FailureKind.OutcomeUnknown, _ => PingAsync(second, "crm-1"));
        Assert.True(failure.MayBeDone);
        Assert.Empty(second.ApiRequests);
        Assert.Contains(file.Path, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_sent_where_a_run_died_in_the_midst_of_writing_that_it_begins()
    {
        using var file = new AuditFile();
        using (var first = Bench(file))
            Assert.True(await PingAsync(first, "crm-1"));

        File.WriteAllText(file.Path, File.ReadAllLines(file.Path)[0][..^20]);
        using var second = Bench(file);
        Assert.True(await PingAsync(second, "crm-1"));
        Assert.Single(second.ApiRequests);
    }

    [Fact]
    public async Task Is_begun_by_one_of_many_that_ask_at_once()
    {
        using var file = new AuditFile();
        var benches = Enumerable.Range(0, 8).Select(_ => Bench(file)).ToList();
        try
        {
            var done = await Task.WhenAll(benches.Select(bench => Task.Run(async () =>
            {
                try
                {
                    return await PingAsync(bench, "crm-1");
                }
                catch (RingCxException e) when (e.Kind is FailureKind.AlreadyDone or FailureKind.OutcomeUnknown)
                {
                    return false;
                }
            })));
            Assert.Single(done, static d => d);
            Assert.Equal(1, benches.Sum(static bench => bench.ApiRequests.Count));
        }
        finally
        {
            benches.ForEach(static bench => bench.Dispose());
        }
    }

    [Fact]
    public async Task Keeps_no_phone_number_that_somebody_names_it_by()
    {
        using var file = new AuditFile();
        using var bench = Bench(file);
        Assert.True(await PingAsync(bench, "+1 650 555 0123"));
        await bench.FailAsync(FailureKind.AlreadyDone, _ => PingAsync(bench, "+1 650 555 0123"));
        Assert.DoesNotContain("0123\"", file.Text, StringComparison.Ordinal);
        Assert.StartsWith("sha256:", file.Line.Field("onceKey"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_only_what_has_been_added()
    {
        using var file = new AuditFile();
        var index = new AuditIndex();
        File.WriteAllText(file.Path, Line("1", "a", "Pending") + Line("1", "a", "Done"));
        using var counted = new CountingStream(file.Path);
        index.ReadOn(counted);
        Assert.True(index.Find("a", "7", "pingCall")!.IsDone);
        var first = counted.BytesRead;
        File.AppendAllText(file.Path, string.Concat(Enumerable.Range(0, 1000).Select(i => Line("x" + i, "k" + i, "Pending"))));
        index.ReadOn(counted);
        Assert.False(index.Find("k999", "7", "pingCall")!.IsDone);
        var second = counted.BytesRead - first;
        index.ReadOn(counted);

        // The beginning of the file is looked at again, to tell it from another, and nothing else.
        Assert.InRange(counted.BytesRead - first - second, 0, 64);
    }

    [Fact]
    public void Reads_a_file_that_came_in_place_of_the_last_and_forgets_nothing()
    {
        using var file = new AuditFile();
        var index = new AuditIndex();
        Read(Line("1", "a", "Pending") + Line("1", "a", "Done"));
        Read(Line("2", "b", "Pending") + Line("2", "b", "Done") + Line("3", "c", "Pending"));
        Assert.True(index.Find("a", "7", "pingCall")!.IsDone);
        Assert.True(index.Find("b", "7", "pingCall")!.IsDone);
        Assert.False(index.Find("c", "7", "pingCall")!.IsDone);
        Read(Line("3", "c", "Cancelled"));
        Assert.Null(index.Find("c", "7", "pingCall"));

        void Read(string text)
        {
            File.WriteAllText(file.Path, text);
            using var stream = File.OpenRead(file.Path);
            index.ReadOn(stream);
        }
    }

    [Fact]
    public void Takes_a_line_longer_than_its_block_and_one_that_comes_in_two_parts()
    {
        var index = new AuditIndex();
        var line = Line("1", "a", "Done", notes: new string('x', 200_000));
        using var stream = new MemoryStream();
        Append(line[..100_000]);
        Assert.Null(index.Find("a", "7", "pingCall"));
        Append(line[100_000..] + "no json \"onceKey\":\n[\"onceKey\":1]\n" + Line("2", "b", "Done"));
        Assert.True(index.Find("a", "7", "pingCall")!.IsDone);
        Assert.True(index.Find("b", "7", "pingCall")!.IsDone);

        void Append(string text)
        {
            stream.Position = stream.Length;
            stream.Write(Encoding.UTF8.GetBytes(text));
            index.ReadOn(stream);
        }
    }

    private static string Line(string id, string key, string outcome, string notes = "") =>
        $$"""{"id":"{{id}}","at":"2026-01-01T00:00:00.000Z","account":"7","action":"pingCall","onceKey":"{{key}}","notes":"{{notes}}","outcome":"{{outcome}}"}""" + "\n";

    private static ClientBench Bench(AuditFile file) => new(configure: o =>
    {
        o.AuditPath = file.Path;
        o.RequestsPerMinute = 100_000;
    });

    private static Task<bool> PingAsync(ClientBench bench, string? key) =>
        bench.Clock.AutoAdvance(bench.Client.ActiveCalls.Ping(ClientBench.AccountId, ClientBench.Uii).Once(key).PerformAsync(null, default));

    private sealed class CountingStream(string path) : FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0)
    {
        public long BytesRead { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            BytesRead += read;
            return read;
        }
    }
}
