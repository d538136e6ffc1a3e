namespace RingCx.Sandbox.Tests;

public sealed class ActionTests
{
    [Fact]
    public async Task Session_is_added_once_and_removed_by_phone()
    {
        var bench = await Bench.SignedInAsync();
        var uii = bench.PacoCall().Uii;

        await ExpectAsync(bench, uii, "addSessionToCall?destination=%2B15554150123&sessionType=MONITOR", true);
        var session = Assert.Single(bench.Call(uii).Sessions);
        Assert.Equal("+15554150123", session.Phone);
        Assert.Equal("MONITOR", session.Type);
        await ExpectAsync(bench, uii, "addSessionToCall?destination=%2B15554150123&sessionType=COACHING", false);
        await ExpectAsync(bench, uii, "addSessionToCall?destination=5554150123&sessionType=BARGEIN", false);
        await ExpectAsync(bench, uii, "addSessionToCall?destination=5554150124&sessionType=BARGEIN", true);
        Assert.Equal(["MONITOR", "BARGEIN"], bench.Call(uii).Sessions.Select(added => added.Type));

        await ExpectAsync(bench, uii, "hangupSession?phone=5554150199", false);
        await ExpectAsync(bench, uii, "hangupSession?phone=5554150123", true);
        await ExpectAsync(bench, uii, "hangupSession?phone=5554150123", false);
        Assert.Equal("5554150124", Assert.Single(bench.Call(uii).Sessions).Phone);
    }

    [Fact]
    public async Task Session_is_removed_by_id()
    {
        var bench = await Bench.SignedInAsync();
        var uii = bench.PacoCall().Uii;
        await ExpectAsync(bench, uii, "addSessionToCall?destination=5554150123&sessionType=MONITOR", true);
        await ExpectAsync(bench, uii, "addSessionToCall?destination=5554150124&sessionType=MONITOR", true);
        var ids = bench.Call(uii).Sessions.Select(session => session.SessionId).ToList();

        await ExpectAsync(bench, uii, "hangupSessionById?sessionId=0", false);
        await ExpectAsync(bench, uii, "hangupSessionById?sessionId=" + ids[0], true);
        await ExpectAsync(bench, uii, "hangupSessionById?sessionId=" + ids[0], false);

        Assert.Equal(ids[1], Assert.Single(bench.Call(uii).Sessions).SessionId);
    }

    [Fact]
    public async Task Waiting_call_takes_no_session_and_no_hold()
    {
        var bench = await Bench.SignedInAsync();
        var uii = bench.WaitingCall().Uii;

        await ExpectAsync(bench, uii, "addSessionToCall?destination=5554150123&sessionType=MONITOR", false);
        await ExpectAsync(bench, uii, "toggleCallHold?state=ON", false);
        await ExpectAsync(bench, uii, "toggleCallHold?state=OFF", false);

        Assert.Empty(bench.Call(uii).Sessions);
        Assert.False(bench.Call(uii).IsOnHold);
    }

    [Fact]
    public async Task Recording_goes_off_and_on_and_not_twice()
    {
        var bench = await Bench.SignedInAsync();
        var uii = bench.PacoCall().Uii;

        await ExpectAsync(bench, uii, "toggleCallRecording?record=true", false);
        await ExpectAsync(bench, uii, "toggleCallRecording?record=false", true);
        Assert.False(bench.Call(uii).IsRecording);
        await ExpectAsync(bench, uii, "toggleCallRecording?record=false", false);
        await ExpectAsync(bench, uii, "toggleCallRecording?record=true", true);
        Assert.True(bench.Call(uii).IsRecording);
    }

    [Fact]
    public async Task Hold_goes_on_and_off_and_not_twice()
    {
        var bench = await Bench.SignedInAsync();
        var uii = bench.PacoCall().Uii;

        await ExpectAsync(bench, uii, "toggleCallHold?state=OFF", false);
        await ExpectAsync(bench, uii, "toggleCallHold?state=ON", true);
        Assert.True(bench.Call(uii).IsOnHold);
        await ExpectAsync(bench, uii, "toggleCallHold?state=ON", false);
        await ExpectAsync(bench, uii, "toggleCallHold?state=OFF", true);
        Assert.False(bench.Call(uii).IsOnHold);
    }

    [Theory]
    [InlineData("SALE")]
    [InlineData("NO_ANSWER")]
    [InlineData("NO_SALE")]
    [InlineData("CALLBACK")]
    [InlineData("FOLLOW_UP")]
    [InlineData("INBOUND_CALLBACK")]
    public async Task Known_disposition_is_set(string name)
    {
        var bench = await Bench.SignedInAsync();
        var uii = bench.PacoCall().Uii;

        await ExpectAsync(bench, uii, "dispositionCall?disposition=" + name + "&callback=false", true);

        Assert.Equal(name, bench.Call(uii).Disposition);
        Assert.Null(bench.Call(uii).CallbackTime);
        Assert.Null(bench.Call(uii).Notes);
    }

    [Fact]
    public async Task Disposition_carries_callback_and_notes()
    {
        var bench = await Bench.SignedInAsync();
        var uii = bench.PacoCall().Uii;

        await ExpectAsync(bench, uii, "dispositionCall?disposition=CALLBACK&callback=true&callBackDTS=20260601093000&notes=Gr%C3%BC%C3%9Fe+%26%20100%25%2B", true);

        Assert.Equal("20260601093000", bench.Call(uii).CallbackTime);
        Assert.Equal("Grüße & 100%+", bench.Call(uii).Notes);
        await ExpectAsync(bench, uii, "dispositionCall?disposition=sale&callback=false", false);
        await ExpectAsync(bench, uii, "dispositionCall?disposition=UNHEARD_OF&callback=false", false);
        Assert.Equal("CALLBACK", bench.Call(uii).Disposition);
    }

    [Fact]
    public async Task Hangup_ends_the_call_for_good()
    {
        var bench = await Bench.SignedInAsync();
        var uii = bench.PacoCall().Uii;

        var reply = await bench.ActAsync(uii, "hangupCall");

        Assert.Equal((200, "true", "application/json"), (reply.Status, reply.Text, reply["Content-Type"]));
        Assert.DoesNotContain(bench.Engine.Calls, call => call.Uii == uii);
        Assert.DoesNotContain(uii, (await bench.GetAsync(Bench.Calls + "list")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await bench.ActAsync(uii, "hangupCall")).Status);
        // The agent is free again.
        Assert.Equal("true", (await bench.PostAsync(Manual("paco.vu%40sandbox.example"))).Text);
    }

    [Fact]
    public async Task Ping_answers_JSON_and_counts()
    {
        var bench = await Bench.SignedInAsync();
        var uii = bench.PacoCall().Uii;

        var reply = await bench.ActAsync(uii, "pingCall");

        Assert.Equal((200, "true", "application/json"), (reply.Status, reply.Text, reply["Content-Type"]));
        Assert.Equal(1, bench.Call(uii).Pings);
    }

    [Fact]
    public async Task Requeue_puts_the_call_to_the_back_of_the_queue_without_its_agent()
    {
        var bench = await Bench.SignedInAsync();
        var before = bench.PacoCall();
        await ExpectAsync(bench, before.Uii, "addSessionToCall?destination=5554150123&sessionType=MONITOR", true);
        await ExpectAsync(bench, before.Uii, "toggleCallHold?state=ON", true);
        bench.Clock.Advance(TimeSpan.FromSeconds(10));

        await ExpectAsync(bench, before.Uii, "requeueCall?gateId=40001", true);

        var after = bench.Call(before.Uii);
        Assert.Null(after.AgentUsername);
        Assert.Null(after.DequeueTime);
        Assert.Equal(Bench.Start.AddSeconds(10), after.EnqueueTime);
        Assert.Equal("Sales", after.DestinationName);
        Assert.Equal(40001, after.GateId);
        Assert.Empty(after.Sessions);
        Assert.False(after.IsOnHold);
        Assert.Equal(before.Uii, bench.Engine.Calls[^1].Uii);
        var listed = (await bench.GetAsync(Bench.Calls + "list?product=ACD&productId=40001")).Json.EnumerateArray().Last();
        Assert.Equal(before.Uii, listed.GetProperty("uii").GetString());
        Assert.Equal("2026-05-08T14:40:54.000+0000", listed.GetProperty("enqueueTime").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, listed.GetProperty("agentLastName").ValueKind);
        Assert.Equal("Sales", listed.GetProperty("destinationName").GetString());
        Assert.Equal("true", (await bench.PostAsync(Manual("paco.vu%40sandbox.example"))).Text);
    }

    [Theory]
    [InlineData("49999")]
    [InlineData("40012")]
    [InlineData("-1")]
    public async Task Requeue_to_no_active_queue_is_refused(string gateId)
    {
        var bench = await Bench.SignedInAsync();

        await ExpectAsync(bench, bench.PacoCall().Uii, "requeueCall?gateId=" + gateId, false);

        Assert.Equal(40002, bench.PacoCall().GateId);
    }

    [Fact]
    public async Task Manual_call_shows_after_a_second()
    {
        var bench = await Bench.SignedInAsync();
        var before = bench.Engine.Calls.Select(call => call.Uii).ToHashSet();

        var reply = await bench.PostAsync(Manual("sam.rivera%40sandbox.example"));

        Assert.Equal((200, "true", "text/plain"), (reply.Status, reply.Text, reply["Content-Type"]));
        bench.Clock.Advance(TimeSpan.FromSeconds(0.999));
        Assert.Equal(before, bench.Engine.Calls.Select(call => call.Uii).ToHashSet());
        bench.Clock.Advance(TimeSpan.FromSeconds(0.001));
        var call = Assert.Single(bench.Engine.Calls, call => !before.Contains(call.Uii));
        Assert.Equal("8005550100", call.Ani);
        Assert.Equal("6505550177", call.Dnis);
        Assert.Equal("+16505550177", call.DnisE164);
        Assert.Equal(Bench.Start, call.EnqueueTime);
        Assert.Equal("sam.rivera@sandbox.example", call.AgentUsername);
        Assert.Contains("\"agentFirstName\":\"Sam\",\"agentLastName\":\"Rivera\"", (await bench.GetAsync(Bench.Calls + "list")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manual_call_needs_an_agent_who_is_available()
    {
        var bench = await Bench.SignedInAsync();

        Assert.Equal("false", (await bench.PostAsync(Manual("paco.vu%40sandbox.example"))).Text);
        Assert.Equal("true", (await bench.PostAsync(Manual("tom.becker%40sandbox.example"))).Text);
        // Busy from the moment the phone rings, before the call shows.
        Assert.Equal("false", (await bench.PostAsync(Manual("tom.becker%40sandbox.example"))).Text);
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(13, bench.Engine.Calls.Count);
    }

    [Theory]
    [InlineData("hangupCall")]
    [InlineData("pingCall")]
    [InlineData("addSessionToCall?destination=5554150123&sessionType=MONITOR")]
    [InlineData("hangupSession?phone=5554150123")]
    [InlineData("hangupSessionById?sessionId=1")]
    [InlineData("dispositionCall?disposition=SALE&callback=false")]
    [InlineData("toggleCallRecording?record=true")]
    [InlineData("toggleCallHold?state=ON")]
    [InlineData("requeueCall?gateId=40001")]
    public async Task Unknown_or_ended_call_is_not_found(string action)
    {
        var bench = await Bench.SignedInAsync();
        var ended = bench.PacoCall().Uii;
        bench.Engine.EndCall(ended);

        foreach (var uii in new[] { ended, "000000000000000000000000000000", "x" })
        {
            var reply = await bench.ActAsync(uii, action);
            Assert.Equal(404, reply.Status);
            Assert.Equal("not.found.exception", reply.Field("errorCode"));
            Assert.Contains("uii", reply.Details, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Call_of_another_account_is_not_found()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { AccountCount = 2, Live = false });
        var other = bench.Engine.Calls.First(call => call.AccountId == "12440012").Uii;

        Assert.Equal(404, (await bench.ActAsync(other, "hangupCall")).Status);
        Assert.Equal("true", (await bench.PostAsync(Bench.Root + "/12440012/activeCalls/" + other + "/hangupCall")).Text);
    }

    [Fact]
    public async Task Many_threads_hang_up_each_call_once()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { InitialCalls = 200, Live = false, RequestsPerMinute = 10_000 });
        var uiis = bench.Engine.Calls.Select(call => call.Uii).ToList();

        var replies = await Task.WhenAll(uiis.Concat(uiis).Concat(uiis).Select(uii => Task.Run(() => bench.ActAsync(uii, "hangupCall"))));

        Assert.Equal(200, replies.Count(reply => reply.Status == 200));
        Assert.Equal(400, replies.Count(reply => reply.Status == 404));
        Assert.Empty(bench.Engine.Calls);
    }

    private static string Manual(string username)
    {
        return Bench.Calls + "createManualAgentCall?username=" + username + "&destination=6505550177&ringDuration=30&callerId=%2B18005550100";
    }

    private static async Task ExpectAsync(Bench bench, string uii, string action, bool done)
    {
        var reply = await bench.ActAsync(uii, action);
        Assert.Equal((200, done ? "true" : "false", "text/plain"), (reply.Status, reply.Text, reply["Content-Type"]));
    }
}
