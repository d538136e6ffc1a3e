using RingCx.Client.Tests.Calls;

namespace RingCx.Client.Tests.Http;

public class RetryTests
{
    private const int Once = 1;
    private const int EveryTry = 4;

    public static TheoryData<string> Calls => DocumentedCalls.Names;

    [Theory]
    // The fault, how often a safe request is sent and how it ends, the same for an unsafe one.
    [InlineData("connection refused", EveryTry, FailureKind.ServiceError, EveryTry, FailureKind.ServiceError)]
    [InlineData("host not found", EveryTry, FailureKind.ServiceError, EveryTry, FailureKind.ServiceError)]
    [InlineData("name resolution later", EveryTry, FailureKind.ServiceError, EveryTry, FailureKind.ServiceError)]
    [InlineData("no address for the name", EveryTry, FailureKind.ServiceError, EveryTry, FailureKind.ServiceError)]
    [InlineData("network unreachable", EveryTry, FailureKind.ServiceError, EveryTry, FailureKind.ServiceError)]
    [InlineData("host unreachable", EveryTry, FailureKind.ServiceError, EveryTry, FailureKind.ServiceError)]
    [InlineData("name resolution, .NET Framework", EveryTry, FailureKind.ServiceError, EveryTry, FailureKind.ServiceError)]
    [InlineData("certificate", Once, FailureKind.ServiceError, Once, FailureKind.ServiceError)]
    [InlineData("certificate, .NET Framework", Once, FailureKind.ServiceError, Once, FailureKind.ServiceError)]
    [InlineData("429", EveryTry, FailureKind.RateLimited, EveryTry, FailureKind.RateLimited)]
    [InlineData("429, body broken", EveryTry, FailureKind.RateLimited, EveryTry, FailureKind.RateLimited)]
    [InlineData("503", EveryTry, FailureKind.ServiceError, EveryTry, FailureKind.ServiceError)]
    [InlineData("503, body broken", EveryTry, FailureKind.ServiceError, EveryTry, FailureKind.ServiceError)]
    [InlineData("500", EveryTry, FailureKind.ServiceError, Once, FailureKind.OutcomeUnknown)]
    [InlineData("502", EveryTry, FailureKind.ServiceError, Once, FailureKind.OutcomeUnknown)]
    [InlineData("504", EveryTry, FailureKind.ServiceError, Once, FailureKind.OutcomeUnknown)]
    [InlineData("500, body broken", EveryTry, FailureKind.ServiceError, Once, FailureKind.OutcomeUnknown)]
    [InlineData("timeout", EveryTry, FailureKind.ServiceError, Once, FailureKind.OutcomeUnknown)]
    [InlineData("silence", EveryTry, FailureKind.ServiceError, Once, FailureKind.OutcomeUnknown)]
    [InlineData("body stalled", EveryTry, FailureKind.ServiceError, Once, FailureKind.OutcomeUnknown)]
    [InlineData("connection reset", EveryTry, FailureKind.ServiceError, Once, FailureKind.OutcomeUnknown)]
    [InlineData("connection aborted", EveryTry, FailureKind.ServiceError, Once, FailureKind.OutcomeUnknown)]
    [InlineData("network lost on a connection that stood", EveryTry, FailureKind.ServiceError, Once, FailureKind.OutcomeUnknown)]
    [InlineData("unknown failure", EveryTry, FailureKind.ServiceError, Once, FailureKind.OutcomeUnknown)]
    [InlineData("stream failure", EveryTry, FailureKind.ServiceError, Once, FailureKind.OutcomeUnknown)]
    [InlineData("body broken", EveryTry, FailureKind.ServiceError, Once, FailureKind.OutcomeUnknown)]
    public async Task Repeats_what_did_not_reach_the_service_and_what_is_safe(string fault, int safeTries, FailureKind safeKind, int unsafeTries, FailureKind unsafeKind)
    {
        await FailAsync(fault, Repeatability.Safe, safeTries, safeKind);
        await FailAsync(fault, Repeatability.Unsafe, unsafeTries, unsafeKind);
    }

    [Theory]
    [InlineData("503")]
    [InlineData("429")]
    public async Task Waits_for_no_further_try_once_the_client_is_closed(string fault)
    {
        using var bench = ClientBench.Answering(Faults.Named(fault));
        var waiting = bench.HangUpAsync();
        await bench.Clock.SettleAsync();
        Assert.Single(bench.ApiRequests);
        bench.Client.Dispose();
        Assert.Equal(FailureKind.Closed, (await Assert.ThrowsAsync<RingCxException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30)))).Kind);
        Assert.Single(bench.ApiRequests);
    }

    [Theory]
    [InlineData("connection refused", Repeatability.Unsafe)]
    [InlineData("429", Repeatability.Unsafe)]
    [InlineData("503", Repeatability.Unsafe)]
    [InlineData("500", Repeatability.Safe)]
    [InlineData("timeout", Repeatability.Safe)]
    [InlineData("connection reset", Repeatability.Safe)]
    [InlineData("body broken", Repeatability.Safe)]
    public async Task Ends_with_the_first_good_answer(string fault, Repeatability repeatability)
    {
        using var bench = ClientBench.Answering(Faults.Named(fault), Faults.Named(fault), ScriptedAnswer.Done);
        Assert.True(await bench.Clock.AutoAdvance(bench.ActAsync(repeatability)));
        Assert.Equal(3, bench.ApiRequests.Count);
        Assert.Equal(2, bench.Progress.Events.Count(static e => e.Kind == RequestEventKind.Retrying));
        Assert.Single(bench.ApiRequests.Select(static r => (r.Method, r.Uri, r.Body)).Distinct());
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Sends_a_call_again_after_a_lost_answer_only_if_that_is_safe(string name)
    {
        var call = DocumentedCalls.Named(name);
        using var bench = ClientBench.Answering(Faults.Named("connection reset"), ScriptedAnswer.Json(call.Answer));
        if (call.Repeatability == Repeatability.Safe)
        {
            await bench.RunAsync(c => call.Send(c, bench.Progress, default));
            Assert.Equal(2, bench.ApiRequests.Count);
        }
        else
        {
            await bench.FailAsync(FailureKind.OutcomeUnknown, c => call.Send(c, bench.Progress, default));
            Assert.Single(bench.ApiRequests);
        }
    }

    [Theory]
    [InlineData("connection reset", FailureKind.OutcomeUnknown)]
    [InlineData("500", FailureKind.OutcomeUnknown)]
    [InlineData("timeout", FailureKind.OutcomeUnknown)]
    [InlineData("429", null)]
    [InlineData("connection refused", null)]
    public async Task Does_not_trust_a_refusal_if_the_attempt_before_may_have_succeeded(string fault, FailureKind? kind)
    {
        using var bench = ClientBench.Answering(Faults.Named(fault), ScriptedAnswer.Text("false"));
        if (kind is { } expected)
        {
            await bench.FailAsync(expected, _ => bench.ActAsync(Repeatability.Safe));
        }
        else
        {
            Assert.False(await bench.Clock.AutoAdvance(bench.ActAsync(Repeatability.Safe)));
        }

        Assert.Equal(2, bench.ApiRequests.Count);
    }

    [Theory]
    [InlineData("connection refused", 0)]
    [InlineData("certificate", 0)]
    [InlineData("connection reset", 1)]
    [InlineData("500", 1)]
    public async Task Charges_the_rate_budget_with_what_reached_the_service(string fault, int charged)
    {
        using var bench = new ClientBench(configure: static o => o.MaximumRetryCount = 0);
        bench.Service.Api = _ => Faults.Named(fault);
        await Assert.ThrowsAsync<RingCxException>(() => bench.RunAsync(_ => bench.ActAsync(Repeatability.Safe)));
        Assert.Equal(bench.Client.RateLimit - charged, bench.Client.RateRemaining);
    }

    [Fact]
    public async Task Sends_the_body_again_with_the_request()
    {
        using var bench = ClientBench.Answering(Faults.Named("503"), ScriptedAnswer.Done);
        await bench.RunAsync(static c => c.RequestAsync("POST", "/v1/x", [], """{"a":1}""", null, default));
        Assert.Equal(["""{"a":1}""", """{"a":1}"""], bench.ApiRequests.Select(static r => r.Body));
    }

    [Theory]
    [InlineData(403, FailureKind.PermissionDenied, 1)]
    [InlineData(404, FailureKind.NotFound, 1)]
    [InlineData(429, FailureKind.RateLimited, 2)]
    [InlineData(500, FailureKind.OutcomeUnknown, 1)]
    [InlineData(503, FailureKind.ServiceError, 2)]
    public async Task Goes_by_the_status_of_an_error_whose_body_does_not_come(int status, FailureKind kind, int tries)
    {
        using var bench = new ClientBench(configure: static o => (o.RequestTimeout, o.MaximumRetryCount) = (TimeSpan.FromMilliseconds(20), 1));
        bench.Service.Api = _ => ScriptedAnswer.Pieces(static () => new PieceStream(PieceStreamEnd.Stalls, "<html>"), (HttpStatusCode)status);
        await bench.FailAsync(kind, _ => bench.HangUpAsync());
        Assert.Equal(tries, bench.ApiRequests.Count);
    }

    [Fact]
    public async Task Treats_an_enormous_answer_as_a_bad_response_and_asks_once()
    {
        using var bench = ClientBench.Answering(new ScriptedAnswer { Content = static () => new ByteArrayContent(new byte[(64 << 20) + 1]) });
        await bench.FailAsync(FailureKind.BadResponse, _ => bench.PingAsync());
        await bench.FailAsync(FailureKind.BadResponse, static c => c.Directory.GetAccountsAsync(null, default));
        Assert.Equal(2, bench.ApiRequests.Count);
    }

    [Fact]
    public void Has_a_rule_for_every_failure() =>
        Assert.Equal(Enum.GetValues<AttemptFailure>().Except([AttemptFailure.None]), RetryTable.Rows.Keys);

    [Fact]
    public void Knows_for_every_failure_whether_the_request_may_have_been_carried_out()
    {
        var inDoubt = RetryTable.Rows.Where(static r => r.Value.MayBeDone).ToList();
        Assert.Equal([AttemptFailure.ServerError, AttemptFailure.Foreign, AttemptFailure.Timeout, AttemptFailure.Reset], inDoubt.Select(static r => r.Key));
        Assert.All(inDoubt, static r => Assert.False(r.Value.Repeats(Repeatability.Unsafe)));
    }

    [Fact]
    public void Has_a_line_in_the_audit_file_whichever_comes_first()
    {
        Assert.True(ApiRequest.Action(HttpMethod.Post, "/x", null, Repeatability.Safe).IsAudited);
        Assert.False(ApiRequest.Lookup("/x").IsAudited);
        Assert.False(new ApiRequest(HttpMethod.Post, "/x", null, Repeatability.Safe, RequestPriority.Action).IsAudited);
    }

    [Theory]
    [InlineData(429, "7")]
    [InlineData(503, "7")]
    [InlineData(429, "Fri, 08 May 2020 14:40:07 GMT")]
    public async Task Waits_as_long_as_the_service_says(int status, string retryAfter)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Failing((HttpStatusCode)status).With("Retry-After", retryAfter), ScriptedAnswer.Done);
        await bench.Clock.AutoAdvance(bench.HangUpAsync());
        AssertWaits(bench, 7);
    }

    [Fact]
    public async Task Waits_by_the_service_s_clock_where_it_tells_it()
    {
        var refusal = ScriptedAnswer.Failing((HttpStatusCode)429).With("Date", "Sat, 09 May 2020 01:00:00 GMT").With("Retry-After", "Sat, 09 May 2020 01:00:09 GMT");
        using var bench = ClientBench.Answering(refusal, ScriptedAnswer.Done);
        await bench.Clock.AutoAdvance(bench.HangUpAsync());
        AssertWaits(bench, 9);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Thu, 07 May 2020 14:40:00 GMT")]
    public async Task Does_not_wait_for_what_is_past(string retryAfter)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Failing((HttpStatusCode)429).With("Retry-After", retryAfter), ScriptedAnswer.Done);
        await bench.Clock.AutoAdvance(bench.HangUpAsync());
        AssertWaits(bench, 0);
    }

    [Theory]
    [InlineData("503", 1.0)]
    [InlineData("connection refused", 0.5)]
    [InlineData("connection refused", 0.0)]
    public async Task Waits_longer_and_longer_where_the_service_says_nothing(string fault, double jitter)
    {
        using var bench = new ClientBench(configure: o => o.Jitter = () => jitter);
        bench.Service.Api = _ => Faults.Named(fault);
        await Assert.ThrowsAsync<RingCxException>(() => bench.Clock.AutoAdvance(bench.HangUpAsync()));
        AssertWaits(bench, [.. new double[] { 1, 2, 4, 8, 16, 30 }.Select(s => s * jitter)]);
    }

    [Theory]
    [InlineData(429, 60)]
    [InlineData(503, 0.5)]
    public async Task Treats_an_unreadable_date_or_number_as_missing(int status, double seconds)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Failing((HttpStatusCode)status).With("Retry-After", "soon"), ScriptedAnswer.Done);
        await bench.Clock.AutoAdvance(bench.HangUpAsync());
        AssertWaits(bench, seconds);
    }

    [Fact]
    public async Task Waits_for_the_rest_of_the_minute_if_a_429_states_no_time()
    {
        using var bench = new ClientBench();
        bench.Service.Api = static _ => Faults.Named("429");
        await bench.FailAsync(FailureKind.RateLimited, _ => bench.HangUpAsync());
        AssertWaits(bench, 60, 60, 60);
        Assert.InRange(bench.Clock.Elapsed.TotalSeconds, 180, 180.1);
    }

    [Fact]
    public async Task Counts_the_minute_from_the_first_request_that_was_answered_in_it()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Done, Faults.Named("429"), ScriptedAnswer.Done);
        await bench.Clock.AutoAdvance(bench.PingAsync());
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(48));
        Assert.True(await bench.Clock.AutoAdvance(bench.HangUpAsync()));
        AssertWaits(bench, 48, 12);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    public async Task Waits_longer_and_longer_if_the_service_keeps_saying_one_second(string retryAfter)
    {
        using var bench = new ClientBench();
        bench.Service.Api = _ => bench.Clock.Elapsed < TimeSpan.FromSeconds(150) ? ScriptedAnswer.Failing((HttpStatusCode)429).With("Retry-After", retryAfter) : ScriptedAnswer.Done;
        Assert.True(await bench.Clock.AutoAdvance(bench.HangUpAsync()));
        AssertWaits(bench, int.Parse(retryAfter, System.Globalization.CultureInfo.InvariantCulture), 2, 4, 8, 16, 30, 30, 30, 30);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(RingCxClientOptions.DefaultMaximumRetryCount)]
    public async Task Repeats_a_request_that_was_too_much_no_more_often_than_was_asked_for(int retries)
    {
        using var bench = new ClientBench(configure: o => (o.MaximumRetryCount, o.RetryTimeout) = (retries, TimeSpan.FromHours(1)));
        bench.Service.Api = static _ => ScriptedAnswer.Failing((HttpStatusCode)429).With("Retry-After", "1");
        await bench.FailAsync(FailureKind.RateLimited, _ => bench.HangUpAsync());
        Assert.Equal(retries + 1, bench.ApiRequests.Count);
    }

    [Fact]
    public void Spreads_the_waits_between_nothing_and_the_ceiling()
    {
        var jitter = new RingCxClientOptions(SignInMethods.Jwt()).Jitter;
        var numbers = Enumerable.Range(0, 1000).Select(_ => jitter()).ToList();
        Assert.All(numbers, static n => Assert.InRange(n, 0, 1));
        Assert.InRange(numbers.Average(), 0.4, 0.6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Ends_after_the_tries_that_are_allowed(int retries)
    {
        using var bench = new ClientBench(configure: o => o.MaximumRetryCount = retries);
        bench.Service.Api = static _ => Faults.Named("503");
        await bench.FailAsync(FailureKind.ServiceError, _ => bench.HangUpAsync());
        Assert.Equal(retries + 1, bench.ApiRequests.Count);
    }

    [Fact]
    public async Task Ends_before_a_wait_that_takes_longer_than_is_allowed()
    {
        using var bench = new ClientBench(configure: static o => o.RetryTimeout = TimeSpan.FromMinutes(3));
        bench.Service.Api = static _ => ScriptedAnswer.Failing((HttpStatusCode)429).With("Retry-After", "100");
        await bench.FailAsync(FailureKind.RateLimited, _ => bench.HangUpAsync());
        AssertWaits(bench, 100);
        Assert.Equal(100, bench.Clock.Elapsed.TotalSeconds, 0.01);
    }

    [Fact]
    public async Task Does_not_count_the_wait_for_the_rate_as_retrying()
    {
        using var bench = new ClientBench(configure: static o =>
        {
            o.RequestsPerMinute = 1;
            o.RetryTimeout = TimeSpan.FromSeconds(90);
        });
        await bench.Clock.AutoAdvance(bench.PingAsync());
        var waiting = bench.PingAsync();
        var last = bench.PingAsync();
        bench.Service.Api = new AnswerScript(ScriptedAnswer.Done, Faults.Named("503"), ScriptedAnswer.Done).Next;
        await bench.Clock.AutoAdvance(Task.WhenAll(waiting, last));
        Assert.Equal(4, bench.ApiRequests.Count);
    }

    [Fact]
    public async Task Ends_at_once_when_it_is_cancelled_between_two_tries()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Failing(HttpStatusCode.ServiceUnavailable).With("Retry-After", "60"));
        using var cancellation = new CancellationTokenSource();
        var action = bench.PingAsync(cancellation.Token);
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.False(action.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Clock.AutoAdvance(action));
        Assert.Single(bench.ApiRequests);
        Assert.Equal(TimeSpan.FromSeconds(30), bench.Clock.Elapsed);
    }

    [Theory]
    [InlineData(Repeatability.Safe)]
    [InlineData(Repeatability.Unsafe)]
    public async Task Ends_at_once_when_it_is_cancelled_before_the_answer(Repeatability repeatability)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Silence);
        using var cancellation = new CancellationTokenSource();
        var action = bench.ActAsync(repeatability, cancellation.Token);
        await bench.SentAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Clock.AutoAdvance(action));
        Assert.Single(bench.ApiRequests);
    }

    [Fact]
    public async Task Ends_at_once_when_it_is_cancelled_in_the_middle_of_an_answer()
    {
        using var bench = ClientBench.Answering(Faults.Named("body stalled"));
        using var cancellation = new CancellationTokenSource();
        var action = bench.PingAsync(cancellation.Token);
        await bench.Clock.SettleAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Clock.AutoAdvance(action));
        Assert.Single(bench.ApiRequests);
    }

    [Fact]
    public async Task Sends_nothing_when_it_was_cancelled_before()
    {
        using var bench = new ClientBench();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Clock.AutoAdvance(bench.PingAsync(new CancellationToken(true))));
        Assert.Empty(bench.ApiRequests);
    }

    [Fact]
    public async Task Holds_back_all_other_requests_during_a_pause_of_the_service()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Failing((HttpStatusCode)429).With("Retry-After", "20"), ScriptedAnswer.Done);
        var refused = bench.PingAsync();
        await bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        var other = bench.HangUpAsync();
        await bench.Clock.AutoAdvance(Task.WhenAll(refused, other));
        Assert.Equal(3, bench.ApiRequests.Count);
        Assert.All(bench.ApiRequests.Skip(1), static r => Assert.InRange(r.At.TotalSeconds, 20, 20.01));
    }

    [Theory]
    [InlineData("2147483647")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task Does_not_wait_out_an_absurd_pause(string retryAfter)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Failing((HttpStatusCode)429).With("Retry-After", retryAfter), ScriptedAnswer.Done);
        await bench.FailAsync(FailureKind.RateLimited, _ => bench.PingAsync());
        await bench.FailAsync(FailureKind.RateLimited, _ => bench.PingAsync());
        Assert.Single(bench.ApiRequests);
    }

    private static void AssertWaits(ClientBench bench, params double[] seconds)
    {
        var times = bench.ApiRequests.Select(static r => r.At.TotalSeconds).ToList();
        var waits = times.Zip(times.Skip(1), static (first, second) => second - first).ToList();
        Assert.Equal(seconds.Length, waits.Count);
        Assert.All(waits.Zip(seconds), static w => Assert.InRange(w.First, w.Second, w.Second + 0.01));
    }

    private static async Task FailAsync(string fault, Repeatability repeatability, int tries, FailureKind kind)
    {
        using var bench = new ClientBench(configure: static o =>
        {
            o.MaximumRetryCount = EveryTry - 1;
            o.RequestTimeout = TimeSpan.FromMilliseconds(20);
        });
        bench.Service.Api = _ => Faults.Named(fault);
        var failure = await bench.FailAsync(kind, _ => bench.ActAsync(repeatability));
        Assert.Equal(tries, bench.ApiRequests.Count);
        Assert.NotEqual(string.Empty, failure.Message);
    }
}
