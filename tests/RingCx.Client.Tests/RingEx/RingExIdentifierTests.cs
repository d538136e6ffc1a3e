namespace RingCx.Client.Tests.RingEx;

public class RingExIdentifierTests
{
    private const string S = ClientBench.TelephonySessionId;
    private const string P = ClientBench.PartyId;

    private static readonly Dictionary<string, Func<RingExApi, string, object>> ById = new()
    {
        ["readCallSessionStatus"] = static (a, id) => a.GetSessionAsync(id, null, default),
        ["readCallPartyStatus, session"] = static (a, id) => a.GetPartyAsync(id, P, null, default),
        ["readCallPartyStatus, party"] = static (a, id) => a.GetPartyAsync(S, id, null, default),
        ["deleteCallSession"] = static (a, id) => a.DropSession(id).PerformAsync(null, default),
        ["deleteCallParty, session"] = static (a, id) => a.DropParty(id, P).PerformAsync(null, default),
        ["deleteCallParty, party"] = static (a, id) => a.DropParty(S, id).PerformAsync(null, default),
        ["updateCallParty"] = static (a, id) => a.UpdateParty(S, id, true, null).PerformAsync(null, default),
        ["holdCallParty"] = static (a, id) => a.SetHold(S, id, true, null).PerformAsync(null, default),
        ["transferCallParty"] = static (a, id) => a.Transfer(S, id, CallDestination.Voicemail, "1").PerformAsync(null, default),
        ["forwardCallParty"] = static (a, id) => a.Forward(S, id, CallDestination.Voicemail, "1").PerformAsync(null, default),
        ["callFlipParty"] = static (a, id) => a.Flip(S, id, "1").PerformAsync(null, default),
        ["callParkParty"] = static (a, id) => a.Park(S, id).PerformAsync(null, default),
        ["answerCallParty"] = static (a, id) => a.Answer(S, id, null).PerformAsync(null, default),
        ["pickupCallParty"] = static (a, id) => a.PickUp(S, id, "1").PerformAsync(null, default),
        ["rejectParty"] = static (a, id) => a.Reject(S, id).PerformAsync(null, default),
        ["ignoreCallInQueue"] = static (a, id) => a.Ignore(S, id, "1").PerformAsync(null, default),
        ["bridgeCallParty"] = static (a, id) => a.Bridge(S, id, S, P).PerformAsync(null, default),
        ["createCallPartyWithBringIn"] = static (a, id) => a.BringIn(id, S, P).PerformAsync(null, default),
        ["replyParty, text"] = static (a, id) => a.ReplyWithText(S, id, "Later.").PerformAsync(null, default),
        ["replyParty, pattern"] = static (a, id) => a.ReplyWithPattern(S, id, "OnMyWay", null, null).PerformAsync(null, default),
        ["startCallRecording"] = static (a, id) => a.StartRecording(S, id).PerformAsync(null, default),
        ["pauseResumeCallRecording, party"] = static (a, id) => a.SetRecording(S, id, "1", true).PerformAsync(null, default),
        ["pauseResumeCallRecording, recording"] = static (a, id) => a.SetRecording(S, P, id, true).PerformAsync(null, default),
        ["superviseCallSession"] = static (a, id) => a.SuperviseSession(id, "1", "2", null, null).PerformAsync(null, default),
        ["superviseCallParty"] = static (a, id) => a.SuperviseParty(S, id, "1", "2", null).PerformAsync(null, default),
    };

    private static readonly Dictionary<string, Func<RingExApi, string, object>> ByExtension = new()
    {
        ["active calls"] = static (a, id) => a.ListActiveCalls(id, 100),
        ["events"] = static (a, id) => a.Watch(id),
    };

    private static readonly string[] Hostile =
    [
        "", " ", ".", "..", "...", ".a", "../x", "a/b", "/a", "a\\b", "a?b", "a#b", "a%2fb", "%2e%2e", "%", "a;b", "a:b", "@host", "a&b", "a+b", "a b",
        "s-1\n", "\n", "s-1\r\n", "s-1\0", "ü", "１２", "~", "s-1/parties/p-1",
    ];

    public static TheoryData<string> Calls => [.. ById.Keys];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Refuses_an_id_that_could_change_the_path(string call)
    {
        using var bench = new ClientBench();
        foreach (var id in Hostile.Append(new string('1', 129)).Append(null))
        {
            Assert.False(Identifier.IsTelephonyId(id));
            Assert.ThrowsAny<ArgumentException>(() => ById[call](bench.Client.RingEx, id!));
        }

        Assert.Empty(bench.Transport.Requests);
    }

    [Theory]
    [InlineData("active calls")]
    [InlineData("events")]
    public void Refuses_an_extension_that_could_change_the_path(string call)
    {
        using var bench = new ClientBench();
        foreach (var id in Hostile.Except(["~"]).Concat(["abc", "-1", "1.0", "~~", "~/..", new string('1', 21)]))
        {
            Assert.False(Identifier.IsExtensionId(id));
            Assert.ThrowsAny<ArgumentException>(() => ByExtension[call](bench.Client.RingEx, id));
        }

        Assert.Empty(bench.Transport.Requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public void Refuses_a_page_that_the_service_does_not_give(int pageSize)
    {
        using var bench = new ClientBench();
        Assert.Throws<ArgumentOutOfRangeException>(() => bench.Client.RingEx.ListActiveCalls(null, pageSize));
    }

    [Theory]
    [InlineData("s-a6abd24ca6774373a8120a3390d3cbe8")]
    [InlineData("p-a6abd24ca6774373a8120a3390d3cbe8-2")]
    [InlineData("Y3MxNzE4MzU2NzgxNTM2MTY1NDhAMTAuNjIuMS4zMA")]
    [InlineData("cs171835678153616548-1")]
    [InlineData("Y3Mx_-NzE4Mw==")]
    [InlineData("10.62.1.30")]
    [InlineData("401654758008")]
    public async Task Accepts_a_valid_id(string id)
    {
        Assert.True(Identifier.IsTelephonyId(id));
        using var bench = ClientBench.Answering(ScriptedAnswer.Json("""{"id":"1"}"""));
        await bench.RunAsync(c => c.RingEx.GetSessionAsync(id, null, default));
        Assert.Equal(RingExCalls.Account + "/telephony/sessions/" + id, bench.Transport.Requests.Single().Uri);
    }
}
