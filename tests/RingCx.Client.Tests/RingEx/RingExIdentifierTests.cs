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
        ["deleteCallSession"] = static (a, id) => a.DropSessionAsync(id, null, default),
        ["deleteCallParty, session"] = static (a, id) => a.DropPartyAsync(id, P, null, default),
        ["deleteCallParty, party"] = static (a, id) => a.DropPartyAsync(S, id, null, default),
        ["updateCallParty"] = static (a, id) => a.UpdatePartyAsync(S, id, true, null, null, default),
        ["holdCallParty"] = static (a, id) => a.SetHoldAsync(S, id, true, null, null, default),
        ["transferCallParty"] = static (a, id) => a.TransferAsync(S, id, CallDestination.Voicemail, "1", null, default),
        ["forwardCallParty"] = static (a, id) => a.ForwardAsync(S, id, CallDestination.Voicemail, "1", null, default),
        ["callFlipParty"] = static (a, id) => a.FlipAsync(S, id, "1", null, default),
        ["callParkParty"] = static (a, id) => a.ParkAsync(S, id, null, default),
        ["answerCallParty"] = static (a, id) => a.AnswerAsync(S, id, null, null, default),
        ["pickupCallParty"] = static (a, id) => a.PickUpAsync(S, id, "1", null, default),
        ["rejectParty"] = static (a, id) => a.RejectAsync(S, id, null, default),
        ["ignoreCallInQueue"] = static (a, id) => a.IgnoreAsync(S, id, "1", null, default),
        ["bridgeCallParty"] = static (a, id) => a.BridgeAsync(S, id, S, P, null, default),
        ["createCallPartyWithBringIn"] = static (a, id) => a.BringInAsync(id, S, P, null, default),
        ["replyParty, text"] = static (a, id) => a.ReplyWithTextAsync(S, id, "Later.", null, default),
        ["replyParty, pattern"] = static (a, id) => a.ReplyWithPatternAsync(S, id, "OnMyWay", null, null, null, default),
        ["startCallRecording"] = static (a, id) => a.StartRecordingAsync(S, id, null, default),
        ["pauseResumeCallRecording, party"] = static (a, id) => a.SetRecordingAsync(S, id, "1", true, null, default),
        ["pauseResumeCallRecording, recording"] = static (a, id) => a.SetRecordingAsync(S, P, id, true, null, default),
        ["superviseCallSession"] = static (a, id) => a.SuperviseSessionAsync(id, "1", "2", null, null, null, default),
        ["superviseCallParty"] = static (a, id) => a.SupervisePartyAsync(S, id, "1", "2", null, null, default),
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
    public async Task Takes_an_id_that_is_plainly_one(string id)
    {
        Assert.True(Identifier.IsTelephonyId(id));
        using var bench = ClientBench.Answering(ScriptedAnswer.Json("""{"id":"1"}"""));
        await bench.RunAsync(c => c.RingEx.GetSessionAsync(id, null, default));
        Assert.Equal(RingExCalls.Account + "/telephony/sessions/" + id, bench.Transport.Requests.Single().Uri);
    }
}
