using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using RingCx.Client.Events;

namespace RingCx.Client;

/// <summary>
/// RingEX: active calls, telephony sessions and their control, on RingCentral's own platform (docs/service-notes.md). All throw
/// <see cref="RingCxException"/> where the service did not serve the request (<see cref="FailureKind.Refused"/> where the state of the call does
/// not allow it), and <see cref="ArgumentException"/> for an id that could change the path. What gives a party or a session gives null where the
/// service answers without a body.
/// </summary>
public sealed class RingExApi
{
    private const string Root = "/restapi/v1.0/account/~";

    private readonly RequestSender _sender;
    private readonly RingCxClientOptions _options;
    private readonly RingCentralTokens _tokens;
    private readonly CancellationToken _closed;

    internal RingExApi(RequestSender sender, RingCxClientOptions options, RingCentralTokens tokens, CancellationToken closed)
    {
        _sender = sender;
        _options = options;
        _tokens = tokens;
        _closed = closed;
    }

    /// <summary>Whether this way of signing in has a RingCentral token: RingEX takes no other.</summary>
    public bool IsAvailable => _tokens.Exist;

    /// <summary>The most rows that one page of active calls holds (OpenAPI: <c>perPage</c>).</summary>
    public const int LargestPage = 1000;

    /// <summary>Lists active calls, page by page as they are read (listCompanyActiveCalls, listExtensionActiveCalls). Sends nothing before the first read.</summary>
    /// <param name="extensionId">The extension, <c>~</c> for the one that signed in; null for the whole account.</param>
    /// <param name="pageSize">The rows asked for in one request, 1 to 1000; the service may give fewer.</param>
    public CallLogReader ListActiveCalls(string? extensionId, int pageSize) =>
        new(_sender, Root + (extensionId is null ? string.Empty : "/extension/" + Extension(extensionId)) + "/active-calls", pageSize);

    /// <summary>Follows telephony sessions by the events of the WebSocket. Sends nothing before it is started.</summary>
    /// <param name="extensionId">The extension, <c>~</c> for the one that signed in; null for the whole account.</param>
    public TelephonyEventReader Watch(string? extensionId)
    {
        var filter = Root + (extensionId is null ? string.Empty : "/extension/" + Extension(extensionId)) + "/telephony/sessions";
        return new TelephonyEventReader([filter], GetWebSocketTokenAsync, _options.WebSocketTransport ?? ((address, cancellationToken) => EventSockets.ConnectAsync(address, _options.Proxy, cancellationToken)), _options, _closed);
    }

    /// <summary>A telephony session (readCallSessionStatus).</summary>
    public Task<TelephonySession> GetSessionAsync(string telephonySessionId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        GetAsync(Session(telephonySessionId), ReadSession, progress, cancellationToken);

    /// <summary>A party of a session (readCallPartyStatus).</summary>
    public Task<TelephonyParty> GetPartyAsync(string telephonySessionId, string partyId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        GetAsync(Party(telephonySessionId, partyId), ReadParty, progress, cancellationToken);

    /// <summary>Ends a session for everybody in it (deleteCallSession). Never repeated on a guess.</summary>
    public Task DropSessionAsync(string telephonySessionId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        DoAsync("deleteCallSession", HttpMethod.Delete, Session(telephonySessionId), null, ReadParty, progress, cancellationToken);

    /// <summary>Takes a party off a session (deleteCallParty). Never repeated on a guess.</summary>
    public Task DropPartyAsync(string telephonySessionId, string partyId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        DoAsync("deleteCallParty", HttpMethod.Delete, Party(telephonySessionId, partyId), null, ReadParty, progress, cancellationToken);

    /// <summary>Mutes a party, or connects it to the others and takes it off (updateCallParty). Twice does what once does.</summary>
    /// <remarks>The fields go bare, as RingCentral's own client in live use sends them; its generated SDKs have them in an object <c>party</c>.</remarks>
    /// <param name="muted">Whether the others hear it not; null to leave that.</param>
    /// <param name="standAlone">Whether it is not connected to the others; null to leave that.</param>
    public Task<TelephonyParty?> UpdatePartyAsync(
        string telephonySessionId, string partyId, bool? muted, bool? standAlone, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "updateCallParty", Patch, Party(telephonySessionId, partyId), Given(("muted", muted), ("standAlone", standAlone)), ReadParty, progress, cancellationToken, Repeatability.Safe);

    /// <summary>Puts a party on hold or takes it off (holdCallParty, unholdCallParty). Twice does what once does.</summary>
    /// <param name="hold">True to hold.</param>
    /// <param name="protocol">How the telephony is to hold, such as <c>RC</c>; null leaves it to the service. Of no meaning when it is taken off.</param>
    public Task<TelephonyParty?> SetHoldAsync(
        string telephonySessionId, string partyId, bool hold, string? protocol, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        hold ? "holdCallParty" : "unholdCallParty",
        HttpMethod.Post,
        Party(telephonySessionId, partyId) + (hold ? "/hold" : "/unhold"),
        hold && protocol is not null ? new JsonObject { ["proto"] = protocol } : null,
        ReadParty,
        progress,
        cancellationToken,
        Repeatability.Safe);

    /// <summary>Sends an answered call to somebody else (transferCallParty). Never repeated on a guess.</summary>
    /// <param name="partyId">The party whose call it is.</param>
    /// <param name="to">What the destination is.</param>
    /// <param name="destination">The destination: a phone number, an extension's number, an extension's id for its phone or its voicemail, a park orbit's id.</param>
    public Task<TelephonyParty?> TransferAsync(
        string telephonySessionId, string partyId, CallDestination to, string destination, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "transferCallParty", HttpMethod.Post, Party(telephonySessionId, partyId) + "/transfer", new JsonObject { [Name(to)] = destination }, ReadParty, progress, cancellationToken);

    /// <summary>Sends a call that nobody has answered yet to somebody else (forwardCallParty). Never repeated on a guess.</summary>
    /// <param name="partyId">The party whose phone rings.</param>
    /// <param name="to">What the destination is; a park orbit is none.</param>
    /// <param name="destination">The destination: a phone number, an extension's number, an extension's id for its phone or its voicemail.</param>
    public Task<TelephonyParty?> ForwardAsync(
        string telephonySessionId, string partyId, CallDestination to, string destination, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "forwardCallParty", HttpMethod.Post, Party(telephonySessionId, partyId) + "/forward", new JsonObject { [Name(to)] = destination }, ReadParty, progress, cancellationToken);

    /// <summary>Takes a call to another of the user's phones (callFlipParty). Never repeated on a guess.</summary>
    /// <param name="callFlipId">The id of the flip number, as the user's settings have it.</param>
    public Task<TelephonyParty?> FlipAsync(string telephonySessionId, string partyId, string callFlipId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "callFlipParty", HttpMethod.Post, Party(telephonySessionId, partyId) + "/flip", new JsonObject { ["callFlipId"] = callFlipId }, ReadParty, progress, cancellationToken);

    /// <summary>Parks a call where any phone of the account can pick it up (callParkParty). Never repeated on a guess.</summary>
    /// <param name="partyId">The party whose call it is.</param>
    public Task<TelephonyParty?> ParkAsync(string telephonySessionId, string partyId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "callParkParty", HttpMethod.Post, Party(telephonySessionId, partyId) + "/park", null, ReadParty, progress, cancellationToken);

    /// <summary>Answers a ringing call on a device (answerCallParty). Never repeated on a guess.</summary>
    /// <param name="partyId">The party whose phone rings.</param>
    /// <param name="deviceId">The device; null leaves it to the service.</param>
    public Task<TelephonyParty?> AnswerAsync(string telephonySessionId, string partyId, string? deviceId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "answerCallParty", HttpMethod.Post, Party(telephonySessionId, partyId) + "/answer", Given(("deviceId", deviceId)), ReadParty, progress, cancellationToken);

    /// <summary>Picks a parked call up on a device (pickupCallParty). Never repeated on a guess.</summary>
    public Task<TelephonyParty?> PickUpAsync(string telephonySessionId, string partyId, string deviceId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "pickupCallParty", HttpMethod.Post, Party(telephonySessionId, partyId) + "/pickup", new JsonObject { ["deviceId"] = deviceId }, ReadParty, progress, cancellationToken);

    /// <summary>Rejects a ringing call (rejectParty). Never repeated on a guess.</summary>
    /// <param name="partyId">The party whose phone rings.</param>
    public Task RejectAsync(string telephonySessionId, string partyId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "rejectParty", HttpMethod.Post, Party(telephonySessionId, partyId) + "/reject", null, ReadParty, progress, cancellationToken);

    /// <summary>Lets a queue's call pass a device by (ignoreCallInQueue). Never repeated on a guess.</summary>
    /// <param name="partyId">The party whose phone rings.</param>
    public Task IgnoreAsync(string telephonySessionId, string partyId, string deviceId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "ignoreCallInQueue", HttpMethod.Post, Party(telephonySessionId, partyId) + "/ignore", new JsonObject { ["deviceId"] = deviceId }, ReadParty, progress, cancellationToken);

    /// <summary>Connects the others of two sessions that the user is in, and leaves both: a warm transfer (bridgeCallParty). Never repeated on a guess.</summary>
    /// <param name="partyId">The user's party in it.</param>
    /// <param name="otherPartyId">The user's party in that.</param>
    public Task<TelephonyParty?> BridgeAsync(
        string telephonySessionId, string partyId, string otherSessionId, string otherPartyId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "bridgeCallParty", HttpMethod.Post, Party(telephonySessionId, partyId) + "/bridge", Other("telephonySessionId", otherSessionId, otherPartyId), ReadParty, progress, cancellationToken);

    /// <summary>Brings a party of another session into a conference (createCallPartyWithBringIn). Never repeated on a guess.</summary>
    /// <param name="otherSessionId">The session that the party is in: its telephony session id, which the service calls <c>sessionId</c> here.</param>
    public Task<TelephonyParty?> BringInAsync(string telephonySessionId, string otherSessionId, string otherPartyId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "createCallPartyWithBringIn", HttpMethod.Post, Session(telephonySessionId) + "/parties/bring-in", Other("sessionId", otherSessionId, otherPartyId), ReadParty, progress, cancellationToken);

    /// <summary>Answers a ringing call with a text, without picking up (replyParty). Never repeated on a guess.</summary>
    /// <param name="partyId">The party whose phone rings.</param>
    /// <param name="text">The text, which is read to the caller.</param>
    public Task<TelephonyParty?> ReplyWithTextAsync(string telephonySessionId, string partyId, string text, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "replyParty", HttpMethod.Post, Party(telephonySessionId, partyId) + "/reply", new JsonObject { ["replyWithText"] = text }, ReadParty, progress, cancellationToken);

    /// <summary>The same with one of the service's own replies.</summary>
    /// <param name="partyId">The party whose phone rings.</param>
    /// <param name="pattern">The reply's name, such as <c>OnMyWay</c>.</param>
    /// <param name="time">How many units of time; null where the reply has none.</param>
    /// <param name="timeUnit">Minute, Hour or Day; null where the reply has none.</param>
    public Task<TelephonyParty?> ReplyWithPatternAsync(
        string telephonySessionId, string partyId, string pattern, int? time, string? timeUnit, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "replyParty",
        HttpMethod.Post,
        Party(telephonySessionId, partyId) + "/reply",
        new JsonObject { ["replyWithPattern"] = Given(("pattern", pattern), ("time", time), ("timeUnit", timeUnit)) },
        ReadParty,
        progress,
        cancellationToken);

    /// <summary>Starts recording a party's call (startCallRecording). Twice does what once does: the service refuses the second.</summary>
    /// <param name="partyId">The party that records.</param>
    public Task<TelephonyRecording?> StartRecordingAsync(string telephonySessionId, string partyId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "startCallRecording", HttpMethod.Post, Party(telephonySessionId, partyId) + "/recordings", null, ReadRecording, progress, cancellationToken, Repeatability.Safe);

    /// <summary>Pauses a recording or goes on with it (pauseResumeCallRecording). Twice does what once does.</summary>
    /// <param name="partyId">The party that records.</param>
    /// <param name="active">True to go on, false to pause.</param>
    public Task<TelephonyRecording?> SetRecordingAsync(
        string telephonySessionId, string partyId, string recordingId, bool active, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "pauseResumeCallRecording",
        Patch,
        Party(telephonySessionId, partyId) + "/recordings/" + Identifier.TelephonySegment(recordingId, nameof(recordingId)),
        new JsonObject { ["active"] = active },
        ReadRecording,
        progress,
        cancellationToken,
        Repeatability.Safe,
        // Required by the document, which has a value for whoever has none: the user's own brand.
        query: new QueryString().Add("brandId", "~"));

    /// <summary>Listens in to a session on a supervisor's device (superviseCallSession): everybody on one channel. Never repeated on a guess.</summary>
    /// <param name="supervisorDeviceId">The device that rings.</param>
    /// <param name="agentExtensionId">The id of the extension that is listened to; null where the number is given, or it is left to the service.</param>
    /// <param name="agentExtensionNumber">The number of that extension; null where the id is given.</param>
    /// <param name="autoAnswer">Whether the device takes the call by itself; null leaves it to the service, which has it so.</param>
    /// <returns>The supervisor's party.</returns>
    public Task<TelephonyParty?> SuperviseSessionAsync(
        string telephonySessionId, string supervisorDeviceId, string? agentExtensionId, string? agentExtensionNumber, bool? autoAnswer, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "superviseCallSession",
        HttpMethod.Post,
        Session(telephonySessionId) + "/supervise",
        Given(("mode", Listen), ("supervisorDeviceId", supervisorDeviceId), ("agentExtensionId", agentExtensionId), ("agentExtensionNumber", agentExtensionNumber), ("autoAnswer", autoAnswer)),
        ReadParty,
        progress,
        cancellationToken);

    /// <summary>Listens in to one party (superviseCallParty): each side on a channel of its own. Never repeated on a guess.</summary>
    /// <param name="supervisorDeviceId">The device that rings.</param>
    /// <param name="agentExtensionId">The id of the extension that is listened to.</param>
    /// <param name="autoAnswer">Whether the device takes the call by itself; null leaves it to the service, which has it so.</param>
    /// <returns>The supervisor's party.</returns>
    public Task<TelephonyParty?> SupervisePartyAsync(
        string telephonySessionId, string partyId, string supervisorDeviceId, string agentExtensionId, bool? autoAnswer, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "superviseCallParty",
        HttpMethod.Post,
        Party(telephonySessionId, partyId) + "/supervise",
        Given(("mode", Listen), ("supervisorDeviceId", supervisorDeviceId), ("agentExtensionId", agentExtensionId), ("autoAnswer", autoAnswer)),
        ReadParty,
        progress,
        cancellationToken);

    /// <summary>Rings a device, then calls somebody (createCallOutCallSession). Never repeated on a guess.</summary>
    /// <param name="deviceId">The device that calls.</param>
    /// <param name="phoneNumber">The number to call; null where an extension is called.</param>
    /// <param name="extensionNumber">The extension to call; null where a number is called.</param>
    /// <param name="countryId">RingCentral's id of the country whose way to dial the number is in; null for the extension's own.</param>
    public Task<TelephonySession?> CallOutAsync(
        string deviceId, string? phoneNumber, string? extensionNumber, int? countryId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["from"] = Given(("deviceId", deviceId)), ["to"] = Given(("phoneNumber", phoneNumber), ("extensionNumber", extensionNumber)) };
        if (countryId is { } country)
            body["countryId"] = country;

        return DoAsync("createCallOutCallSession", HttpMethod.Post, Root + "/telephony/call-out", body, ReadSession, progress, cancellationToken, group: UsagePlanGroup.Heavy);
    }

    /// <summary>Opens a conference (createConferenceCallSession). Never repeated on a guess.</summary>
    public Task<TelephonySession?> CreateConferenceAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken) => DoAsync(
        "createConferenceCallSession", HttpMethod.Post, Root + "/telephony/conference", null, ReadSession, progress, cancellationToken, group: UsagePlanGroup.Heavy);

    private const string Listen = "Listen";

    // netstandard2.0 has no name for it.
    private static HttpMethod Patch { get; } = new("PATCH");

    private static string Extension(string extensionId) => extensionId == "~" || Identifier.IsExtensionId(extensionId)
        ? extensionId
        : throw new ArgumentException("An extension's id is digits.", nameof(extensionId));

    private static string Session(string telephonySessionId) => Root + "/telephony/sessions/" + Identifier.TelephonySegment(telephonySessionId, nameof(telephonySessionId));

    private static string Party(string telephonySessionId, string partyId) => Session(telephonySessionId) + "/parties/" + Identifier.TelephonySegment(partyId, nameof(partyId));

    private static string Name(CallDestination destination) => destination switch
    {
        CallDestination.PhoneNumber => "phoneNumber",
        CallDestination.ExtensionNumber => "extensionNumber",
        CallDestination.ExtensionId => "extensionId",
        CallDestination.Voicemail => "voicemail",
        _ => "parkOrbit",
    };

    // Two calls name the other session, each by a name of its own.
    private static JsonObject Other(string name, string sessionId, string partyId) => new() { [name] = sessionId, ["partyId"] = partyId };

    // What is given of them.
    private static JsonObject Given(params (string Name, object? Value)[] fields)
    {
        var given = new JsonObject();
        foreach (var (name, value) in fields)
        {
            switch (value)
            {
                case string text:
                    given[name] = text;
                    break;
                case bool flag:
                    given[name] = flag;
                    break;
                case int number:
                    given[name] = number;
                    break;
            }
        }

        return given;
    }

    // Without an id it is somebody else's document, and nobody knows what was done.
    private static TelephonyParty ReadParty(byte[] body) =>
        Read(body, RingCxJsonContext.Default.TelephonyParty) is { Id: not (null or "") } read ? read : throw RequestSender.NotAsDocumented("a party");

    private static TelephonyRecording ReadRecording(byte[] body) =>
        Read(body, RingCxJsonContext.Default.TelephonyRecording) is { Id: not (null or "") } read ? read : throw RequestSender.NotAsDocumented("a recording");

    // RingCentral's guide has the session bare, the OpenAPI document has it inside of "session".
    private static TelephonySession ReadSession(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var session = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("session", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : root;
            return session.Deserialize(RingCxJsonContext.Default.TelephonySession) is { Id: not (null or "") } read ? read : throw RequestSender.NotAsDocumented("a telephony session");
        }
        catch (JsonException)
        {
            throw RequestSender.NotAsDocumented("the documented JSON");
        }
    }

    private static T Read<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw RequestSender.NotAsDocumented("a JSON document");
        }
        catch (JsonException)
        {
            throw RequestSender.NotAsDocumented("the documented JSON");
        }
    }

    private async Task<T> GetAsync<T>(string path, Func<byte[], T> read, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
        where T : class
    {
        var call = ApiRequest.Lookup(path);
        call.Group = UsagePlanGroup.Light;
        using var response = await _sender.SendAsync(call, streamed: false, progress, cancellationToken).ConfigureAwait(false);
        return read(AnswerText.ToUtf8(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)));
    }

    private Task<T?> DoAsync<T>(
        string operation,
        HttpMethod method,
        string path,
        JsonObject? body,
        Func<byte[], T> read,
        IProgress<RequestEvent>? progress,
        CancellationToken cancellationToken,
        Repeatability repeatability = Repeatability.Unsafe,
        UsagePlanGroup group = UsagePlanGroup.Light,
        QueryString? query = null)
        where T : class
    {
        var call = ApiRequest.Action(method, path, query, repeatability);
        (call.Group, call.Operation) = (group, operation);
        if (body is not null)
        {
            call.Content = RequestSender.JsonBody(body.ToJsonString());
            call.Parameters = [.. Leaves(body)];
        }

        return _sender.DoAsync(call, read, progress, cancellationToken);
    }

    private static IEnumerable<KeyValuePair<string, string>> Leaves(JsonObject body)
    {
        foreach (var field in body)
        {
            if (field.Value is JsonObject inner)
            {
                foreach (var leaf in Leaves(inner))
                    yield return leaf;
            }
            else
            {
                yield return new KeyValuePair<string, string>(field.Key, Convert.ToString(field.Value, CultureInfo.InvariantCulture) ?? string.Empty);
            }
        }
    }

    private async Task<WebSocketTokenAnswer> GetWebSocketTokenAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        // Polling, not an action: a token changes nothing and has no line in the audit file.
        var call = new ApiRequest(HttpMethod.Post, "/restapi/oauth/wstoken", null, Repeatability.Safe, RequestPriority.Polling) { Group = UsagePlanGroup.Auth };
        return await _sender.GetAsync(call, RingCxJsonContext.Default.WebSocketTokenAnswer, progress, cancellationToken).ConfigureAwait(false);
    }
}
