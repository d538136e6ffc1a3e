namespace RingCx.Client;

/// <summary>
/// RingCX's calls under <c>activeCalls</c> (docs/service-notes.md). Every parameter travels in the query string. What is done to them is
/// described here, and sent by <see cref="ServiceAction{TAnswer}.PerformAsync"/>, which gives false when the service refused. All throw
/// <see cref="RingCxException"/> where the service did not serve the request, and <see cref="ArgumentException"/> for an id that could
/// change
/// the path.
/// </summary>
public sealed class ActiveCallsApi
{
    private readonly RequestSender _sender;
    private readonly RingCxClientOptions _options;
    private readonly PageHistory _history = new();

    internal ActiveCallsApi(RequestSender sender, RingCxClientOptions options) => (_sender, _options) = (sender, options);

    /// <summary>Lists calls, every page (getProductActiveCallsListRequest). Sends nothing before the first read.</summary>
    /// <param name="query">What to list.</param>
    public ActiveCallReader List(string accountId, ActiveCallQuery query) => new(_sender, accountId, query, _options, _history);

    /// <summary>Follows calls, listing by listing (getProductActiveCallsListRequest). Sends nothing before the first poll.</summary>
    /// <param name="query">What to follow.</param>
    public ActiveCallWatcher Watch(string accountId, ActiveCallQuery query) => new(() => List(accountId, query));

    /// <summary>Rings an agent, then dials (createManualAgentCall). Not repeated while its outcome is unknown.</summary>
    /// <param name="destination">The number to dial.</param>
    /// <param name="callerId">The number to present.</param>
    /// <param name="ringDuration">How long to ring, in seconds.</param>
    public ServiceAction<bool> CreateManualAgentCall(
        string accountId, string username, string destination, string callerId, int ringDuration)
    {
        var query = new QueryString()
            .Add("username", username).Add("destination", destination).Add("ringDuration", ringDuration).Add("callerId", callerId);
        return Describe(Identifier.AccountPath(accountId) + "/activeCalls/createManualAgentCall", query);
    }

    /// <summary>Joins a supervisor to a call (addSessionToCall). Not repeated while its outcome is unknown.</summary>
    /// <param name="destination">The supervisor's number.</param>
    /// <param name="type">How the supervisor joins.</param>
    public ServiceAction<bool> AddSession(string accountId, string uii, string destination, RcxSessionType type)
    {
        var name = type switch { RcxSessionType.Monitor => "MONITOR", RcxSessionType.Coaching => "COACHING", _ => "BARGEIN" };
        return Describe(
            PathOf(accountId, uii, "addSessionToCall"), new QueryString().Add("destination", destination).Add("sessionType", name));
    }

    /// <summary>Removes one party by its number (hangupSession). Not repeated while its outcome is unknown.</summary>
    public ServiceAction<bool> HangUpSession(string accountId, string uii, string phone) =>
        Describe(PathOf(accountId, uii, "hangupSession"), new QueryString().Add("phone", phone));

    /// <summary>
    /// Removes one party by its session id (docs/service-notes.md: hangupSessionById). Not repeated while its outcome is unknown.
    /// </summary>
    public ServiceAction<bool> HangUpSessionById(string accountId, string uii, string sessionId) =>
        Describe(PathOf(accountId, uii, "hangupSessionById"), new QueryString().Add("sessionId", sessionId));

    /// <summary>Ends a call for everybody on it (hangupCall). Not repeated while its outcome is unknown.</summary>
    public ServiceAction<bool> HangUp(string accountId, string uii) => Describe(PathOf(accountId, uii, "hangupCall"));

    /// <summary>Sets a disposition (dispositionCall). Not repeated while its outcome is unknown.</summary>
    /// <param name="callbackTime">When to call back, sent as it is written (<c>yyyyMMddHHmmss</c>); null for no callback.</param>
    /// <param name="notes">Free text; null for none.</param>
    public ServiceAction<bool> SetDisposition(string accountId, string uii, string disposition, DateTime? callbackTime, string? notes) =>
        Describe(
        PathOf(accountId, uii, "dispositionCall"),
        new QueryString().Add("disposition", disposition).Add("callback", callbackTime is not null)
            .Add("callBackDTS", callbackTime?.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)).Add("notes", notes));

    /// <summary>Starts or stops recording (toggleCallRecording). Twice does what once does.</summary>
    /// <param name="record">True to record.</param>
    public ServiceAction<bool> SetRecording(string accountId, string uii, bool record) =>
        Describe(PathOf(accountId, uii, "toggleCallRecording"), new QueryString().Add("record", record), Repeatability.Safe);

    /// <summary>Puts a call on hold or takes it off (docs/service-notes.md: toggleCallHold). Twice does what once does.</summary>
    /// <param name="hold">True to hold.</param>
    public ServiceAction<bool> SetHold(string accountId, string uii, bool hold) =>
        Describe(PathOf(accountId, uii, "toggleCallHold"), new QueryString().Add("state", hold ? "ON" : "OFF"), Repeatability.Safe);

    /// <summary>Sends a call back into a queue (docs/service-notes.md: requeueCall). Not repeated while its outcome is unknown.</summary>
    public ServiceAction<bool> Requeue(string accountId, string uii, int gateId) =>
        Describe(PathOf(accountId, uii, "requeueCall"), new QueryString().Add("gateId", gateId));

    /// <summary>Keeps a call from being archived (docs/service-notes.md: pingCall). Twice does what once does.</summary>
    public ServiceAction<bool> Ping(string accountId, string uii) =>
        Describe(PathOf(accountId, uii, "pingCall"), repeatability: Repeatability.Safe);

    /// <summary>Keeps a call from being recorded for a while (toggleCallRecording). Sends nothing before it is begun.</summary>
    public RecordingPause PauseRecording(string accountId, string uii) => new(this, accountId, uii, _options);

    /// <summary>Whether a queue takes a call, by the longest wait in it (OpenAPI: checkQueueStatus).</summary>
    /// <param name="destinationNumber">A number assigned to the queue.</param>
    /// <param name="maxQueueTime">Seconds; 0 asks whether an agent is available.</param>
    public Task<RcxQueueCheck> CheckQueueStatusAsync(
        string accountId, string destinationNumber, int maxQueueTime, IProgress<RequestEvent>? progress, CancellationToken token) =>
        CheckAsync(accountId, "checkQueueStatus", destinationNumber, "maxq", maxQueueTime, progress, token);

    /// <summary>Whether a queue takes a call, by the number of calls in it (OpenAPI: checkQueueThreshold).</summary>
    /// <param name="destinationNumber">A number assigned to the queue.</param>
    /// <param name="maxCallsQueued">The queue takes a call while fewer wait; null for the service's default.</param>
    public Task<RcxQueueCheck> CheckQueueThresholdAsync(
        string accountId, string destinationNumber, int? maxCallsQueued, IProgress<RequestEvent>? progress, CancellationToken token) =>
        CheckAsync(accountId, "checkQueueThreshold", destinationNumber, "maxCallsQueued", maxCallsQueued, progress, token);

    private async Task<RcxQueueCheck> CheckAsync(
        string accountId, string check, string number, string limit, int? most, IProgress<RequestEvent>? progress, CancellationToken token)
    {
        var query = new QueryString().Add("destination_number", number).Add(limit, most);
        var call = ApiRequest.Lookup(Identifier.AccountPath(accountId) + "/activeCalls/prerouteChecks/" + check, query);
        var type = RingCxJsonContext.Default.PrerouteCheckAnswer;
        var answer = await _sender.GetAsync(call, type, progress, token).ConfigureAwait(false);
        return answer.Status is { } status
            ? new RcxQueueCheck(accountId, number, status, answer.Reason)
            : throw RequestSender.NotAsDocumented("a queue's status");
    }

    private static string PathOf(string accountId, string uii, string action) =>
        $"{Identifier.AccountPath(accountId)}/activeCalls/{Identifier.Segment(uii, nameof(uii))}/{action}";

    private ServiceAction<bool> Describe(string path, QueryString? query = null, Repeatability repeatability = Repeatability.Unsafe) =>
        new(_sender, ApiRequest.Action(HttpMethod.Post, path, query, repeatability), RequestSender.ParseDone);
}
