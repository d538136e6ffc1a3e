namespace RingCx.Client.Tests.Calls;

/// <summary>Every call of the client, as a table made from the services' description.</summary>
internal static class DocumentedCalls
{
    /// <summary>A note with everything that a query string could trip over.</summary>
    public const string Notes = "Größe & Preis=50% #1? +/日本";

    private const string Account = ClientBench.AccountId;
    private const string Uii = ClientBench.Uii;
    private const string Calls = "/v1/admin/accounts/12440011/activeCalls";
    private const string Call = Calls + "/202005081040440132050000019657";
    private const string Phone = "+15554150123";
    private const string NoCalls = "[]";

    private static readonly DateTime CallbackTime = new(2020, 5, 9, 7, 3, 5, DateTimeKind.Unspecified);

    private static readonly DocumentedCall[] Rows =
    [
        Get("getProductActiveCallsListRequest", Calls + "/list?maxRows=1000", NoCalls, static (c, p, t) => ReadAsync(c, new(), p, t)),
        Get(
            "getProductActiveCallsListRequest, by product",
            Calls + "/list?product=ACD&productId=67&maxRows=25",
            NoCalls,
            static (c, p, t) => ReadAsync(c, new() { Product = "ACD", ProductId = 67, PageSize = 25 }, p, t)),
        Get(
            "getProductActiveCallsListRequest, by external id",
            Calls + "/list?externalId=case%20%2317%2Fa%26b&maxRows=1000",
            NoCalls,
            static (c, p, t) => ReadAsync(c, new() { ExternalId = "case #17/a&b" }, p, t)),
        Unsafe(
            "createManualAgentCall",
            Calls + "/createManualAgentCall?username=vu%40example.com&destination=%2B15554150123&ringDuration=30&callerId=5554150199",
            static (c, p, t) => c.ActiveCalls.CreateManualAgentCall(Account, "vu@example.com", Phone, "5554150199", 30).PerformAsync(p, t)),
        Unsafe(
            "addSessionToCall, monitor",
            Call + "/addSessionToCall?destination=%2B15554150123&sessionType=MONITOR",
            static (c, p, t) => c.ActiveCalls.AddSession(Account, Uii, Phone, RcxSessionType.Monitor).PerformAsync(p, t)),
        Unsafe(
            "addSessionToCall, coaching",
            Call + "/addSessionToCall?destination=5554150123&sessionType=COACHING",
            static (c, p, t) => c.ActiveCalls.AddSession(Account, Uii, "5554150123", RcxSessionType.Coaching).PerformAsync(p, t)),
        Unsafe(
            "addSessionToCall, barge-in",
            Call + "/addSessionToCall?destination=%2B15554150123&sessionType=BARGEIN",
            static (c, p, t) => c.ActiveCalls.AddSession(Account, Uii, Phone, RcxSessionType.BargeIn).PerformAsync(p, t)),
        Unsafe(
            "hangupSession",
            Call + "/hangupSession?phone=%2B15554150123",
            static (c, p, t) => c.ActiveCalls.HangUpSession(Account, Uii, Phone).PerformAsync(p, t)),
        Unsafe(
            "hangupSessionById",
            Call + "/hangupSessionById?sessionId=3%2Fa%26b",
            static (c, p, t) => c.ActiveCalls.HangUpSessionById(Account, Uii, "3/a&b").PerformAsync(p, t)),
        Unsafe("hangupCall", Call + "/hangupCall", static (c, p, t) => c.ActiveCalls.HangUp(Account, Uii).PerformAsync(p, t)),
        Unsafe(
            "dispositionCall",
            Call + "/dispositionCall?disposition=Sale%20%26%20done&callback=false",
            static (c, p, t) => c.ActiveCalls.SetDisposition(Account, Uii, "Sale & done", null, null).PerformAsync(p, t)),
        Unsafe(
            "dispositionCall, with callback and notes",
            Call + "/dispositionCall?disposition=Callback&callback=true&callBackDTS=20200509070305"
                + "&notes=Gr%C3%B6%C3%9Fe%20%26%20Preis%3D50%25%20%231%3F%20%2B%2F%E6%97%A5%E6%9C%AC",
            static (c, p, t) => c.ActiveCalls.SetDisposition(Account, Uii, "Callback", CallbackTime, Notes).PerformAsync(p, t)),
        Safe("toggleCallRecording, on", Call + "/toggleCallRecording?record=true", static (c, p, t) => c.ActiveCalls.SetRecording(Account, Uii, true).PerformAsync(p, t)),
        Safe("toggleCallRecording, off", Call + "/toggleCallRecording?record=false", static (c, p, t) => c.ActiveCalls.SetRecording(Account, Uii, false).PerformAsync(p, t)),
        Safe("toggleCallHold, on", Call + "/toggleCallHold?state=ON", static (c, p, t) => c.ActiveCalls.SetHold(Account, Uii, true).PerformAsync(p, t)),
        Safe("toggleCallHold, off", Call + "/toggleCallHold?state=OFF", static (c, p, t) => c.ActiveCalls.SetHold(Account, Uii, false).PerformAsync(p, t)),
        Unsafe("requeueCall", Call + "/requeueCall?gateId=67", static (c, p, t) => c.ActiveCalls.Requeue(Account, Uii, 67).PerformAsync(p, t)),
        Safe("pingCall", Call + "/pingCall", static (c, p, t) => c.ActiveCalls.Ping(Account, Uii).PerformAsync(p, t)),
        Get(
            "checkQueueStatus",
            Calls + "/prerouteChecks/checkQueueStatus?destination_number=%2B15554150123&maxq=0",
            """{"status":true}""",
            static (c, p, t) => c.ActiveCalls.CheckQueueStatusAsync(Account, Phone, 0, p, t)),
        Get(
            "checkQueueThreshold",
            Calls + "/prerouteChecks/checkQueueThreshold?destination_number=5554150123&maxCallsQueued=10",
            """{"status":false,"reason":"12 calls wait."}""",
            static (c, p, t) => c.ActiveCalls.CheckQueueThresholdAsync(Account, "5554150123", 10, p, t)),
        Get(
            "checkQueueThreshold, the service's default",
            Calls + "/prerouteChecks/checkQueueThreshold?destination_number=5554150123",
            """{"status":true}""",
            static (c, p, t) => c.ActiveCalls.CheckQueueThresholdAsync(Account, "5554150123", null, p, t)),
        Get("getRealTimeAgentList", "/v1/admin/accounts/12440011/realTimeData/agent", "[]", static (c, p, t) => c.RealTime.GetAgentStatesAsync(Account, p, t)),
        Get("getRealTimeInboundList", "/v1/admin/accounts/12440011/realTimeData/inbound", "[]", static (c, p, t) => c.RealTime.GetQueueStatesAsync(Account, RcxQueueChannel.Voice, p, t)),
        Get("getRealTimeChatList", "/v1/admin/accounts/12440011/realTimeData/chat", "[]", static (c, p, t) => c.RealTime.GetQueueStatesAsync(Account, RcxQueueChannel.Chat, p, t)),
        Get(
            "getQueueAvailability",
            "/cx/routing/v1/sub-accounts/12440011/queues/40001/availability?queueType=Voice",
            """{"isQueueOpen":true}""",
            static (c, p, t) => c.RealTime.GetQueueAvailabilityAsync(Account, 40001, RcxQueueChannel.Voice, p, t)),
        Get("getAllAccounts", "/v1/admin/accounts", "[]", static (c, p, t) => c.Directory.GetAccountsAsync(p, t)),
        Get("getGateGroupListWithChildren", "/v1/admin/accounts/12440011/gateGroups/withChildren?page=0&maxRows=1000", "[]", static (c, p, t) => c.Directory.GetQueuesAsync(Account, p, t)),
        Get("getAgentGroupList", "/v1/admin/accounts/12440011/agentGroups?page=0&maxRows=1000", "[]", static (c, p, t) => c.Directory.GetAgentsAsync(Account, p, t)),
        Get(
            "getSystemDispositions",
            "/v1/admin/accounts/12440011/campaignLeads/systemDispositions",
            "[]",
            static (c, p, t) => c.Directory.GetSystemDispositionsAsync(Account, p, t)),
        Get(
            "any other read",
            "/v1/admin/accounts/12440011/dialGroups?name=a%40b&empty=",
            "{}",
            static (c, p, t) => c.RequestAsync("GET", "/v1/admin/accounts/12440011/dialGroups", [new("name", "a@b"), new("empty", null)], null, p, t)),
        Unsafe(
            "any other change",
            "/v1/admin/accounts/12440011/a%20b?to=%2B15554150123",
            static (c, p, t) => c.RequestAsync("POST", "v1/admin/accounts/12440011/a b/", [new("to", Phone)], null, p, t)),
    ];

    public static IReadOnlyList<DocumentedCall> All => Rows;

    /// <summary>The names of all rows.</summary>
    public static TheoryData<string> Names => [.. Rows.Select(static r => r.Name)];

    /// <summary>The names of the actions' rows.</summary>
    public static TheoryData<string> ActionNames => [.. Rows.Where(static r => r.Method == "POST" && r.PathAndQuery.StartsWith(Calls, StringComparison.Ordinal)).Select(static r => r.Name)];

    public static DocumentedCall Named(string name) => Rows.Single(r => r.Name == name);

    private static DocumentedCall Get(string name, string pathAndQuery, string answer, Func<RingCxClient, IProgress<RequestEvent>, CancellationToken, Task> send) =>
        new(name, "GET", pathAndQuery, Repeatability.Safe, answer, send);

    private static DocumentedCall Safe(string name, string pathAndQuery, Func<RingCxClient, IProgress<RequestEvent>, CancellationToken, Task> send) =>
        new(name, "POST", pathAndQuery, Repeatability.Safe, "true", send);

    private static DocumentedCall Unsafe(string name, string pathAndQuery, Func<RingCxClient, IProgress<RequestEvent>, CancellationToken, Task> send) =>
        new(name, "POST", pathAndQuery, Repeatability.Unsafe, "true", send);

    private static async Task ReadAsync(RingCxClient client, ActiveCallQuery query, IProgress<RequestEvent> progress, CancellationToken cancellationToken)
    {
        using var reader = client.ActiveCalls.List(Account, query);
        Assert.False(await reader.ReadAsync(progress, cancellationToken));
    }
}
