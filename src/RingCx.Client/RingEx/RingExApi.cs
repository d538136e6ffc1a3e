using System.Text.Json.Nodes;
using RingCx.Client.Events;

namespace RingCx.Client;

/// <summary>
/// RingEX: active calls, telephony sessions and their control, on RingCentral's own platform (docs/service-notes.md). What is done to
/// sessions and parties is described here, and sent by <see cref="ServiceAction{TAnswer}.PerformAsync"/>, which gives null where the
/// service answers without a body. All throw <see cref="RingCxException"/> where the service did not serve the request (<see
/// cref="FailureKind.Refused"/> where the state of the call does not allow it), and <see cref="ArgumentException"/> for an id that could
/// change the path.
/// </summary>
public sealed class RingExApi
{
    /// <summary>The most rows that one page of active calls holds (OpenAPI: <c>perPage</c>).</summary>
    public const int LargestPage = 1000;

    private const string Root = "/restapi/v1.0/account/~";
    private const string Listen = "Listen";

    // netstandard2.0 has no name for it.
    private static readonly HttpMethod Patch = new("PATCH");

    private readonly RequestSender _sender;
    private readonly RingCxClientOptions _options;
    private readonly RingCentralTokens _tokens;
    private readonly CancellationToken _closed;

    internal RingExApi(RequestSender sender, RingCxClientOptions options, RingCentralTokens tokens, CancellationToken closed) =>
        (_sender, _options, _tokens, _closed) = (sender, options, tokens, closed);

    /// <summary>Whether this way of signing in has a RingCentral token: RingEX takes no other.</summary>
    public bool IsAvailable => _tokens.Exist;

    /// <summary>Lists active calls, page by page as they are read (listCompanyActiveCalls, listExtensionActiveCalls).</summary>
    /// <remarks>Sends nothing before the first read.</remarks>
    /// <param name="extensionId">The extension, <c>~</c> for the one that signed in; null for the whole account.</param>
    /// <param name="pageSize">The rows asked for in one request, 1 to 1000; the service may give fewer.</param>
    public CallLogReader ListActiveCalls(string? extensionId, int pageSize) => new(_sender, Scope(extensionId) + "/active-calls", pageSize);

    /// <summary>Follows telephony sessions by the events of the WebSocket. Sends nothing before it is started.</summary>
    /// <param name="extensionId">The extension, <c>~</c> for the one that signed in; null for the whole account.</param>
    public TelephonyEventReader Watch(string? extensionId) => new(
        [Scope(extensionId) + "/telephony/sessions"],
        GetWebSocketTokenAsync,
        _options.WebSocketTransport
            ?? ((address, cancellationToken) => EventSockets.ConnectAsync(address, _options.Proxy, cancellationToken)),
        _options,
        _closed);

    /// <summary>A telephony session (readCallSessionStatus).</summary>
    public Task<RingExCallSession> GetSessionAsync(
        string telephonySessionId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        _sender.GetAsync(Light(Session(telephonySessionId)), ReadSession, progress, cancellationToken);

    /// <summary>A party of a session (readCallPartyStatus).</summary>
    public Task<RingExCallParty> GetPartyAsync(
        string telephonySessionId, string partyId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        _sender.GetAsync(Light(Party(telephonySessionId, partyId)), ReadParty, progress, cancellationToken);

    /// <summary>Ends a session for everybody in it (deleteCallSession). Not repeated while its outcome is unknown.</summary>
    public ServiceAction<RingExCallParty?> DropSession(string telephonySessionId) =>
        Do("deleteCallSession", Session(telephonySessionId), method: HttpMethod.Delete);

    /// <summary>Takes a party off a session (deleteCallParty). Not repeated while its outcome is unknown.</summary>
    public ServiceAction<RingExCallParty?> DropParty(string telephonySessionId, string partyId) =>
        Do("deleteCallParty", Party(telephonySessionId, partyId), method: HttpMethod.Delete);

    /// <summary>Mutes a party, or connects it to the others and takes it off (updateCallParty). Twice does what once does.</summary>
    /// <remarks>The fields go bare, as RingCentral's own client sends them; its SDKs have them in an object <c>party</c>.</remarks>
    /// <param name="muted">Whether the others hear it not; null to leave that.</param>
    /// <param name="standAlone">Whether it is not connected to the others; null to leave that.</param>
    public ServiceAction<RingExCallParty?> UpdateParty(string telephonySessionId, string partyId, bool? muted, bool? standAlone) => Do(
        "updateCallParty",
        Party(telephonySessionId, partyId),
        Given(("muted", muted), ("standAlone", standAlone)),
        Repeatability.Safe,
        Patch);

    /// <summary>Puts a party on hold or takes it off (holdCallParty, unholdCallParty). Twice does what once does.</summary>
    /// <param name="hold">True to hold.</param>
    /// <param name="protocol">How the telephony is to hold, such as <c>RC</c>; null leaves it to the service.</param>
    public ServiceAction<RingExCallParty?> SetHold(string telephonySessionId, string partyId, bool hold, string? protocol)
    {
        var party = Party(telephonySessionId, partyId);
        return hold
            ? Do("holdCallParty", party + "/hold", protocol is null ? null : Given(("proto", protocol)), Repeatability.Safe)
            : Do("unholdCallParty", party + "/unhold", repeatability: Repeatability.Safe);
    }

    /// <summary>Sends an answered call to somebody else (transferCallParty). Not repeated while its outcome is unknown.</summary>
    /// <param name="to">What the destination is.</param>
    /// <param name="destination">A phone number, an extension's number, or the id of an extension or a park orbit.</param>
    public ServiceAction<RingExCallParty?> Transfer(string telephonySessionId, string partyId, CallDestination to, string destination) =>
        Do("transferCallParty", Party(telephonySessionId, partyId) + "/transfer", Given((Name(to), destination)));

    /// <summary>
    /// Sends a call that nobody has answered yet to somebody else (forwardCallParty). Not repeated while its outcome is unknown.
    /// </summary>
    /// <param name="to">What the destination is; a park orbit is none.</param>
    /// <param name="destination">The number of a phone or an extension, an extension's id for its phone or voicemail.</param>
    public ServiceAction<RingExCallParty?> Forward(string telephonySessionId, string partyId, CallDestination to, string destination) =>
        Do("forwardCallParty", Party(telephonySessionId, partyId) + "/forward", Given((Name(to), destination)));

    /// <summary>Takes a call to another of the user's phones (callFlipParty). Not repeated while its outcome is unknown.</summary>
    /// <param name="callFlipId">The id of the flip number, as the user's settings have it.</param>
    public ServiceAction<RingExCallParty?> Flip(string telephonySessionId, string partyId, string callFlipId) =>
        Do("callFlipParty", Party(telephonySessionId, partyId) + "/flip", Given(("callFlipId", callFlipId)));

    /// <summary>
    /// Parks a call where any phone of the account can pick it up (callParkParty). Not repeated while its outcome is unknown.
    /// </summary>
    public ServiceAction<RingExCallParty?> Park(string telephonySessionId, string partyId) =>
        Do("callParkParty", Party(telephonySessionId, partyId) + "/park");

    /// <summary>Answers a ringing call on a device (answerCallParty). Not repeated while its outcome is unknown.</summary>
    /// <param name="deviceId">The device; null leaves it to the service.</param>
    public ServiceAction<RingExCallParty?> Answer(string telephonySessionId, string partyId, string? deviceId) =>
        Do("answerCallParty", Party(telephonySessionId, partyId) + "/answer", Given(("deviceId", deviceId)));

    /// <summary>Picks a parked call up on a device (pickupCallParty). Not repeated while its outcome is unknown.</summary>
    public ServiceAction<RingExCallParty?> PickUp(string telephonySessionId, string partyId, string deviceId) =>
        Do("pickupCallParty", Party(telephonySessionId, partyId) + "/pickup", Given(("deviceId", deviceId)));

    /// <summary>Rejects a ringing call (rejectParty). Not repeated while its outcome is unknown.</summary>
    public ServiceAction<RingExCallParty?> Reject(string telephonySessionId, string partyId) =>
        Do("rejectParty", Party(telephonySessionId, partyId) + "/reject");

    /// <summary>Lets a queue's call pass a device by (ignoreCallInQueue). Not repeated while its outcome is unknown.</summary>
    public ServiceAction<RingExCallParty?> Ignore(string telephonySessionId, string partyId, string deviceId) =>
        Do("ignoreCallInQueue", Party(telephonySessionId, partyId) + "/ignore", Given(("deviceId", deviceId)));

    /// <summary>Connects the others of two sessions that the user is in, and leaves both: a warm transfer (bridgeCallParty).</summary>
    /// <remarks>Not repeated while its outcome is unknown.</remarks>
    /// <param name="partyId">The user's party in it.</param>
    /// <param name="otherPartyId">The user's party in that.</param>
    public ServiceAction<RingExCallParty?> Bridge(string telephonySessionId, string partyId, string otherSessionId, string otherPartyId) =>
        Do(
        "bridgeCallParty",
        Party(telephonySessionId, partyId) + "/bridge",
        Given(("telephonySessionId", otherSessionId), ("partyId", otherPartyId)));

    /// <summary>
    /// Brings a party of another session into a conference (createCallPartyWithBringIn). Not repeated while its outcome is unknown.
    /// </summary>
    /// <param name="otherSessionId">The telephony session id of the session that the party is in.</param>
    public ServiceAction<RingExCallParty?> BringIn(string telephonySessionId, string otherSessionId, string otherPartyId) => Do(
        "createCallPartyWithBringIn",
        Session(telephonySessionId) + "/parties/bring-in",
        Given(("sessionId", otherSessionId), ("partyId", otherPartyId)));

    /// <summary>Answers a ringing call with a text, without picking up (replyParty). Not repeated while its outcome is unknown.</summary>
    /// <param name="text">The text, which is read to the caller.</param>
    public ServiceAction<RingExCallParty?> ReplyWithText(string telephonySessionId, string partyId, string text) =>
        Do("replyParty", Party(telephonySessionId, partyId) + "/reply", Given(("replyWithText", text)));

    /// <summary>The same with one of the service's own replies.</summary>
    /// <param name="pattern">The reply's name, such as <c>OnMyWay</c>.</param>
    /// <param name="time">How many units of time; null where the reply has none.</param>
    /// <param name="timeUnit">Minute, Hour or Day; null where the reply has none.</param>
    public ServiceAction<RingExCallParty?> ReplyWithPattern(
        string telephonySessionId, string partyId, string pattern, int? time, string? timeUnit) => Do(
        "replyParty",
        Party(telephonySessionId, partyId) + "/reply",
        Given(("replyWithPattern", Given(("pattern", pattern), ("time", time), ("timeUnit", timeUnit)))));

    /// <summary>Starts recording a party's call (startCallRecording). Twice does what once does: the service refuses the second.</summary>
    public ServiceAction<RingExCallRecording?> StartRecording(string telephonySessionId, string partyId) => Describe(
        "startCallRecording", HttpMethod.Post, Party(telephonySessionId, partyId) + "/recordings", null, Repeatability.Safe, ReadRecording);

    /// <summary>Pauses a recording or goes on with it (pauseResumeCallRecording). Twice does what once does.</summary>
    /// <param name="active">True to go on, false to pause.</param>
    public ServiceAction<RingExCallRecording?> SetRecording(string telephonySessionId, string partyId, string recordingId, bool active) =>
        Describe(
        "pauseResumeCallRecording",
        Patch,
        Party(telephonySessionId, partyId) + "/recordings/" + Identifier.TelephonySegment(recordingId, nameof(recordingId)),
        Given(("active", active)),
        Repeatability.Safe,
        ReadRecording,
        // Required by the document, which has a value for whoever has none: the user's own brand.
        query: new QueryString().Add("brandId", "~"));

    /// <summary>Listens in to a session on a supervisor's device (superviseCallSession): everybody on one channel.</summary>
    /// <remarks>Gives the supervisor's party. Not repeated while its outcome is unknown.</remarks>
    /// <param name="supervisorDeviceId">The device that rings.</param>
    /// <param name="agentExtensionId">Whom to listen to; null where the number is given, or it is left to the service.</param>
    /// <param name="agentExtensionNumber">The number of that extension; null where the id is given.</param>
    /// <param name="autoAnswer">Whether the device takes the call by itself; null leaves it to the service, which has it so.</param>
    public ServiceAction<RingExCallParty?> SuperviseSession(
        string telephonySessionId, string supervisorDeviceId, string? agentExtensionId, string? agentExtensionNumber, bool? autoAnswer) =>
        Do("superviseCallSession", Session(telephonySessionId) + "/supervise", Given(
            ("mode", Listen),
            ("supervisorDeviceId", supervisorDeviceId),
            ("agentExtensionId", agentExtensionId),
            ("agentExtensionNumber", agentExtensionNumber),
            ("autoAnswer", autoAnswer)));

    /// <summary>Listens in to one party (superviseCallParty): each side on a channel of its own.</summary>
    /// <remarks>Gives the supervisor's party. Not repeated while its outcome is unknown.</remarks>
    /// <param name="supervisorDeviceId">The device that rings.</param>
    /// <param name="agentExtensionId">The id of the extension that is listened to.</param>
    /// <param name="autoAnswer">Whether the device takes the call by itself; null leaves it to the service, which has it so.</param>
    public ServiceAction<RingExCallParty?> SuperviseParty(
        string telephonySessionId, string partyId, string supervisorDeviceId, string agentExtensionId, bool? autoAnswer) =>
        Do("superviseCallParty", Party(telephonySessionId, partyId) + "/supervise", Given(
            ("mode", Listen),
            ("supervisorDeviceId", supervisorDeviceId),
            ("agentExtensionId", agentExtensionId),
            ("autoAnswer", autoAnswer)));

    /// <summary>Rings a device, then calls somebody (createCallOutCallSession). Not repeated while its outcome is unknown.</summary>
    /// <param name="deviceId">The device that calls.</param>
    /// <param name="phoneNumber">The number to call; null where an extension is called.</param>
    /// <param name="extensionNumber">The extension to call; null where a number is called.</param>
    /// <param name="countryId">RingCentral's id of the country whose way to dial the number is in; null for the extension's own.</param>
    public ServiceAction<RingExCallSession?> CallOut(string deviceId, string? phoneNumber, string? extensionNumber, int? countryId)
    {
        var to = Given(("phoneNumber", phoneNumber), ("extensionNumber", extensionNumber));
        return OpenSession(
            "createCallOutCallSession", "/call-out", Given(("from", Given(("deviceId", deviceId))), ("to", to), ("countryId", countryId)));
    }

    /// <summary>Opens a conference (createConferenceCallSession). Not repeated while its outcome is unknown.</summary>
    public ServiceAction<RingExCallSession?> CreateConference() => OpenSession("createConferenceCallSession", "/conference", null);

    private static ApiRequest Light(string path) => ApiRequest.Lookup(path, group: UsagePlanGroup.Light);

    private ServiceAction<RingExCallParty?> Do(
        string operation,
        string path,
        JsonObject? body = null,
        Repeatability repeatability = Repeatability.Unsafe,
        HttpMethod? method = null) =>
        Describe(operation, method ?? HttpMethod.Post, path, body, repeatability, ReadParty);

    private ServiceAction<RingExCallSession?> OpenSession(string operation, string path, JsonObject? body) => Describe(
        operation, HttpMethod.Post, Root + "/telephony" + path, body, Repeatability.Unsafe, ReadSession, UsagePlanGroup.Heavy);

    private ServiceAction<T?> Describe<T>(
        string operation,
        HttpMethod method,
        string path,
        JsonObject? body,
        Repeatability repeatability,
        Func<byte[], T> read,
        UsagePlanGroup group = UsagePlanGroup.Light,
        QueryString? query = null)
        where T : class
    {
        var request = ApiRequest.Action(method, path, query, repeatability);
        (request.Operation, request.Group, request.IsRefusedByConflict) = (operation, group, true);
        if (body is not null)
            (request.JsonBody, request.Parameters) = (body.ToJsonString(), [.. Leaves(body)]);

        return new(_sender, request, answer => answer.Length == 0 ? null : read(answer));
    }

    private static string Scope(string? extensionId) => extensionId switch
    {
        null => Root,
        _ when extensionId == "~" || Identifier.IsExtensionId(extensionId) => Root + "/extension/" + extensionId,
        _ => throw new ArgumentException("An extension's id is digits.", nameof(extensionId)),
    };

    private static string Session(string telephonySessionId) =>
        Root + "/telephony/sessions/" + Identifier.TelephonySegment(telephonySessionId, nameof(telephonySessionId));

    private static string Party(string telephonySessionId, string partyId) =>
        Session(telephonySessionId) + "/parties/" + Identifier.TelephonySegment(partyId, nameof(partyId));

    private static string Name(CallDestination destination) => destination switch
    {
        CallDestination.PhoneNumber => "phoneNumber",
        CallDestination.ExtensionNumber => "extensionNumber",
        CallDestination.ExtensionId => "extensionId",
        CallDestination.Voicemail => "voicemail",
        _ => "parkOrbit",
    };

    // What is given of them.
    private static JsonObject Given(params (string Name, object? Value)[] fields)
    {
        var given = new JsonObject();
        foreach (var (name, value) in fields)
        {
            if (value is not null)
                given[name] = value switch { string text => text, bool flag => flag, int number => number, _ => (JsonNode)value };
        }

        return given;
    }

    // As the audit file has them, which knows no objects.
    private static IEnumerable<KeyValuePair<string, string>> Leaves(JsonObject body) => body.SelectMany(static field =>
        field.Value is JsonObject inner ? Leaves(inner) : [new KeyValuePair<string, string>(field.Key, field.Value!.ToString())]);

    // Without an id it is somebody else's document, and nobody knows what was done.
    private static RingExCallParty ReadParty(byte[] body) =>
        RequestSender.ParseJson(body, RingCxJsonContext.Default.RingExCallParty) is { PartyId: not (null or "") } read
            ? read
            : throw RequestSender.NotAsDocumented("a party");

    private static RingExCallRecording ReadRecording(byte[] body) =>
        RequestSender.ParseJson(body, RingCxJsonContext.Default.RingExCallRecording) is { RecordingId: not (null or "") } read
            ? read
            : throw RequestSender.NotAsDocumented("a recording");

    // RingCentral's guide has the session bare, the OpenAPI document has it inside of "session".
    private static RingExCallSession ReadSession(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(AnswerText.ToUtf8(body));
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("session", out var inner)
                && inner.ValueKind == JsonValueKind.Object)
            {
                root = inner;
            }

            return root.Deserialize(RingCxJsonContext.Default.RingExCallSession) is { TelephonySessionId: not (null or "") } read
                ? read.Complete()
                : throw RequestSender.NotAsDocumented("a telephony session");
        }
        catch (JsonException)
        {
            throw RequestSender.NotAsDocumented("the documented JSON");
        }
    }

    // A token changes nothing and has no line in the audit file.
    private Task<WebSocketTokenAnswer> GetWebSocketTokenAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var call = new ApiRequest(HttpMethod.Post, "/restapi/oauth/wstoken", null, Repeatability.Safe, RequestPriority.Polling)
        {
            Group = UsagePlanGroup.Auth,
        };
        return _sender.GetAsync(call, RingCxJsonContext.Default.WebSocketTokenAnswer, progress, cancellationToken);
    }
}
