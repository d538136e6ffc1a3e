namespace RingCx.DesktopTests;

/// <summary>RingEX's calls, whose requests have bodies.</summary>
internal sealed class RingExTests
{
    public async Task List_calls_and_read_their_sessions()
    {
        using var bench = new Bench();
        var reader = bench.Client.RingEx.ListActiveCalls(bench.Engine.Extensions[0].ExtensionId, RingExApi.LargestPage);
        var calls = await reader.ReadPageAsync(null, CancellationToken.None);
        Check.True(calls.Count > 0, "There are calls.");
        foreach (var call in calls)
        {
            var session = await bench.Client.RingEx.GetSessionAsync(call.TelephonySessionId!, null, CancellationToken.None);
            Check.True(session.Parties.Length > 0, "It has parties.");
        }
    }

    public async Task Change_a_party()
    {
        using var bench = new Bench();
        var (session, party) = Party(bench);
        Check.True((await bench.Client.RingEx.UpdateParty(session, party, true, null).PerformAsync(null, default))!.Muted == true, "It is muted.");
        await bench.Client.RingEx.SetHold(session, party, true, null).PerformAsync(null, default);
        await bench.Client.RingEx.SetHold(session, party, false, null).PerformAsync(null, default);
    }

    [LeftOutOnMono("a DELETE with a Content-Length of 0 fails there in Mono's own WebRequestStream", OverWebRequestsAlone = true)]
    public async Task Drop_a_session()
    {
        using var bench = new Bench();
        var (session, _) = Party(bench);
        await bench.Client.RingEx.DropSession(session).PerformAsync(null, default);
        Check.True(bench.Engine.TelephonySessions.Where(s => s.TelephonySessionId == session).All(static s => s.Parties.All(static p => p.Status == "Disconnected")), "It has ended.");
    }

    public async Task Send_a_body_again()
    {
        using var bench = new Bench();
        var (session, party) = Party(bench);
        bench.Fault(SandboxFaultKind.Unavailable, "/parties/", static fault => fault.RetryAfter = "0");
        bench.Fault(SandboxFaultKind.Unauthorized, "/parties/");
        Check.True((await bench.Client.RingEx.UpdateParty(session, party, true, null).PerformAsync(null, default))!.Muted == true, "It is muted.");
        Check.Equal(3, bench.Asked("/parties/"));
        Check.True(bench.Engine.Log.Where(static exchange => exchange.Target.Contains("/parties/")).All(static exchange => exchange.Body!.Contains("\"muted\"")), "Each attempt has the whole body.");
    }

    public async Task Follow_sessions_by_events()
    {
        using var bench = new Bench();
        using var reader = bench.Client.RingEx.Watch(null);
        await reader.StartAsync(null, CancellationToken.None);
        var session = bench.Engine.AddTelephonySession(bench.Engine.Extensions[0].ExtensionId);
        await NextAsync(reader, session);

        // What happens while the connection is lost comes afterwards.
        bench.Engine.DropWebSockets();
        bench.Engine.EndTelephonySession(session);
        await NextAsync(reader, session);
    }

    public async Task Follow_sessions_of_a_sandbox_in_process()
    {
        var engine = new SandboxEngine(new SandboxOptions { Live = false });
        var options = new RingCxClientOptions(Bench.Jwt(engine)) { Transport = () => new SandboxHandler(engine), WebSocketTransport = engine.ConnectWebSocketAsync };
        using var client = new RingCxClient(options);
        using var reader = client.RingEx.Watch(null);
        await reader.StartAsync(null, CancellationToken.None);
        var session = engine.AddTelephonySession(engine.Extensions[0].ExtensionId);
        await NextAsync(reader, session);
    }

    private static (string Session, string Party) Party(Bench bench)
    {
        var session = bench.Engine.TelephonySessions.First(static s => s.Parties.Any(static p => p is { ExtensionId: not null, Status: "Answered" }));
        return (session.TelephonySessionId, session.Parties.First(static p => p is { ExtensionId: not null, Status: "Answered" }).PartyId);
    }

    private static async Task NextAsync(TelephonyEventReader reader, string session)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await reader.ReadAsync(null, limit.Token))?.Event?.TelephonySessionId != session)
        {
        }
    }
}
