using RingCx.Client.Audit;
using RingCx.Client.Storage;

namespace RingCx.Client.Tests.Audit;

public class AuditTrailTests
{
    private const int Threads = 8;
    private const int ActionsEach = 50;
    private const string FullDisk = "/dev/full";

    public static TheoryData<string> Devices => OperatingSystem.IsWindows() ? [@"\\.\NUL"] : ["/dev/null", "/dev/zero"];

    [Fact]
    public async Task Has_a_line_before_the_action_is_sent_and_another_when_it_has_ended()
    {
        using var file = new AuditFile();
        using var bench = Bench(file);
        var before = string.Empty;
        bench.Service.Api = _ =>
        {
            before = file.Text;
            return ScriptedAnswer.Done;
        };
        await bench.Clock.AutoAdvance(bench.HangUpAsync());
        var pending = Assert.Single(AuditFile.Parse(before));
        Assert.Equal("Pending", pending.Outcome());
        Assert.Equal(2, file.AllLines.Count);
        Assert.Equal("Done", file.Line.Outcome());
    }

    [Fact]
    public async Task Is_append_only()
    {
        // What follows the file sees every byte once, and each stays as it was.
        using var file = new AuditFile();
        using var bench = Bench(file);
        var seen = string.Empty;
        for (var i = 0; i < 5; i++)
        {
            bench.Service.Api = _ =>
            {
                Look();
                return i % 2 == 0 ? ScriptedAnswer.Done : ScriptedAnswer.Text("false");
            };
            await bench.Clock.AutoAdvance(bench.HangUpAsync());
            Look();
        }

        Assert.Equal(["Done", "Refused", "Done", "Refused", "Done"], file.Lines.Select(static l => l.Outcome()));

        void Look()
        {
            Assert.StartsWith(seen, file.Text, StringComparison.Ordinal);
            Assert.NotEqual(seen, file.Text);
            seen = file.Text;
        }
    }

    [Fact]
    public async Task Sends_nothing_when_the_folder_is_not_there()
    {
        using var file = new AuditFile();
        file.Dispose();
        await AssertNotSentAsync(file.Path, "its folder does not exist.");
    }

    [Fact]
    public async Task Sends_nothing_when_a_folder_is_in_the_file_s_place()
    {
        using var file = new AuditFile();
        Directory.CreateDirectory(file.Path);
        await AssertNotSentAsync(file.Path, "it is a folder.");
    }

    [Fact]
    public async Task Sends_nothing_when_the_file_may_not_be_written()
    {
        using var file = new AuditFile();
        // In place of its lock, since an administrator may write whatever is marked as read-only.
        Directory.CreateDirectory(file.Path + ".lock");
        await AssertNotSentAsync(file.Path, "it, or the lock file beside it, may not be written.");
    }

    [AppendOnlyFact]
    public async Task Is_kept_in_an_append_only_file()
    {
        using var file = new AuditFile();
        await new AuditTrail(file.Path, static () => null, TimeProvider.System).CheckAsync(default);
        using (new AppendOnly(file.Path))
        {
            Assert.Throws<UnauthorizedAccessException>(() => File.WriteAllText(file.Path, string.Empty));
            using var bench = Bench(file);
            await bench.Client.CheckAuditAsync(default);
            await bench.Clock.AutoAdvance(bench.HangUpAsync());
            await bench.Clock.AutoAdvance(bench.HangUpAsync());
        }

        Assert.Equal(["Pending", "Done", "Pending", "Done"], file.AllLines.Select(static l => l.Outcome()));
    }

    [AppendOnlyFact]
    public async Task Begins_on_a_new_line_in_an_append_only_file_too()
    {
        using var file = new AuditFile();
        await File.WriteAllTextAsync(file.Path, "{}");
        using (new AppendOnly(file.Path))
        {
            using var bench = Bench(file);
            await bench.Clock.AutoAdvance(bench.HangUpAsync());
        }

        Assert.StartsWith("{}\n{", file.Text, StringComparison.Ordinal);
        Assert.Equal(3, file.AllLines.Count);
    }

    [UnixFact(FullDisk)]
    public async Task Sends_nothing_when_the_disk_is_full()
    {
        using var file = new AuditFile();
        File.CreateSymbolicLink(file.Path, FullDisk);
        await AssertNotSentAsync(file.Path, "No space left on device");
    }

    [Fact]
    public async Task Sends_nothing_when_others_do_not_let_go_of_it()
    {
        using var file = new AuditFile();
        using var held = await PatientFile.LockAsync(file.Path + ".lock", TimeSpan.Zero, default);
        var trail = new AuditTrail(file.Path, static () => null, TimeProvider.System, TimeSpan.FromMilliseconds(20));
        var failure = await Assert.ThrowsAsync<RingCxException>(() => trail.CheckAsync(default));
        Assert.Equal(FailureKind.AuditNotWritten, failure.Kind);
        Assert.False(File.Exists(file.Path));
    }

    [Fact]
    public async Task Waits_for_others_that_write_it()
    {
        using var file = new AuditFile();
        using var bench = Bench(file);
        var held = await PatientFile.LockAsync(file.Path + ".lock", TimeSpan.Zero, default);
        var action = bench.HangUpAsync();
        await Task.Delay(50);
        Assert.Empty(bench.Transport.Requests);
        held.Dispose();
        Assert.True(await action);
        Assert.Equal("Done", file.Line.Outcome());
    }

    [Fact]
    public async Task Blames_no_other_process_and_does_not_wait_where_there_can_be_no_file()
    {
        // Windows says so with an IOException of its own code, Unix with a name that is too long.
        using var file = new AuditFile();
        var trail = new AuditTrail(file.Path + new string('x', 300), static () => null, TimeProvider.System, TimeSpan.FromHours(1));
        var failure = await Assert.ThrowsAsync<RingCxException>(() => trail.CheckAsync(default));
        Assert.Equal(FailureKind.AuditNotWritten, failure.Kind);
        Assert.DoesNotContain("another program", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(file.Folder));
    }

    [Fact]
    public async Task Leaves_no_lock_beside_a_folder()
    {
        using var file = new AuditFile();
        Directory.CreateDirectory(file.Path);
        using var bench = Bench(file);
        await Assert.ThrowsAsync<RingCxException>(() => bench.Client.CheckAuditAsync(default));
        await bench.FailAsync(FailureKind.AuditNotWritten, _ => bench.HangUpAsync());
        Assert.Equal([file.Path], Directory.GetFileSystemEntries(file.Folder));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public async Task Is_not_a_device(string device)
    {
        using var bench = Bench(device);
        var failure = await Assert.ThrowsAsync<RingCxException>(() => bench.Client.CheckAuditAsync(default));
        Assert.Contains("it is not a file.", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(device + ".lock"));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public async Task Is_not_a_link_to_a_device(string device)
    {
        using var file = new AuditFile();
        File.CreateSymbolicLink(file.Path, device);
        using var bench = Bench(file);
        var failure = await Assert.ThrowsAsync<RingCxException>(() => bench.Client.CheckAuditAsync(default));
        Assert.Contains("it is not a file.", failure.Message, StringComparison.Ordinal);
        await bench.FailAsync(FailureKind.AuditNotWritten, _ => bench.HangUpAsync());
        Assert.Empty(bench.Transport.Requests);
    }

    [Fact]
    public async Task Lets_the_caller_go_on_at_once_and_go_away_where_its_share_hangs()
    {
        using var file = new AuditFile();
        using var hangs = new ManualResetEventSlim();
        var trail = Hanging(file, hangs, TimeSpan.FromHours(1));
        using var cancellation = new CancellationTokenSource();
        var beginning = trail.BeginAsync(Ping(), "host", cancellation.Token);
        Assert.False(beginning.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => beginning);
        hangs.Set();
        await FreeAsync(file);
        Assert.Empty(file.AllLines);
    }

    [Fact]
    public async Task Sends_nothing_where_its_share_does_not_answer()
    {
        using var file = new AuditFile();
        using var hangs = new ManualResetEventSlim();
        var trail = Hanging(file, hangs, TimeSpan.FromMilliseconds(20));
        var failure = await Assert.ThrowsAsync<RingCxException>(() => trail.BeginAsync(Ping(), "host", default));
        Assert.Equal(FailureKind.AuditNotWritten, failure.Kind);
        Assert.Contains("has not answered", failure.Message, StringComparison.Ordinal);
        hangs.Set();
        await FreeAsync(file);
        Assert.Empty(file.AllLines);
    }

    [Fact]
    public async Task Writes_the_outcome_once_its_share_answers_even_if_the_caller_no_longer_waits()
    {
        using var file = new AuditFile();
        using var hangs = new ManualResetEventSlim(true);
        var trail = Hanging(file, hangs, TimeSpan.FromMilliseconds(20));
        var entry = await trail.BeginAsync(Ping(), "host", default);
        hangs.Reset();
        var events = new EventRecorder();
        var ending = trail.CompleteAsync(entry, "Done", events, hurried: false);
        Assert.False(ending.IsCompleted);
        await ending;
        Assert.Contains("What came of pingCall (Done)", Assert.Single(events.Events).Message, StringComparison.Ordinal);
        Assert.Equal("Pending", file.Line.Outcome());
        hangs.Set();
        await FreeAsync(file);
        Assert.Equal("Done", file.Line.Outcome());
    }

    [Fact]
    public async Task Keeps_nothing_in_memory_of_files_that_are_not_in_use()
    {
        using var file = new AuditFile();
        using var bench = Bench(file);
        Task action;
        using (await PatientFile.LockAsync(file.Path + ".lock", TimeSpan.Zero, default))
        {
            action = bench.HangUpAsync();
            while (!ProcessGate.IsUsed(file.Path))
            {
                await Task.Delay(1);
            }

            Assert.False(action.IsCompleted);
        }

        await bench.Clock.AutoAdvance(action);
        await FreeAsync(file);
    }

    [Fact]
    public async Task Sends_nothing_when_it_is_cancelled_while_it_waits_for_others()
    {
        using var file = new AuditFile();
        using var bench = Bench(file);
        using var held = await PatientFile.LockAsync(file.Path + ".lock", TimeSpan.Zero, default);
        using var cancellation = new CancellationTokenSource();
        var action = bench.HangUpAsync(cancellation.Token);
        await Task.Delay(20);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => action);
        Assert.Empty(bench.Transport.Requests);
        Assert.Empty(file.Lines);
    }

    [Fact]
    public async Task Is_not_disturbed_by_readers()
    {
        using var file = new AuditFile();
        using var bench = Bench(file);
        await bench.Clock.AutoAdvance(bench.PingAsync());
        using var reader = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await bench.Clock.AutoAdvance(bench.PingAsync());
        Assert.Equal(2, file.Lines.Count);
    }

    [Theory]
    [InlineData("{\"id\":\"1")]
    [InlineData("{\"id\":\"1\",\"outcome\":\"Pending\"}")]
    [InlineData("{\"id\":\"1\"}\r")]
    [InlineData(" ")]
    public async Task Begins_on_a_new_line_after_an_incomplete_one(string last)
    {
        using var file = new AuditFile();
        File.WriteAllText(file.Path, last);
        using var bench = Bench(file);
        await bench.Clock.AutoAdvance(bench.HangUpAsync());
        Assert.StartsWith(last + '\n', file.Text, StringComparison.Ordinal);
        Assert.Equal(["Pending", "Done"], AuditFile.Parse(file.Text[(last.Length + 1)..]).Select(static l => l.Outcome()));
    }

    [Fact]
    public async Task Ends_a_line_that_broke_off_while_its_own_action_was_under_way()
    {
        using var file = new AuditFile();
        using var bench = Bench(file);
        bench.Service.Api = _ =>
        {
            File.AppendAllText(file.Path, "{\"id\":\"1");
            return ScriptedAnswer.Done;
        };
        await bench.Clock.AutoAdvance(bench.HangUpAsync());
        var lines = file.Text.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal("{\"id\":\"1", lines[1]);
        Assert.Equal(["Pending", "Done"], AuditFile.Parse(lines[0] + '\n' + lines[2] + '\n').Select(static l => l.Outcome()));
    }

    [Fact]
    public async Task Appends_the_outcome_where_the_line_is_gone() =>
        await AssertOutcomeAfterAsync(static file => File.WriteAllText(file.Path, string.Empty), ["Done"]);

    [Fact]
    public async Task Appends_the_outcome_where_the_file_was_moved_away() =>
        await AssertOutcomeAfterAsync(static file => File.Move(file.Path, file.Path + ".1"), ["Done"]);

    [Fact]
    public async Task Appends_the_outcome_where_the_line_is_in_another_place() =>
        await AssertOutcomeAfterAsync(static file => File.WriteAllText(file.Path, "{\"outcome\":\"Other\"}\n" + file.Text), ["Other", "Pending", "Done"]);

    [Fact]
    public async Task Appends_the_outcome_where_another_line_is_in_its_place() =>
        await AssertOutcomeAfterAsync(static file => File.WriteAllText(file.Path, $"{{\"outcome\":\"Other\"{new string(' ', 1000)}}}\n"), ["Other", "Done"]);

    [Fact]
    public async Task Warns_where_the_outcome_cannot_be_written_and_does_not_fail()
    {
        using var file = new AuditFile();
        using var bench = Bench(file);
        bench.Service.Api = _ =>
        {
            file.Dispose();
            return ScriptedAnswer.Done;
        };
        Assert.True(await bench.Clock.AutoAdvance(bench.HangUpAsync()));
        var warning = Assert.Single(bench.Progress.Events, static e => e.Kind == RequestEventKind.Warning);
        Assert.Contains("What came of hangupCall (Done)", warning.Message, StringComparison.Ordinal);
        Assert.Contains("its folder does not exist.", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Makes_the_file_when_it_is_checked_and_writes_nothing()
    {
        using var file = new AuditFile();
        using var bench = Bench(file);
        await bench.Client.CheckAuditAsync(default);
        Assert.True(File.Exists(file.Path));
        Assert.Empty(file.Lines);
        Assert.Empty(bench.Transport.Requests);
        Assert.Equal(file.Path, bench.Client.AuditPath);
    }

    [Fact]
    public async Task Is_not_there_unless_it_is_asked_for()
    {
        using var bench = new ClientBench();
        await bench.Client.CheckAuditAsync(default);
        Assert.Null(bench.Client.AuditPath);
    }

    [Theory]
    [InlineData("audit.jsonl")]
    [InlineData("./audit.jsonl")]
    public async Task Has_complete_lines_when_many_write_at_once(string secondPath)
    {
        // Another spelling of the path is another process, as far as one can be had in here: only the lock's file keeps the two apart.
        using var file = new AuditFile();
        using var first = Bench(file);
        using var second = Bench(Path.Combine(file.Folder, secondPath));
        using var together = new Barrier(Threads);

        // Threads of their own, all at the same moment: the pool would run two at a time.
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < ActionsEach; i++)
                {
                    together.SignalAndWait();
                    Assert.True(HangUp(thread % 2 == 0 ? first : second));
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        var lines = file.Lines;
        Assert.Equal(Threads * ActionsEach, lines.Count);
        Assert.Equal(2 * lines.Count, file.AllLines.Count);
        Assert.Equal(lines.Count, lines.Select(static l => l.Field("id")).Distinct().Count());
        Assert.All(lines, static l => Assert.Equal("Done", l.Outcome()));
        Assert.Equal(lines.Count, first.ApiRequests.Count + second.ApiRequests.Count);
    }

    private static AuditTrail Hanging(AuditFile file, ManualResetEventSlim hangs, TimeSpan patience) =>
        new(file.Path, static () => null, TimeProvider.System, patience, _ => hangs.Wait());

    private static ApiRequest Ping() => ApiRequest.Action(
        HttpMethod.Post, $"/v1/admin/accounts/{ClientBench.AccountId}/activeCalls/{ClientBench.Uii}/pingCall", null, Repeatability.Safe);

    private static async Task FreeAsync(AuditFile file)
    {
        while (ProcessGate.IsUsed(file.Path))
        {
            await Task.Delay(1);
        }
    }

    private static bool HangUp(ClientBench bench) => bench.Client.ActiveCalls.HangUp(ClientBench.AccountId, ClientBench.Uii).PerformAsync(null, default).GetAwaiter().GetResult();

    private static ClientBench Bench(AuditFile file) => Bench(file.Path);

    private static ClientBench Bench(string path) => new(configure: o =>
    {
        o.AuditPath = path;
        o.RequestsPerMinute = 100_000;
    });

    private static async Task AssertNotSentAsync(string path, string reason)
    {
        using var bench = new ClientBench(configure: o => o.AuditPath = path);
        var failure = await bench.FailAsync(FailureKind.AuditNotWritten, _ => bench.HangUpAsync());
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was sent.", failure.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Transport.Requests);
    }

    private static async Task AssertOutcomeAfterAsync(Action<AuditFile> meanwhile, string[] outcomes)
    {
        using var file = new AuditFile();
        using var bench = Bench(file);
        var id = string.Empty;
        bench.Service.Api = _ =>
        {
            id = file.Line.Field("id");
            meanwhile(file);
            return ScriptedAnswer.Done;
        };
        await bench.Clock.AutoAdvance(bench.HangUpAsync());
        Assert.Equal(outcomes, file.AllLines.Select(static l => l.Outcome()));
        Assert.Equal(id, file.AllLines[^1].Field("id"));
        Assert.DoesNotContain(bench.Progress.Events, static e => e.Kind == RequestEventKind.Warning);
    }
}
