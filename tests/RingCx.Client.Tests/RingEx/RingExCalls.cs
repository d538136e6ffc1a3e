namespace RingCx.Client.Tests.RingEx;

/// <summary>Every call of RingEX, as a table made from its description.</summary>
internal static class RingExCalls
{
    /// <summary>What every answer is about.</summary>
    public const string AnsweredId = "p-a6abd24ca6774373a8120a3390d3cbe8-7";

    /// <summary>A reply with everything that a JSON document could trip over.</summary>
    public const string Reply = "Größe \"50%\" \\ </script>\r\n日本 😀";

    public const string Phone = "+15554150123";

    /// <summary>What comes before each row's path.</summary>
    public const string Account = "https://platform.ringcentral.com/restapi/v1.0/account/~";

    private const string S = ClientBench.TelephonySessionId;
    private const string P = ClientBench.PartyId;
    private const string OtherSession = "s-b0000000000000000000000000000001";
    private const string OtherParty = "p-b0000000000000000000000000000001-1";
    private const string Recording = "401654758008";
    private const string Device = "400018633008";
    private const string Extension = "400378008008";
    private const string Session = "/telephony/sessions/" + S;
    private const string Party = Session + "/parties/" + P;

    private const string Page = """{"records":[{"id":"p-a6abd24ca6774373a8120a3390d3cbe8-7"}],"paging":{"page":1,"totalPages":1},"navigation":{}}""";
    private const string PartyAnswer = """{"id":"p-a6abd24ca6774373a8120a3390d3cbe8-7","status":{"code":"Answered"}}""";
    private const string SessionAnswer = """{"session":{"id":"p-a6abd24ca6774373a8120a3390d3cbe8-7","parties":[]}}""";
    private const string RecordingAnswer = """{"id":"p-a6abd24ca6774373a8120a3390d3cbe8-7","active":true}""";

    private static readonly RingExCall[] Rows =
    [
        Listing("listCompanyActiveCalls", "/active-calls?view=Simple&page=1&perPage=100", static a => a.ListActiveCalls(null, 100)),
        Listing("listExtensionActiveCalls, the own", "/extension/~/active-calls?view=Simple&page=1&perPage=1000", static a => a.ListActiveCalls("~", 1000)),
        Listing("listExtensionActiveCalls, another", "/extension/400378008008/active-calls?view=Simple&page=1&perPage=1", static a => a.ListActiveCalls(Extension, 1)),
        Get("readCallSessionStatus", Session, SessionAnswer, static (a, p, t) => a.GetSessionAsync(S, p, t)),
        Get("readCallPartyStatus", Party, PartyAnswer, static (a, p, t) => a.GetPartyAsync(S, P, p, t)),
        Safe("updateCallParty, mute", "PATCH", Party, """{"muted":true}""", PartyAnswer, static (a, p, t) => a.UpdateParty(S, P, true, null).PerformAsync(p, t)),
        Safe("updateCallParty, unmute", "PATCH", Party, """{"muted":false}""", PartyAnswer, static (a, p, t) => a.UpdateParty(S, P, false, null).PerformAsync(p, t)),
        Safe("updateCallParty, alone", "PATCH", Party, """{"standAlone":true}""", PartyAnswer, static (a, p, t) => a.UpdateParty(S, P, null, true).PerformAsync(p, t)),
        Safe("updateCallParty, both", "PATCH", Party, """{"muted":true,"standAlone":false}""", PartyAnswer, static (a, p, t) => a.UpdateParty(S, P, true, false).PerformAsync(p, t)),
        Safe("holdCallParty", "POST", Party + "/hold", "", PartyAnswer, static (a, p, t) => a.SetHold(S, P, true, null).PerformAsync(p, t)),
        Safe("holdCallParty, in one way", "POST", Party + "/hold", """{"proto":"BroadWorks"}""", PartyAnswer, static (a, p, t) => a.SetHold(S, P, true, "BroadWorks").PerformAsync(p, t)),
        Safe("unholdCallParty", "POST", Party + "/unhold", "", PartyAnswer, static (a, p, t) => a.SetHold(S, P, false, "RC").PerformAsync(p, t)),
        Safe("startCallRecording", "POST", Party + "/recordings", "", RecordingAnswer, static (a, p, t) => a.StartRecording(S, P).PerformAsync(p, t)),
        Safe(
            "pauseResumeCallRecording, pause",
            "PATCH",
            Party + "/recordings/401654758008?brandId=~",
            """{"active":false}""",
            RecordingAnswer,
            static (a, p, t) => a.SetRecording(S, P, Recording, false).PerformAsync(p, t)),
        Safe(
            "pauseResumeCallRecording, resume",
            "PATCH",
            Party + "/recordings/401654758008?brandId=~",
            """{"active":true}""",
            RecordingAnswer,
            static (a, p, t) => a.SetRecording(S, P, Recording, true).PerformAsync(p, t)),
        Drop("deleteCallSession", Session, static (a, p, t) => a.DropSession(S).PerformAsync(p, t)),
        Drop("deleteCallParty", Party, static (a, p, t) => a.DropParty(S, P).PerformAsync(p, t)),
        Unsafe("transferCallParty, phone", Party + "/transfer", """{"phoneNumber":"+15554150123"}""", PartyAnswer, static (a, p, t) => a.Transfer(S, P, CallDestination.PhoneNumber, Phone).PerformAsync(p, t)),
        Unsafe("transferCallParty, extension", Party + "/transfer", """{"extensionNumber":"103"}""", PartyAnswer, static (a, p, t) => a.Transfer(S, P, CallDestination.ExtensionNumber, "103").PerformAsync(p, t)),
        Unsafe("transferCallParty, extension by its id", Party + "/transfer", """{"extensionId":"400378008008"}""", PartyAnswer, static (a, p, t) => a.Transfer(S, P, CallDestination.ExtensionId, Extension).PerformAsync(p, t)),
        Unsafe("transferCallParty, voicemail", Party + "/transfer", """{"voicemail":"400378008008"}""", PartyAnswer, static (a, p, t) => a.Transfer(S, P, CallDestination.Voicemail, Extension).PerformAsync(p, t)),
        Unsafe("transferCallParty, park orbit", Party + "/transfer", """{"parkOrbit":"801"}""", PartyAnswer, static (a, p, t) => a.Transfer(S, P, CallDestination.ParkOrbit, "801").PerformAsync(p, t)),
        Unsafe("forwardCallParty, phone", Party + "/forward", """{"phoneNumber":"+15554150123"}""", PartyAnswer, static (a, p, t) => a.Forward(S, P, CallDestination.PhoneNumber, Phone).PerformAsync(p, t)),
        Unsafe("forwardCallParty, extension", Party + "/forward", """{"extensionNumber":"103"}""", PartyAnswer, static (a, p, t) => a.Forward(S, P, CallDestination.ExtensionNumber, "103").PerformAsync(p, t)),
        Unsafe("forwardCallParty, extension by its id", Party + "/forward", """{"extensionId":"400378008008"}""", PartyAnswer, static (a, p, t) => a.Forward(S, P, CallDestination.ExtensionId, Extension).PerformAsync(p, t)),
        Unsafe("forwardCallParty, voicemail", Party + "/forward", """{"voicemail":"400378008008"}""", PartyAnswer, static (a, p, t) => a.Forward(S, P, CallDestination.Voicemail, Extension).PerformAsync(p, t)),
        Unsafe("callFlipParty", Party + "/flip", """{"callFlipId":"1"}""", PartyAnswer, static (a, p, t) => a.Flip(S, P, "1").PerformAsync(p, t)),
        Unsafe("callParkParty", Party + "/park", "", PartyAnswer, static (a, p, t) => a.Park(S, P).PerformAsync(p, t)),
        Unsafe("answerCallParty, on a device", Party + "/answer", """{"deviceId":"400018633008"}""", PartyAnswer, static (a, p, t) => a.Answer(S, P, Device).PerformAsync(p, t)),
        Unsafe("answerCallParty, anywhere", Party + "/answer", "{}", PartyAnswer, static (a, p, t) => a.Answer(S, P, null).PerformAsync(p, t)),
        Unsafe("pickupCallParty", Party + "/pickup", """{"deviceId":"400018633008"}""", PartyAnswer, static (a, p, t) => a.PickUp(S, P, Device).PerformAsync(p, t)),
        Silent("rejectParty", Party + "/reject", "", static (a, p, t) => a.Reject(S, P).PerformAsync(p, t)),
        Silent("ignoreCallInQueue", Party + "/ignore", """{"deviceId":"400018633008"}""", static (a, p, t) => a.Ignore(S, P, Device).PerformAsync(p, t)),
        Unsafe("bridgeCallParty", Party + "/bridge", Other, PartyAnswer, static (a, p, t) => a.Bridge(S, P, OtherSession, OtherParty).PerformAsync(p, t)),
        Unsafe("createCallPartyWithBringIn", Session + "/parties/bring-in", """{"sessionId":"s-b0000000000000000000000000000001","partyId":"p-b0000000000000000000000000000001-1"}""", PartyAnswer, static (a, p, t) => a.BringIn(S, OtherSession, OtherParty).PerformAsync(p, t)),
        Unsafe(
            "replyParty, text",
            Party + "/reply",
            """{"replyWithText":"Größe \"50%\" \\ </script>\r\n日本 😀"}""",
            PartyAnswer,
            static (a, p, t) => a.ReplyWithText(S, P, Reply).PerformAsync(p, t)),
        Unsafe(
            "replyParty, pattern",
            Party + "/reply",
            """{"replyWithPattern":{"pattern":"CallMeBack","time":5,"timeUnit":"Minute"}}""",
            PartyAnswer,
            static (a, p, t) => a.ReplyWithPattern(S, P, "CallMeBack", 5, "Minute").PerformAsync(p, t)),
        Unsafe(
            "replyParty, pattern without a time",
            Party + "/reply",
            """{"replyWithPattern":{"pattern":"OnMyWay"}}""",
            PartyAnswer,
            static (a, p, t) => a.ReplyWithPattern(S, P, "OnMyWay", null, null).PerformAsync(p, t)),
        Unsafe(
            "superviseCallSession, by id",
            Session + "/supervise",
            """{"mode":"Listen","supervisorDeviceId":"400018633008","agentExtensionId":"400378008008"}""",
            PartyAnswer,
            static (a, p, t) => a.SuperviseSession(S, Device, Extension, null, null).PerformAsync(p, t)),
        Unsafe(
            "superviseCallSession, by number",
            Session + "/supervise",
            """{"mode":"Listen","supervisorDeviceId":"400018633008","agentExtensionNumber":"105"}""",
            PartyAnswer,
            static (a, p, t) => a.SuperviseSession(S, Device, null, "105", null).PerformAsync(p, t)),
        Unsafe(
            "superviseCallSession, to be answered by hand",
            Session + "/supervise",
            """{"mode":"Listen","supervisorDeviceId":"400018633008","agentExtensionNumber":"105","autoAnswer":false}""",
            PartyAnswer,
            static (a, p, t) => a.SuperviseSession(S, Device, null, "105", false).PerformAsync(p, t)),
        Unsafe(
            "superviseCallParty",
            Party + "/supervise",
            """{"mode":"Listen","supervisorDeviceId":"400018633008","agentExtensionId":"400378008008"}""",
            PartyAnswer,
            static (a, p, t) => a.SuperviseParty(S, P, Device, Extension, null).PerformAsync(p, t)),
        Unsafe(
            "superviseCallParty, answered by itself",
            Party + "/supervise",
            """{"mode":"Listen","supervisorDeviceId":"400018633008","agentExtensionId":"400378008008","autoAnswer":true}""",
            PartyAnswer,
            static (a, p, t) => a.SuperviseParty(S, P, Device, Extension, true).PerformAsync(p, t)),
        Heavy(
            "createCallOutCallSession, phone",
            "/telephony/call-out",
            """{"from":{"deviceId":"400018633008"},"to":{"phoneNumber":"+15554150123"}}""",
            static (a, p, t) => a.CallOut(Device, Phone, null, null).PerformAsync(p, t)),
        Heavy(
            "createCallOutCallSession, phone of another country",
            "/telephony/call-out",
            """{"from":{"deviceId":"400018633008"},"to":{"phoneNumber":"5554150123"},"countryId":44}""",
            static (a, p, t) => a.CallOut(Device, "5554150123", null, 44).PerformAsync(p, t)),
        Heavy(
            "createCallOutCallSession, extension",
            "/telephony/call-out",
            """{"from":{"deviceId":"400018633008"},"to":{"extensionNumber":"103"}}""",
            static (a, p, t) => a.CallOut(Device, null, "103", null).PerformAsync(p, t)),
        Heavy("createConferenceCallSession", "/telephony/conference", "", static (a, p, t) => a.CreateConference().PerformAsync(p, t)),
    ];

    private const string Other = """{"telephonySessionId":"s-b0000000000000000000000000000001","partyId":"p-b0000000000000000000000000000001-1"}""";

    public static IReadOnlyList<RingExCall> All => Rows;

    /// <summary>The names of all rows.</summary>
    public static TheoryData<string> Names => [.. Rows.Select(static r => r.Name)];

    /// <summary>The names of the rows that change something.</summary>
    public static TheoryData<string> ActionNames => [.. Rows.Where(static r => !r.IsRead).Select(static r => r.Name)];

    public static RingExCall Named(string name) => Rows.Single(r => r.Name == name);

    private static RingExCall Listing(string name, string pathAndQuery, Func<RingExApi, CallLogReader> list) =>
        new(name, "GET", pathAndQuery, "", UsagePlanGroup.Heavy, Repeatability.Safe, Page, async (a, p, t) => (await list(a).ReadPageAsync(p, t)).SingleOrDefault());

    private static RingExCall Get<T>(string name, string path, string answer, Func<RingExApi, IProgress<RequestEvent>, CancellationToken, Task<T>> send) =>
        new(name, "GET", path, "", UsagePlanGroup.Light, Repeatability.Safe, answer, async (a, p, t) => await send(a, p, t));

    private static RingExCall Safe<T>(string name, string method, string path, string body, string answer, Func<RingExApi, IProgress<RequestEvent>, CancellationToken, Task<T>> send) =>
        new(name, method, path, body, UsagePlanGroup.Light, Repeatability.Safe, answer, async (a, p, t) => await send(a, p, t));

    private static RingExCall Unsafe<T>(string name, string path, string body, string answer, Func<RingExApi, IProgress<RequestEvent>, CancellationToken, Task<T>> send) =>
        new(name, "POST", path, body, UsagePlanGroup.Light, Repeatability.Unsafe, answer, async (a, p, t) => await send(a, p, t));

    private static RingExCall Heavy<T>(string name, string path, string body, Func<RingExApi, IProgress<RequestEvent>, CancellationToken, Task<T>> send) =>
        new(name, "POST", path, body, UsagePlanGroup.Heavy, Repeatability.Unsafe, SessionAnswer, async (a, p, t) => await send(a, p, t));

    private static RingExCall Silent(string name, string path, string body, Func<RingExApi, IProgress<RequestEvent>, CancellationToken, Task> send) =>
        new(name, "POST", path, body, UsagePlanGroup.Light, Repeatability.Unsafe, "", (a, p, t) => NothingAsync(send(a, p, t)));

    private static RingExCall Drop(string name, string path, Func<RingExApi, IProgress<RequestEvent>, CancellationToken, Task> send) => Silent(name, path, "", send) with { Method = "DELETE" };

    private static async Task<object?> NothingAsync(Task task)
    {
        await task;
        return null;
    }
}
