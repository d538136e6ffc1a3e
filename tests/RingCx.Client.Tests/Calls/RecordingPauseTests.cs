namespace RingCx.Client.Tests.Calls;

public class RecordingPauseTests
{
    // More than one request is repeated, so that the step itself fails; the resumption has an hour.
    private const int Lasting = 30;

    public static TheoryData<string, string, int> Everything
    {
        get
        {
            var rows = new TheoryData<string, string, int>();
            foreach (var fault in RecordingFault.Names)
            {
                foreach (var step in new[] { "pause", "block", "resume" })
                {
                    rows.Add(fault, step, 1);
                    // A pause of ten minutes is not asked for more often than that in an hour.
                    rows.Add(fault, step, fault.EndsWith("600", StringComparison.Ordinal) ? 4 : Lasting);
                }
            }

            return rows;
        }
    }

    [Fact]
    public async Task Stops_and_starts_the_recording()
    {
        using var guard = new RecordingBench();
        await guard.RunAsync();
        Assert.True(guard.Ran);
        Assert.Equal("off ping ping on", guard.Call.Log);
        Assert.Equal(RecordingResumption.Resumed, guard.Outcome);
        Assert.DoesNotContain(guard.Bench.Progress.Events, static e => e.Kind == RequestEventKind.Warning);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Records_again_whatever_fails(string fault, string step, int times)
    {
        using var guard = new RecordingBench();
        guard.Break(step, fault, times);
        await guard.RunAsync();

        Assert.False(guard.WasRecordedInBlock, guard.Call.Log);
        Assert.True(guard.Call.IsRecording, guard.Call.Log);
        Assert.True(guard.Outcome is RecordingResumption.Resumed or null, guard.Call.Log);
        if (step != "pause")
        {
            Assert.True(guard.Ran, guard.Call.Log);
            Assert.Equal(RecordingResumption.Resumed, guard.Outcome);
        }
        else if (!guard.Ran && fault != "false")
        {
            Assert.NotNull(guard.Failure);
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Is_done_with_a_call_that_ends_during_failures(string fault, string step, int times)
    {
        using var guard = new RecordingBench();
        guard.Break(step, fault, times);
        guard.Block = () =>
        {
            guard.Call.HasEnded = true;
            return Task.CompletedTask;
        };
        await guard.RunAsync();
        Assert.False(guard.WasRecordedInBlock, guard.Call.Log);
        Assert.Equal(guard.Ran ? RecordingResumption.CallEnded : guard.Outcome, guard.Outcome);
        Assert.True(guard.Ran || guard.Call.IsRecording, guard.Call.Log);
    }

    [Theory]
    [InlineData("timeout before", "off! off ping ping on")]
    [InlineData("reset before", "off! off ping ping on")]
    [InlineData("500 before", "off! off ping ping on")]
    // The answer is lost and the service refuses the repetition: on and off again tells.
    [InlineData("timeout after", "off? off- on off ping ping on")]
    [InlineData("reset after", "off? off- on off ping ping on")]
    [InlineData("answer broken", "off? off- on off ping ping on")]
    [InlineData("500 after", "off? off- on off ping ping on")]
    [InlineData("502 after", "off? off- on off ping ping on")]
    [InlineData("503", "off! off ping ping on")]
    [InlineData("429", "off! off ping ping on")]
    [InlineData("429, Retry-After 7", "off! off ping ping on")]
    [InlineData("401", "off! off ping ping on")]
    [InlineData("dead network", "off! off ping ping on")]
    // Nothing was stopped for certain: the block does not run, and the recording is on again where it may have been stopped.
    [InlineData("429, Retry-After 600", "off!")]
    [InlineData("403", "off!")]
    [InlineData("false", "off!")]
    [InlineData("nonsense before", "off! on- off on")]
    [InlineData("nonsense after", "off? on")]
    public async Task Runs_the_block_only_when_the_recording_is_certainly_off(string fault, string log)
    {
        using var guard = new RecordingBench();
        guard.Break("pause", fault, 1);
        await guard.RunAsync();
        Assert.Equal(log, guard.Call.Log);
        Assert.Equal(log.Contains("ping", StringComparison.Ordinal), guard.Ran);
    }

    [Theory]
    [InlineData("reset before", "on! on")]
    [InlineData("reset after", "on? on- off on")]
    [InlineData("timeout after", "on? on- off on")]
    [InlineData("503", "on! on")]
    [InlineData("429", "on! on")]
    [InlineData("401", "on! on")]
    [InlineData("403", "on! on")]
    [InlineData("nonsense after", "on? on- off on")]
    [InlineData("false", "on! off- on")]
    public async Task Makes_certain_that_the_recording_is_on(string fault, string log)
    {
        using var guard = new RecordingBench { BlockTime = TimeSpan.Zero };
        guard.Break("resume", fault, 1);
        await guard.RunAsync();
        Assert.Equal("off " + log, guard.Call.Log);
        Assert.Equal(RecordingResumption.Resumed, guard.Outcome);
    }

    [Fact]
    public async Task Is_not_fooled_by_a_service_that_refuses_after_a_lost_answer_for_another_reason()
    {
        // The off that was lost was not carried out, its repetition is refused, and so is what would tell.
        using var guard = new RecordingBench();
        var strikes = 0;
        guard.Call.Fault = _ => guard.Step == "pause" ? RecordingFault.Named(strikes++ == 0 ? "reset before" : "false") : null;
        await guard.RunAsync();
        Assert.False(guard.Ran);
        Assert.Null(guard.Failure);
        Assert.True(guard.Call.IsRecording);
    }

    [Theory]
    [InlineData("timeout before")]
    [InlineData("timeout after")]
    [InlineData("503")]
    [InlineData("429, Retry-After 600")]
    [InlineData("dead network")]
    [InlineData("false")]
    [InlineData("403")]
    public async Task Gives_up_when_told_to_and_says_why(string fault)
    {
        using var guard = new RecordingBench { ResumeTimeout = TimeSpan.FromMinutes(10), BlockTime = TimeSpan.Zero };
        guard.Break("resume", fault, int.MaxValue);
        var pause = guard.NewPause();
        await guard.RunAsync(pause);
        Assert.Equal(RecordingResumption.NotResumed, guard.Outcome);
        Assert.True(pause.MayBePaused);
        Assert.NotNull(pause.Failure);
        Assert.InRange(guard.Bench.Clock.Elapsed, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10.5));

        // Loudly, once.
        Assert.Single(guard.Bench.Progress.Events, static e => e.Kind == RequestEventKind.Warning && e.Message.Contains("may still be off", StringComparison.Ordinal));

        // What could not be resumed does not count as paused: the next pause sends its own.
        guard.Call.Fault = static _ => null;
        guard.Call.IsRecording = true;
        await guard.RunAsync();
        Assert.Equal(RecordingResumption.Resumed, guard.Outcome);
    }

    [Fact]
    public async Task Resumes_when_the_network_is_back_after_half_an_hour()
    {
        using var guard = new RecordingBench { BlockTime = TimeSpan.Zero };
        guard.Call.Fault = request => guard.Step == "resume" && request.At < TimeSpan.FromMinutes(30) ? RecordingFault.Named("dead network") : null;
        await guard.RunAsync();
        Assert.Equal(RecordingResumption.Resumed, guard.Outcome);
        Assert.InRange(guard.Bench.Clock.Elapsed, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30.5));
    }

    [Theory]
    [InlineData("500 before")]
    [InlineData("reset before")]
    [InlineData("nonsense before")]
    [InlineData("nonsense after")]
    [InlineData("500 after")]
    public async Task Does_not_go_on_for_long_where_recording_cannot_be_stopped(string fault)
    {
        // Nothing has said that it was off, and it is switched on in the end.
        using var guard = new RecordingBench();
        guard.Call.Fault = request => request.Parameter("record") == "false" ? RecordingFault.Named(fault) : null;
        await guard.RunAsync();
        Assert.False(guard.Ran);
        Assert.Equal(RecordingResumption.Resumed, guard.Outcome);
        Assert.True(guard.Call.IsRecording);
        Assert.True(guard.Bench.Clock.Elapsed < TimeSpan.FromMinutes(5), guard.Call.Log);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("block")]
    [InlineData("resume")]
    public async Task Renews_a_token_however_the_service_refuses(string step)
    {
        using var guard = new RecordingBench();
        var refused = 0;
        guard.Call.Fault = _ => guard.Step == step && refused++ == 0 ? Expire(guard) : null;
        await guard.RunAsync();
        Assert.True(guard.Ran);
        Assert.Equal(RecordingResumption.Resumed, guard.Outcome);
        Assert.True(guard.Call.IsRecording);
        Assert.Equal(2, guard.Bench.Service.Count(SignInCall.Exchange));
    }

    [Fact]
    public async Task Resumes_when_signing_in_is_not_possible_for_a_while()
    {
        using var guard = new RecordingBench { BlockTime = TimeSpan.Zero };
        guard.Bench.Service.SignInFault = (_, request) => guard.Step == "resume" && request.At < TimeSpan.FromMinutes(12)
            ? ScriptedAnswer.Json("""{"error":"invalid_grant"}""", System.Net.HttpStatusCode.BadRequest)
            : null;
        guard.Block = () =>
        {
            guard.Bench.Service.ForgetAccessTokens();
            return Task.CompletedTask;
        };
        await guard.RunAsync();
        Assert.Equal(RecordingResumption.Resumed, guard.Outcome);
        Assert.True(guard.Call.IsRecording);
    }

    [Fact]
    public async Task Leaves_a_call_alone_whose_recording_is_off_already()
    {
        using var guard = new RecordingBench();
        guard.Call.IsRecording = false;
        await guard.RunAsync();
        Assert.False(guard.Ran);
        Assert.Null(guard.Outcome);
        Assert.Equal("off-", guard.Call.Log);
    }

    [Fact]
    public async Task Records_afterwards_what_was_off_already_if_it_is_told_to()
    {
        using var guard = new RecordingBench();
        guard.Call.IsRecording = false;
        await guard.RunAsync(evenIfRefused: true);
        Assert.True(guard.Ran);
        Assert.Equal(RecordingResumption.Resumed, guard.Outcome);
        Assert.True(guard.Call.IsRecording);
    }

    [Fact]
    public async Task Finds_a_call_that_has_ended_before()
    {
        using var guard = new RecordingBench();
        guard.Call.HasEnded = true;
        await guard.RunAsync();
        Assert.Equal(FailureKind.NotFound, guard.Failure!.Kind);
        Assert.False(guard.Ran);
        Assert.Null(guard.Outcome);
    }

    [Fact]
    public async Task Is_done_with_a_call_that_has_ended_in_the_middle_of_its_resumption()
    {
        using var guard = new RecordingBench { BlockTime = TimeSpan.Zero };
        guard.Break("resume", "503", 4);
        var fault = guard.Call.Fault;
        guard.Call.Fault = request =>
        {
            var made = fault(request);
            guard.Call.HasEnded |= made is not null;
            return made;
        };
        await guard.RunAsync();
        Assert.Equal(RecordingResumption.CallEnded, guard.Outcome);
    }

    [Fact]
    public async Task Believes_only_a_listing_that_a_call_has_ended()
    {
        // The 404 goes on for half an hour, the listing is broken as long, and the call lives.
        using var guard = new RecordingBench { BlockTime = TimeSpan.Zero };
        var isSo = true;
        guard.Call.Fault = request => isSo && guard.Step == "resume" && request.Parameter("record") is not null ? RecordingFault.Named("stray 404") : null;
        guard.Call.Listing = () => isSo ? ScriptedAnswer.Body("<html>Not Found</html>", "text/html", System.Net.HttpStatusCode.NotFound) : null;
        var running = guard.RunAsync();
        using var over = new CancellationTokenSource();
        _ = guard.Bench.Clock.Delay(TimeSpan.FromMinutes(30)).ContinueWith(_ => isSo = false, TaskScheduler.Default);
        await running;
        Assert.Equal(RecordingResumption.Resumed, guard.Outcome);
        Assert.True(guard.Call.IsRecording);
    }

    [Fact]
    public async Task Believes_a_listing_that_has_the_call_among_those_that_are_over()
    {
        using var guard = new RecordingBench { BlockTime = TimeSpan.Zero };
        guard.Block = () =>
        {
            guard.Call.HasEnded = true;
            return Task.CompletedTask;
        };
        guard.Call.Listing = static () => ScriptedAnswer.Json($$"""[{"uii":"{{ClientBench.Uii}}","archive":true}]""");
        await guard.RunAsync();
        Assert.Equal(RecordingResumption.CallEnded, guard.Outcome);
    }

    [Fact]
    public async Task Goes_on_if_there_is_no_listener()
    {
        using var guard = new RecordingBench { BlockTime = TimeSpan.Zero };
        guard.Break("resume", "403", 3);
        var pause = guard.NewPause();
        await guard.Bench.RunAsync(async _ => Assert.True(await pause.PauseAsync(false, null, default)));
        var outcome = await guard.Bench.RunAsync(_ => pause.ResumeAsync(new DeafListener(), default));
        Assert.Equal(RecordingResumption.Resumed, outcome);
    }

    [Fact]
    public async Task Keeps_nothing_of_a_pause_that_is_over()
    {
        var before = RecordingPause.PausedCalls;
        for (var i = 0; i < 20; i++)
        {
            using var guard = new RecordingBench { BlockTime = TimeSpan.Zero };
            guard.Break("pause", i % 2 == 0 ? "403" : "reset after", i % 4);
            await guard.RunAsync();
        }

        // Other tests pause calls beside this one, a few at a time.
        Assert.InRange(RecordingPause.PausedCalls, 0, before + 8);
    }

    [Fact]
    public async Task Pings_every_20_seconds_and_no_longer_than_it_lasts()
    {
        using var guard = new RecordingBench { BlockTime = TimeSpan.FromSeconds(70) };
        await guard.RunAsync();
        Assert.Equal([20, 40, 60], guard.Call.Pings.Select(static p => p.TotalSeconds));
        await guard.Bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(3, guard.Call.Pings.Count);
    }

    [Theory]
    [InlineData("timeout before")]
    [InlineData("500 before")]
    [InlineData("503")]
    [InlineData("429")]
    [InlineData("429, Retry-After 7")]
    [InlineData("401")]
    [InlineData("403")]
    [InlineData("dead network")]
    [InlineData("nonsense before")]
    [InlineData("false")]
    public async Task Goes_on_pinging_after(string fault)
    {
        using var guard = new RecordingBench { BlockTime = TimeSpan.FromMinutes(30) };
        guard.Break("block", fault, 20);
        await guard.RunAsync();
        Assert.NotEmpty(guard.Call.Pings);
        Assert.InRange(guard.Call.Pings[^1], TimeSpan.FromMinutes(29.5), TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task Stops_pinging_a_call_that_has_ended()
    {
        using var guard = new RecordingBench { BlockTime = TimeSpan.FromMinutes(10) };
        guard.Block = () =>
        {
            guard.Call.HasEnded = true;
            return Task.CompletedTask;
        };
        await guard.RunAsync();
        Assert.Equal("off ping on", guard.Call.Log);
    }

    [Fact]
    public async Task Counts_nested_pauses_as_one()
    {
        using var guard = new RecordingBench { BlockTime = TimeSpan.Zero };
        guard.Block = async () =>
        {
            var inner = guard.NewPause();
            Assert.True(await inner.PauseAsync(false, null, default));
            Assert.False(guard.Call.IsRecording);
            Assert.Equal(RecordingResumption.PausedByAnother, await inner.ResumeAsync(null, default));
            Assert.False(inner.MayBePaused);
            Assert.False(guard.Call.IsRecording);
        };
        await guard.RunAsync();
        Assert.Equal("off on", guard.Call.Log);
    }

    [Fact]
    public async Task Counts_concurrent_pauses_as_one()
    {
        using var guard = new RecordingBench();
        await guard.Bench.RunAsync(async _ =>
        {
            var pauses = Enumerable.Range(0, 20).Select(_ => guard.NewPause()).ToList();
            Assert.All(await Task.WhenAll(pauses.Select(static p => p.PauseAsync(false, null, default))), Assert.True);
            Assert.Equal("off", guard.Call.Log);
            var outcomes = await Task.WhenAll(pauses.Select(static p => p.ResumeAsync(null, default)));
            Assert.Single(outcomes, RecordingResumption.Resumed);
            Assert.Equal(19, outcomes.Count(static o => o == RecordingResumption.PausedByAnother));
        });
        Assert.Equal("off on", guard.Call.Log);
    }

    [Fact]
    public async Task Counts_the_pauses_of_each_call_by_itself()
    {
        using var guard = new RecordingBench();
        using var other = new RecordingBench();
        RecordingPause[] pauses = [guard.NewPause(), other.NewPause()];
        Assert.True(await guard.Bench.RunAsync(_ => pauses[0].PauseAsync(false, null, default)));
        Assert.True(await other.Bench.RunAsync(_ => pauses[1].PauseAsync(false, null, default)));
        Assert.Equal(RecordingResumption.Resumed, await guard.Bench.RunAsync(_ => pauses[0].ResumeAsync(null, default)));
        Assert.False(other.Call.IsRecording);
        Assert.Equal(RecordingResumption.Resumed, await other.Bench.RunAsync(_ => pauses[1].ResumeAsync(null, default)));
        Assert.Equal("off on", guard.Call.Log);
        Assert.Equal("off on", other.Call.Log);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Resumes_what_was_being_paused_when_it_is_stopped(bool done)
    {
        using var guard = new RecordingBench();
        guard.Call.Fault = _ => guard.Step == "pause" ? new RecordingFault(ScriptedAnswer.Silence, done) : null;
        using var stopping = new CancellationTokenSource(TimeSpan.FromSeconds(5), guard.Bench.Clock);
        await guard.RunAsync(stopping: stopping.Token);
        Assert.False(guard.Ran);
        Assert.Equal(RecordingResumption.Resumed, guard.Outcome);
        Assert.True(guard.Call.IsRecording);
    }

    [Fact]
    public async Task Sends_nothing_for_a_pause_that_is_stopped_before_it_begins()
    {
        using var guard = new RecordingBench();
        await guard.RunAsync(stopping: new CancellationToken(true));
        Assert.Null(guard.Outcome);
        Assert.Empty(guard.Call.Log);
    }

    [Theory]
    [InlineData("503")]
    [InlineData("dead network")]
    [InlineData("429, Retry-After 7")]
    public async Task Says_so_when_its_client_is_closed_meanwhile(string fault)
    {
        using var guard = new RecordingBench { BlockTime = TimeSpan.Zero };
        guard.Break("resume", fault, int.MaxValue);
        var strike = guard.Call.Fault;
        guard.Call.Fault = request =>
        {
            if (guard.Step == "resume")
            {
                guard.Bench.Client.Dispose();
            }

            return strike(request);
        };
        var pause = guard.NewPause();
        await guard.RunAsync(pause);
        Assert.Equal(RecordingResumption.NotResumed, guard.Outcome);
        Assert.Equal(FailureKind.Closed, pause.Failure!.Kind);
    }

    [Fact]
    public async Task Says_so_when_its_client_is_closed_as_it_waits_for_the_rate()
    {
        // Stopping the recording takes the minute's only request.
        using var guard = new RecordingBench(static o => o.RequestsPerMinute = 1) { BlockTime = TimeSpan.Zero };
        guard.Block = () =>
        {
            _ = guard.Bench.Clock.Delay(TimeSpan.FromSeconds(10)).ContinueWith(_ => guard.Bench.Client.Dispose(), TaskScheduler.Default);
            return Task.CompletedTask;
        };
        var pause = guard.NewPause();
        await guard.RunAsync(pause);
        Assert.Equal("off", guard.Call.Log);
        Assert.Equal(RecordingResumption.NotResumed, guard.Outcome);
        Assert.Equal(FailureKind.Closed, pause.Failure!.Kind);
    }

    private static RecordingFault? Expire(RecordingBench guard)
    {
        // Nothing that was given out is good any more, so the renewal is refused too.
        guard.Bench.Service.ForgetAccessTokens();
        guard.Bench.Service.ForgetRefreshTokens();
        return RecordingFault.Named("401");
    }

    private sealed class DeafListener : IProgress<RequestEvent>
    {
        public void Report(RequestEvent value)
        {
            if (value.Kind == RequestEventKind.Warning)
            {
                throw new InvalidOperationException("Nobody hears it.");
            }
        }
    }
}
