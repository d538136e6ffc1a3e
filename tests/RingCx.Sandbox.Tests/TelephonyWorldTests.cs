namespace RingCx.Sandbox.Tests;

public sealed class TelephonyWorldTests
{
    [Fact]
    public void Start_has_every_state_that_a_party_can_have()
    {
        var telephony = new Telephony();

        Assert.Equal(["Answered, Answered", "Answered, Answered", "Hold, Answered", "Answered, Parked", "Answered, Answered", "Proceeding, Proceeding"], telephony.Sessions.Select(telephony.StatusOf));
        Assert.Equal(
            ["Dana Ruiz", "Paco Vu", "Amara Okafor", "Lena Brandt", "Marco Silva", "Dana Ruiz"],
            telephony.Sessions.Select(session => telephony.Engine.Extensions.Single(extension => extension.ExtensionId == Telephony.PartyOf(session).ExtensionId).Name));
        Assert.Empty(Telephony.PartyOf(telephony.Answered).Recordings);
        Assert.True(Assert.Single(Telephony.PartyOf(telephony.Pacos).Recordings).IsActive);
        Assert.Equal("*801", Telephony.PartyOf(telephony.Parked).ParkId);
        Assert.All(telephony.Sessions, session =>
        {
            Assert.Matches("^s-[0-9a-f]{32}$", session.TelephonySessionId);
            Assert.Matches("^[0-9]+$", session.SessionId);
            Assert.Equal(["p" + session.TelephonySessionId[1..] + "-1", "p" + session.TelephonySessionId[1..] + "-2"], session.Parties.Select(party => party.PartyId));
        });
    }

    [Fact]
    public void Extensions_are_those_of_the_users_and_their_colleagues()
    {
        var extensions = new Telephony().Engine.Extensions;

        Assert.Equal(Enumerable.Range(101, 8).Select(number => number + ""), extensions.Select(extension => extension.ExtensionNumber));
        Assert.Equal(("400415005001", "Dana Ruiz", "191888101", "+16505550141"), (extensions[0].ExtensionId, extensions[0].Name, extensions[0].DeviceId, extensions[0].DirectNumber));
        Assert.Equal("Robin Hale", extensions[1].Name);
        Assert.Equal(8, extensions.Select(extension => extension.DeviceId).Distinct().Count());
    }

    [Fact]
    public void Frozen_calls_stay_as_they_are()
    {
        var telephony = new Telephony();
        var before = JsonSerializer.Serialize(telephony.Engine.TelephonySessions);

        telephony.Bench.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(before, JsonSerializer.Serialize(telephony.Engine.TelephonySessions));
    }

    [Fact]
    public void Same_seed_gives_the_same_sessions_however_often_one_looks()
    {
        var (one, other) = (Live(7), Live(7));
        for (var i = 0; i < 600; i++)
        {
            one.Bench.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.NotNull(one.Engine.TelephonySessions);
        }

        other.Bench.Clock.Advance(TimeSpan.FromSeconds(600));

        var seen = JsonSerializer.Serialize(one.Engine.TelephonySessions);
        Assert.Equal(seen, JsonSerializer.Serialize(other.Engine.TelephonySessions));
        var foreign = Live(8);
        foreign.Bench.Clock.Advance(TimeSpan.FromSeconds(600));
        Assert.NotEqual(seen, JsonSerializer.Serialize(foreign.Engine.TelephonySessions));
    }

    [Fact]
    public void Live_calls_come_and_go_through_all_their_states()
    {
        var telephony = Live(1);
        var paths = new Dictionary<string, List<string>>();
        var ids = new HashSet<string>();
        for (var i = 0; i < 3600; i++)
        {
            telephony.Bench.Clock.Advance(TimeSpan.FromSeconds(1));
            var sessions = telephony.Engine.TelephonySessions;
            Assert.InRange(sessions.Count, 0, 8);
            foreach (var party in sessions.SelectMany(session => session.Parties).Where(party => party.ExtensionId is not null))
            {
                ids.Add(party.PartyId);
                paths.TryAdd(party.PartyId, []);
                if (paths[party.PartyId].LastOrDefault() != party.Status)
                {
                    paths[party.PartyId].Add(party.Status);
                }
            }
        }

        Assert.InRange(ids.Count, 60, 200);
        var ways = paths.Values.Select(path => string.Join(' ', path)).Distinct().ToList();
        Assert.Contains("Setup Proceeding Answered", ways);
        Assert.Contains("Setup Proceeding Answered Hold Answered", ways);
        Assert.Contains("Setup Proceeding", ways);
        Assert.DoesNotContain(ways, way => way.StartsWith("Answered Setup", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dialled_party_in_a_live_world_answers()
    {
        var telephony = Live(1);
        var reply = await telephony.PostAsync(Telephony.Account + "telephony/call-out", "{\"from\":{\"deviceId\":\"191888101\"},\"to\":{\"phoneNumber\":\"+16505550199\"}}");
        var session = telephony.Now(reply.Json.GetProperty("session").GetProperty("id").GetString()!);

        telephony.Bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Proceeding, Proceeding", telephony.StatusOf(session));
        telephony.Bench.Clock.Advance(TimeSpan.FromSeconds(12));

        Assert.Equal("Answered, Answered", telephony.StatusOf(session));
    }

    [Fact]
    public async Task Supervisor_of_a_live_call_listens_after_a_moment()
    {
        var telephony = Live(1);
        await telephony.ActAsync(telephony.Pacos, "supervise", "{\"mode\":\"Listen\",\"supervisorDeviceId\":\"191888101\",\"agentExtensionId\":\"400415005003\"}");

        telephony.Bench.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("Answered", telephony.Now(telephony.Pacos).Parties[2].Status);
    }

    [Fact]
    public async Task Flip_and_voicemail_of_a_live_call_go_on_by_themselves()
    {
        var telephony = Live(1);
        await telephony.ActAsync(telephony.Answered, "flip", "{\"callFlipId\":\"1\"}");
        await telephony.ActAsync(telephony.Ringing, "forward", "{\"voicemail\":\"400415005001\"}");

        telephony.Bench.Clock.Advance(TimeSpan.FromSeconds(13));
        Assert.Equal("Answered, Disconnected CallFlip, Answered", telephony.StatusOf(telephony.Answered));
        telephony.Bench.Clock.Advance(TimeSpan.FromSeconds(32));

        Assert.True(telephony.HasEnded(telephony.Ringing));
    }

    [Fact]
    public void Nobody_answers_for_the_supervisor()
    {
        var telephony = Live(1);

        telephony.Bench.Clock.Advance(TimeSpan.FromSeconds(39));
        Assert.Equal("Proceeding, Proceeding", telephony.StatusOf(telephony.Ringing));
        telephony.Bench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(telephony.HasEnded(telephony.Ringing));
    }

    [Fact]
    public void Session_is_added_and_ended()
    {
        var telephony = new Telephony();
        var paco = telephony.Engine.Extensions[2];

        var ringing = telephony.Now(telephony.Engine.AddTelephonySession(paco.ExtensionId, isAnswered: false, phoneNumber: "+16505550177", age: TimeSpan.FromSeconds(5)));
        var outbound = telephony.Now(telephony.Engine.AddTelephonySession(paco.ExtensionId, isOutbound: true));

        Assert.Equal("Proceeding, Proceeding", telephony.StatusOf(ringing));
        Assert.Equal(("+16505550177", paco.DirectNumber), (ringing.Parties[1].From, ringing.Parties[1].To));
        Assert.Equal(Bench.Start - TimeSpan.FromSeconds(5), ringing.CreationTime);
        Assert.Equal(("Outbound", paco.ExtensionId), (outbound.Parties[0].Direction, outbound.Parties[0].ExtensionId));
        telephony.Engine.EndTelephonySession(ringing.TelephonySessionId);
        telephony.Engine.EndTelephonySession(ringing.TelephonySessionId);
        telephony.Engine.EndTelephonySession(null!);
        Assert.True(telephony.HasEnded(ringing));
        Assert.Throws<ArgumentException>(() => telephony.Engine.AddTelephonySession("103"));
        Assert.Throws<ArgumentException>(() => telephony.Engine.AddTelephonySession(paco.ExtensionId, phoneNumber: "home"));
        Assert.Throws<ArgumentOutOfRangeException>(() => telephony.Engine.AddTelephonySession(paco.ExtensionId, age: TimeSpan.FromSeconds(-1)));
    }

    private static Telephony Live(int seed)
    {
        return new Telephony(new SandboxOptions { Seed = seed });
    }
}
