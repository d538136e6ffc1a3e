namespace RingCx.Client;

/// <summary>
/// RingCX's calls under <c>activeCalls</c> (docs/service-notes.md). Every parameter travels in the query string. Each action
/// answers true when it was carried out and false when the service refused it. All throw <see cref="RingCxException"/> where the
/// service did not serve the request, and <see cref="ArgumentException"/> for an id that could change the path.
/// </summary>
public sealed class ActiveCallsApi
{
    private readonly RequestSender _sender;
    private readonly RingCxClientOptions _options;
    private readonly PageHistory _history = new();

    internal ActiveCallsApi(RequestSender sender, RingCxClientOptions options)
    {
        _sender = sender;
        _options = options;
    }

    /// <summary>Lists calls, every page (getProductActiveCallsListRequest). Sends nothing before the first read.</summary>
    /// <param name="query">What to list.</param>
    public ActiveCallReader List(string accountId, ActiveCallQuery query) =>
        new(_sender, Identifier.AccountPath(accountId) + "/activeCalls/list", query, _options, _history);

    /// <summary>Follows calls, listing by listing (getProductActiveCallsListRequest). Sends nothing before the first poll.</summary>
    /// <param name="query">What to follow.</param>
    public ActiveCallWatcher Watch(string accountId, ActiveCallQuery query) => new(() => List(accountId, query));

    /// <summary>Rings an agent, then dials (createManualAgentCall). Never repeated on a guess.</summary>
    /// <param name="destination">The number to dial.</param>
    /// <param name="callerId">The number to present.</param>
    /// <param name="ringDuration">How long to ring, in seconds.</param>
    public Task<bool> CreateManualAgentCallAsync(
        string accountId, string username, string destination, string callerId, int ringDuration, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var query = new QueryString().Add("username", username).Add("destination", destination).Add("ringDuration", ringDuration).Add("callerId", callerId);
        var call = ApiRequest.Action(HttpMethod.Post, Identifier.AccountPath(accountId) + "/activeCalls/createManualAgentCall", query, Repeatability.Unsafe);
        return _sender.ActAsync(call, progress, cancellationToken);
    }

    /// <summary>Joins a supervisor to a call (addSessionToCall). Never repeated on a guess.</summary>
    /// <param name="type">How the supervisor joins.</param>
    public Task<bool> AddSessionAsync(string accountId, string uii, string destination, SessionType type, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var name = type switch { SessionType.Monitor => "MONITOR", SessionType.Coaching => "COACHING", _ => "BARGEIN" };
        return ActAsync(accountId, uii, "addSessionToCall", new QueryString().Add("destination", destination).Add("sessionType", name), Repeatability.Unsafe, progress, cancellationToken);
    }

    /// <summary>Removes one party by its number (hangupSession). Never repeated on a guess.</summary>
    public Task<bool> HangUpSessionAsync(string accountId, string uii, string phone, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        ActAsync(accountId, uii, "hangupSession", new QueryString().Add("phone", phone), Repeatability.Unsafe, progress, cancellationToken);

    /// <summary>Removes one party by its session id (docs/service-notes.md: hangupSessionById). Never repeated on a guess.</summary>
    public Task<bool> HangUpSessionByIdAsync(string accountId, string uii, string sessionId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        ActAsync(accountId, uii, "hangupSessionById", new QueryString().Add("sessionId", sessionId), Repeatability.Unsafe, progress, cancellationToken);

    /// <summary>Ends a call for everybody on it (hangupCall). Never repeated on a guess.</summary>
    public Task<bool> HangUpAsync(string accountId, string uii, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        ActAsync(accountId, uii, "hangupCall", null, Repeatability.Unsafe, progress, cancellationToken);

    /// <summary>Sets a disposition (dispositionCall). Never repeated on a guess.</summary>
    /// <param name="callbackTime">When to call back, sent as it is written (<c>yyyyMMddHHmmss</c>); null for no callback.</param>
    /// <param name="notes">Free text; null for none.</param>
    public Task<bool> SetDispositionAsync(
        string accountId, string uii, string disposition, DateTime? callbackTime, string? notes, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var query = new QueryString().Add("disposition", disposition).Add("callback", callbackTime is not null)
            .Add("callBackDTS", callbackTime?.ToString("yyyyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture)).Add("notes", notes);
        return ActAsync(accountId, uii, "dispositionCall", query, Repeatability.Unsafe, progress, cancellationToken);
    }

    /// <summary>Starts or stops recording (toggleCallRecording). Twice does what once does.</summary>
    /// <param name="record">True to record.</param>
    public Task<bool> SetRecordingAsync(string accountId, string uii, bool record, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        ActAsync(accountId, uii, "toggleCallRecording", new QueryString().Add("record", record), Repeatability.Safe, progress, cancellationToken);

    /// <summary>Keeps a call from being recorded for a while (toggleCallRecording). Sends nothing before it is begun.</summary>
    public RecordingPause PauseRecording(string accountId, string uii) => new(this, accountId, uii, _options);

    /// <summary>Puts a call on hold or takes it off (docs/service-notes.md: toggleCallHold). Twice does what once does.</summary>
    /// <param name="hold">True to hold.</param>
    public Task<bool> SetHoldAsync(string accountId, string uii, bool hold, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        ActAsync(accountId, uii, "toggleCallHold", new QueryString().Add("state", hold ? "ON" : "OFF"), Repeatability.Safe, progress, cancellationToken);

    /// <summary>Sends a call back into a queue (docs/service-notes.md: requeueCall). Never repeated on a guess.</summary>
    public Task<bool> RequeueAsync(string accountId, string uii, int gateId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        ActAsync(accountId, uii, "requeueCall", new QueryString().Add("gateId", gateId), Repeatability.Unsafe, progress, cancellationToken);

    /// <summary>Keeps a call from being archived (docs/service-notes.md: pingCall). Twice does what once does.</summary>
    public Task<bool> PingAsync(string accountId, string uii, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        ActAsync(accountId, uii, "pingCall", null, Repeatability.Safe, progress, cancellationToken);

    /// <summary>Whether a queue takes a call, by the longest wait in it (OpenAPI: checkQueueStatus).</summary>
    /// <param name="destinationNumber">A number assigned to the queue.</param>
    /// <param name="maxQueueTime">Seconds; 0 asks whether an agent is available.</param>
    public Task<RcxQueueCheck> CheckQueueStatusAsync(
        string accountId, string destinationNumber, int maxQueueTime, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        CheckAsync(accountId, "checkQueueStatus", destinationNumber, "maxq", maxQueueTime, progress, cancellationToken);

    /// <summary>Whether a queue takes a call, by the number of calls in it (OpenAPI: checkQueueThreshold).</summary>
    /// <param name="destinationNumber">A number assigned to the queue.</param>
    /// <param name="maxCallsQueued">The queue takes a call while fewer wait; null for the service's default.</param>
    public Task<RcxQueueCheck> CheckQueueThresholdAsync(
        string accountId, string destinationNumber, int? maxCallsQueued, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        CheckAsync(accountId, "checkQueueThreshold", destinationNumber, "maxCallsQueued", maxCallsQueued, progress, cancellationToken);

    private async Task<RcxQueueCheck> CheckAsync(
        string accountId, string check, string destinationNumber, string limitName, int? limit, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var query = new QueryString().Add("destination_number", destinationNumber).Add(limitName, limit);
        var call = ApiRequest.Lookup(Identifier.AccountPath(accountId) + "/activeCalls/prerouteChecks/" + check, query);
        var answer = await _sender.GetAsync(call, RingCxJsonContext.Default.PrerouteCheckAnswer, progress, cancellationToken).ConfigureAwait(false);
        return answer.Status is { } status ? new RcxQueueCheck(accountId, destinationNumber, status, answer.Reason)
            : throw RequestSender.NotAsDocumented("a queue's status");
    }

    private Task<bool> ActAsync(
        string accountId, string uii, string action, QueryString? query, Repeatability repeatability, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var path = $"{Identifier.AccountPath(accountId)}/activeCalls/{Identifier.Segment(uii, nameof(uii))}/{action}";
        return _sender.ActAsync(ApiRequest.Action(HttpMethod.Post, path, query, repeatability), progress, cancellationToken);
    }
}
