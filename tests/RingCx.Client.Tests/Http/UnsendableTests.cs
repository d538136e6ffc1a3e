namespace RingCx.Client.Tests.Http;

/// <summary>What cannot be sent as it was given, and requests that never left: nobody is in doubt, and no slot is spent.</summary>
public class UnsendableTests
{
    [Theory]
    [InlineData(40_000)]
    [InlineData(32_767)]
    [InlineData(30_000, '+')]
    [InlineData(100_000)]
    [InlineData(3_000_000)]
    public async Task An_enormous_note_is_refused_before_anything_is_sent(int length, char letter = 'x')
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Done);
        var failure = await bench.FailAsync(FailureKind.InvalidRequest, c => c.ActiveCalls.SetDisposition(ClientBench.AccountId, ClientBench.Uii, "SALE", null, new string(letter, length)).PerformAsync(null, default));
        Assert.Contains("Nothing was sent", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("xxx", failure.ToString(), StringComparison.Ordinal);
        Assert.Empty(bench.Transport.Requests);
    }

    [Fact]
    public async Task Half_a_character_is_not_a_failure()
    {
        foreach (var (note, sent) in new[] { ("cut\ud83d", "cut%EF%BF%BD"), ("\ude00cut", "%EF%BF%BDcut"), ("\ud83d\ude00", "%F0%9F%98%80") })
        {
            await SendAsync(note, sent);
        }
    }

    [Fact]
    public async Task A_wait_for_a_token_that_is_given_up_costs_no_slot()
    {
        using var bench = new ClientBench();
        await bench.Clock.AutoAdvance(bench.PingAsync());
        var before = bench.Client.RateRemaining;

        // The slot is taken with a good token, which runs out while the request waits behind it.
        bench.Service.ForgetAccessTokens();
        var gate = new TaskCompletionSource();
        bench.Service.SignInGate = gate.Task;
        await bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(6));
        using var cancellation = new CancellationTokenSource();
        var ping = bench.PingAsync(cancellation.Token);
        await bench.Clock.SettleAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Clock.AutoAdvance(ping));
        gate.SetResult();
        Assert.Equal(bench.Client.RateLimit, bench.Client.RateRemaining);
        Assert.True(before < bench.Client.RateLimit);
    }

    [Fact]
    public async Task An_action_that_fails_locally_before_it_is_sent_says_so()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Done);
        await bench.Clock.AutoAdvance(bench.PingAsync());
        var failure = await bench.FailAsync(FailureKind.ServiceError, static c => c.ActiveCalls.HangUp(ClientBench.AccountId, ClientBench.Uii).PerformAsync(new FailingListener(), default));
        Assert.False(failure.MayBeDone);
        Assert.Contains("was not sent", failure.Message, StringComparison.Ordinal);
        Assert.Single(bench.ApiRequests);
    }

    [Fact]
    public async Task What_is_too_long_is_described_and_refused_as_it_is_sent_with_no_line_in_the_audit_file()
    {
        using var folder = new TemporaryFolder();
        var audit = Path.Combine(folder.Path, "audit.jsonl");
        using var bench = new ClientBench(configure: o => o.AuditPath = audit);
        var action = bench.Client.ActiveCalls.SetDisposition(ClientBench.AccountId, ClientBench.Uii, "SALE", null, new string('x', 40_000));
        await bench.FailAsync(FailureKind.InvalidRequest, _ => action.PerformAsync(null, default));
        Assert.Empty(bench.ApiRequests);
        Assert.False(File.Exists(audit));
    }

    private static async Task SendAsync(string note, string sent)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Done);
        await bench.RunAsync(c => c.ActiveCalls.SetDisposition(ClientBench.AccountId, ClientBench.Uii, "SALE", null, note).PerformAsync(null, default));
        Assert.Contains("notes=" + sent, Assert.Single(bench.ApiRequests).Uri, StringComparison.Ordinal);
    }
}
