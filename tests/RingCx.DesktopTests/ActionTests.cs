namespace RingCx.DesktopTests;

/// <summary>Actions on calls.</summary>
internal sealed class ActionTests
{
    public async Task Carry_out_every_kind_of_action()
    {
        using var bench = new Bench();
        var (calls, uii) = (bench.Client.ActiveCalls, bench.Uii);
        Check.True(await calls.AddSession(Bench.Account, uii, "+15554150123", RcxSessionType.Monitor).PerformAsync(null, default), "A session is added.");
        Check.True(await calls.HangUpSession(Bench.Account, uii, "+15554150123").PerformAsync(null, default), "It is removed.");
        Check.True(await calls.SetRecording(Bench.Account, uii, false).PerformAsync(null, default), "The recording stops.");
        Check.True(await calls.SetRecording(Bench.Account, uii, true).PerformAsync(null, default), "It goes on.");
        Check.True(await calls.SetHold(Bench.Account, uii, true).PerformAsync(null, default), "The call is held.");
        Check.True(await calls.SetHold(Bench.Account, uii, false).PerformAsync(null, default), "It goes on.");
        Check.True(await calls.Ping(Bench.Account, uii).PerformAsync(null, default), "It is pinged.");
        Check.True(await calls.HangUp(Bench.Account, uii).PerformAsync(null, default), "It ends.");
        Check.True(bench.Engine.Calls.All(call => call.Uii != uii), "It has ended.");
        Check.True(bench.Engine.Log.All(static exchange => !exchange.Headers.ContainsKey("Expect")), "No request asks whether its body is welcome.");
    }

    public async Task Tell_false_from_an_ended_call_and_from_a_lacking_permission()
    {
        using var bench = new Bench();
        var (calls, uii) = (bench.Client.ActiveCalls, bench.Uii);
        Check.True(!await calls.SetHold(Bench.Account, uii, false).PerformAsync(null, default), "What is not on hold is not taken off it.");
        bench.Engine.EndCall(uii);
        Check.Equal(FailureKind.NotFound, (await Check.ThrowsAsync<RingCxException>(() => calls.Ping(Bench.Account, uii).PerformAsync(null, default))).Kind);
        using var restricted = new Bench(signIn: static e => new JwtSignIn(e.Credentials.ClientId, Bench.Secret(e.Credentials.ClientSecret), Bench.Secret(e.Credentials.RestrictedJwt)));
        Check.Equal(FailureKind.PermissionDenied, (await Check.ThrowsAsync<RingCxException>(() => restricted.HangUpAsync())).Kind);
    }

    public async Task Keep_a_pause_of_the_recording_short()
    {
        using var bench = new Bench();
        var uii = bench.Uii;
        var pause = bench.Client.ActiveCalls.PauseRecording(Bench.Account, uii);
        Check.True(await pause.PauseAsync(false, null, CancellationToken.None), "It is off.");
        Check.True(!bench.Engine.Calls.First(call => call.Uii == uii).IsRecording, "The service says so too.");
        await pause.ResumeAsync(null, CancellationToken.None);
        Check.True(bench.Engine.Calls.First(call => call.Uii == uii).IsRecording, "It is on again.");
    }

    public async Task Let_twenty_callers_share_a_client()
    {
        using var bench = new Bench();
        await bench.PingAsync();
        bench.Fault(Sandbox.SandboxFaultKind.Latency, "pingCall", static fault => (fault.Delay, fault.Count) = (TimeSpan.FromSeconds(1), -1));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bench.PingAsync()));
        Check.Less(watch.Elapsed, 5, "They do not wait for each other.");
    }

    public async Task Write_the_beginning_and_the_end_of_an_action_to_the_audit_file()
    {
        var path = Path.Combine(Path.GetTempPath(), "ringcx-desktop-" + Guid.NewGuid().ToString("N") + ".jsonl");
        try
        {
            using var bench = new Bench(client: options => options.AuditPath = path);
            await bench.Client.CheckAuditAsync(CancellationToken.None);
            Check.True(await bench.HangUpAsync(), "It is done.");
            Check.Equal(FailureKind.NotFound, (await Check.ThrowsAsync<RingCxException>(() => bench.Client.ActiveCalls.HangUp(Bench.Account, "202001010000000000000000000001").PerformAsync(null, default))).Kind);
            var lines = File.ReadAllLines(path);
            string[] outcomes = ["Pending", "Done", "Pending", "NotFound"];
            Check.Equal(outcomes.Length, lines.Length);
            for (var i = 0; i < lines.Length; i++)
            {
                Check.True(lines[i].Contains("\"outcome\":\"" + outcomes[i] + "\""), lines[i]);
            }
        }
        finally
        {
            File.Delete(path);
            File.Delete(path + ".lock");
        }
    }
}
