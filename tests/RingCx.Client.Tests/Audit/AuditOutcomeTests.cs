using RingCx.Client.Tests.Http;

namespace RingCx.Client.Tests.Audit;

public class AuditOutcomeTests
{
    [Theory]
    [InlineData(Repeatability.Unsafe, "Refused", "text:false")]
    [InlineData(Repeatability.Unsafe, "Done", "429", "503", "connection refused", "text:true")]
    [InlineData(Repeatability.Safe, "Done", "connection reset", "500", "text:true")]
    [InlineData(Repeatability.Unsafe, "Done", "401", "text:true")]
    [InlineData(Repeatability.Unsafe, "NotFound", "404")]
    [InlineData(Repeatability.Unsafe, "PermissionDenied", "403")]
    [InlineData(Repeatability.Unsafe, "ServiceError", "400")]
    [InlineData(Repeatability.Unsafe, "ServiceError", "503")]
    [InlineData(Repeatability.Unsafe, "ServiceError", "certificate")]
    [InlineData(Repeatability.Unsafe, "AuthenticationFailed", "401")]
    [InlineData(Repeatability.Unsafe, "RateLimited", "429")]
    [InlineData(Repeatability.Unsafe, "BadResponse", "text:<html>")]
    [InlineData(Repeatability.Unsafe, "OutcomeUnknown", "connection reset")]
    [InlineData(Repeatability.Unsafe, "OutcomeUnknown", "500")]
    [InlineData(Repeatability.Unsafe, "OutcomeUnknown", "429", "timeout")]
    [InlineData(Repeatability.Safe, "OutcomeUnknown", "500")]
    [InlineData(Repeatability.Safe, "OutcomeUnknown", "connection reset", "503")]
    [InlineData(Repeatability.Safe, "OutcomeUnknown", "connection reset", "404")]
    [InlineData(Repeatability.Safe, "OutcomeUnknown", "connection reset", "text:false")]
    public async Task Is_that_of_the_whole_action_however_often_it_was_tried(Repeatability repeatability, string outcome, params string[] answers)
    {
        using var file = new AuditFile();
        using var bench = new ClientBench(configure: o =>
        {
            o.AuditPath = file.Path;
            o.MaximumRetryCount = 3;
        });
        bench.Service.Api = new AnswerScript([.. answers.Select(Answer)]).Next;
        var failure = await Record.ExceptionAsync(() => bench.Clock.AutoAdvance(bench.ActAsync(repeatability)));
        Assert.Equal(outcome is not ("Done" or "Refused"), failure is RingCxException);
        Assert.Equal(outcome, file.Line.Outcome());
        Assert.NotEmpty(bench.ApiRequests);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(200)]
    public async Task Tells_that_there_was_no_token_to_send_it_with(int status)
    {
        using var file = new AuditFile();
        using var bench = new ClientBench(configure: o => o.AuditPath = file.Path);
        bench.Service.SignInFault = (_, _) => ScriptedAnswer.Json("{}", (HttpStatusCode)status);
        await Assert.ThrowsAsync<RingCxException>(() => bench.Clock.AutoAdvance(bench.HangUpAsync()));
        Assert.Equal("AuthenticationFailed", file.Line.Outcome());
        Assert.Empty(bench.ApiRequests);
    }

    [Fact]
    public async Task Is_not_written_for_what_was_cancelled_before_it_began()
    {
        using var file = new AuditFile();
        using var bench = new ClientBench(configure: o => o.AuditPath = file.Path);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.HangUpAsync(new CancellationToken(true)));
        Assert.Empty(file.Lines);
    }

    [Fact]
    public async Task Is_not_written_for_what_a_closed_client_refused()
    {
        using var file = new AuditFile();
        using var bench = new ClientBench(configure: o => o.AuditPath = file.Path);
        bench.Client.Dispose();
        await bench.FailAsync(FailureKind.Closed, _ => bench.HangUpAsync());
        Assert.Empty(file.Lines);
    }

    [Fact]
    public async Task Is_Closed_where_the_client_was_closed_before_it_was_sent()
    {
        using var file = new AuditFile();
        using var bench = Waiting(file);
        await bench.Clock.AutoAdvance(bench.PingAsync());
        var action = bench.HangUpAsync();
        await UntilAsync(bench, RequestEventKind.WaitingForRate);
        bench.Client.Dispose();
        await Assert.ThrowsAsync<RingCxException>(() => bench.Clock.AutoAdvance(action));
        Assert.Equal(["Done", "Closed"], file.Lines.Select(static l => l.Outcome()));
    }

    [Fact]
    public async Task Is_Cancelled_where_it_waited_to_be_sent()
    {
        using var file = new AuditFile();
        using var bench = Waiting(file);
        await bench.Clock.AutoAdvance(bench.PingAsync());
        await CancelAsync(bench, bench.HangUpAsync, RequestEventKind.WaitingForRate);
        Assert.Single(bench.ApiRequests);
        Assert.Equal(["Done", "Cancelled"], file.Lines.Select(static l => l.Outcome()));
    }

    [Theory]
    [InlineData("silence", RequestEventKind.Sending, "OutcomeUnknown")]
    [InlineData("body stalled", RequestEventKind.Received, "OutcomeUnknown")]
    [InlineData("503 for long", RequestEventKind.Retrying, "Cancelled")]
    [InlineData("500 for long", RequestEventKind.Retrying, "OutcomeUnknown")]
    public async Task Is_Cancelled_only_where_it_cannot_have_been_done(string answer, RequestEventKind moment, string outcome)
    {
        using var file = new AuditFile();
        using var bench = new ClientBench(configure: o => o.AuditPath = file.Path);
        bench.Service.Api = _ => answer.EndsWith(" for long", StringComparison.Ordinal) ? Answer(answer[..3]).With("Retry-After", "60") : Answer(answer);
        await CancelAsync(bench, bench.PingAsync, moment);
        Assert.Single(bench.ApiRequests);
        Assert.Equal(outcome, file.Line.Outcome());
    }

    // One request a minute: the second waits.
    private static ClientBench Waiting(AuditFile file) => new(configure: o =>
    {
        o.AuditPath = file.Path;
        o.RequestsPerMinute = 1;
    });

    private static async Task CancelAsync(ClientBench bench, Func<CancellationToken, Task<bool>> act, RequestEventKind moment)
    {
        using var cancellation = new CancellationTokenSource();
        var action = act(cancellation.Token);
        await UntilAsync(bench, moment);
        Assert.False(action.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => action);
    }

    // By what is reported and not by the quiet of the thread pool: a slow disk is quiet too.
    private static async Task UntilAsync(ClientBench bench, RequestEventKind moment)
    {
        while (bench.Progress.Events.All(e => e.Kind != moment))
        {
            await Task.Delay(1);
        }

        await bench.Clock.SettleAsync();
    }

    private static ScriptedAnswer Answer(string name) => name switch
    {
        _ when name.StartsWith("text:", StringComparison.Ordinal) => ScriptedAnswer.Text(name[5..]),
        "400" or "401" or "403" or "404" => ScriptedAnswer.Failing((HttpStatusCode)int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)),
        _ => Faults.Named(name),
    };
}
