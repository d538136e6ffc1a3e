namespace RingCx.Sandbox;

/// <summary>
/// The active calls: RingCX's guide, and the tag "Active Calls" of the OpenAPI document, which leaves four of them out (hangupSessionById,
/// toggleCallHold, requeueCall, pingCall). docs/service-notes.md has the source of each.
/// </summary>
internal static class CallEndpoints
{
    private static readonly string[] Products =
    [
        "ACCOUNT", "ACD", "AGENT", "CHAT_QUEUE", "OUTBOUND", "VISUAL_IVR", "CLOUD_PROFILE", "CLOUD_DESTINATION", "TRAC_NUMBER",
        "HTTP_SERVICES", "SCRIPTING", "TN_MANAGER", "SURVEY", "DNIS", "TEAMS", "KNOWLEDGE_BASE", "UTILITIES",
    ];

    public static SandboxResponse List(RequestContext context)
    {
        var skew = context.Options.ClockSkew;
        var calls = context.World.Listing;
        return Answer.Json(200, context.Page(Filter(context) is { } filter ? calls.Where(filter) : calls).Select(call => new
        {
            call.Uii,
            call.AccountId,
            call.Ani,
            call.Dnis,
            call.DnisE164,
            enqueueTime = WireFormat.Time(call.EnqueueTime + skew),
            dequeueTime = call.DequeueTime is { } dequeued ? WireFormat.Time(dequeued + skew) : null,
            callState = "ACTIVE",
            archive = false,
            agentFirstName = call.Agent?.FirstName,
            agentLastName = call.Agent?.LastName,
            call.DestinationName,
            call.ExternalId,
            call.Cnam,
        }));
    }

    /// <summary>Which calls are asked for; null for all of the account.</summary>
    private static Func<SandboxCall, bool>? Filter(RequestContext context)
    {
        var query = context.Query;
        var productId = query.OptionalLong("productId");
        if (query.OptionalText("externalId") is { } externalId)
        {
            return query.OptionalText("product") is null && productId is null
                ? call => call.ExternalId == externalId
                : throw ServiceErrorException.Invalid(
                    "The parameter 'externalId' stands in place of 'product' and 'productId', not beside them.");
        }

        if (query.OptionalText("product") is null)
            return productId is null ? null : throw ServiceErrorException.Invalid("The parameter 'productId' needs a 'product'.");

        var product = query.OneOf("product", Products);
        // A dialled number is longer than the int32 of the OpenAPI document; every other id keeps to it.
        if (product != "DNIS")
            query.OptionalInt("productId");

        var number = productId?.ToString(CultureInfo.InvariantCulture);
        bool IsAsked(int? id) => id is not null && (productId is null || id == productId);
        return product switch
        {
            "ACCOUNT" => number is null || number == context.World.Directory.AccountId ? null : _ => false,
            "ACD" => call => IsAsked(call.Gate?.GateId),
            "OUTBOUND" => call => IsAsked(call.CampaignId),
            "VISUAL_IVR" => call => IsAsked(call.Gate?.VisualIvrId),
            "CLOUD_PROFILE" => call => IsAsked(call.Gate?.CloudProfileId),
            "TRAC_NUMBER" => call => IsAsked(call.Gate?.TracNumberId),
            "DNIS" => call => number is null || WireFormat.IsSamePhone(call.Dnis, number),
            // "Reserved for internal routing and generally return an empty array."
            _ => _ => false,
        };
    }

    public static SandboxResponse CreateManualAgentCall(RequestContext context)
    {
        var destination = context.Query.Phone("destination");
        var callerId = context.Query.Phone("callerId");
        if (context.Query.Int("ringDuration") < 1)
            throw ServiceErrorException.Invalid("The parameter 'ringDuration' is at least 1 second.");

        var agent = context.World.Directory.FindAgent(context.Query.Text("username"));
        // A user name that no agent has, such as an office e-mail, is answered as one who is away.
        if (agent is null || !agent.IsLoggedIn)
            throw ServiceErrorException.AgentNotLoggedIn();

        if (agent.CanCall)
        {
            context.World.Dial(agent, destination, callerId);
            return Answer.Outcome(true);
        }

        // Of an agent who is not off-hook true says that the request was taken, not that anybody's telephone rings.
        return Answer.Outcome(agent.Call is null);
    }

    public static SandboxResponse AddSessionToCall(RequestContext context)
    {
        var destination = context.Query.Phone("destination");
        var type = context.Query.OneOf("sessionType", "MONITOR", "COACHING", "BARGEIN");
        var call = context.Call();
        var isAdded = call.Agent is not null && !call.OpenSessions.Exists(session => WireFormat.IsSamePhone(session.Phone, destination));
        if (isAdded)
            context.World.AddSession(call, destination, type);

        return Answer.Outcome(isAdded);
    }

    public static SandboxResponse HangupSession(RequestContext context)
    {
        var phone = context.Query.Phone("phone");
        return Answer.Outcome(context.Call().OpenSessions.RemoveAll(session => WireFormat.IsSamePhone(session.Phone, phone)) > 0);
    }

    public static SandboxResponse HangupSessionById(RequestContext context)
    {
        var sessionId = context.Query.Text("sessionId");
        return Answer.Outcome(context.Call().OpenSessions.RemoveAll(session => session.SessionId == sessionId) > 0);
    }

    public static SandboxResponse HangupCall(RequestContext context)
    {
        context.World.End(context.Call());
        // The documents allow text/plain and JSON; one action or the other of each keeps clients honest.
        return Answer.Outcome(true, Answer.JsonType);
    }

    public static SandboxResponse DispositionCall(RequestContext context)
    {
        var callback = context.Query.Bool("callback");
        var callbackTime = context.Query.OptionalText("callBackDTS");
        if (callback && callbackTime is null)
            throw ServiceErrorException.Invalid("The parameter 'callBackDTS' is required with callback=true.");

        if (!callback && callbackTime is not null)
            throw ServiceErrorException.Invalid("The parameter 'callBackDTS' belongs to callback=true.");

        if (callbackTime is not null && !WireFormat.IsCallbackTime(callbackTime))
            throw ServiceErrorException.Invalid("The parameter 'callBackDTS' is not a date and time of the form yyyyMMddHHmmss.");

        var call = context.World.FindAwaitingDisposition(context.Path("uii")) ?? context.Call();
        var disposition = context.Query.Text("disposition");
        var notes = context.Query.OptionalText("notes");
        var isTaken = context.World.Directory.TakesDisposition(call, disposition, notes is { Length: > 0 });
        if (isTaken)
            context.World.Dispose(call, disposition, callbackTime, notes);

        return Answer.Outcome(isTaken);
    }

    public static SandboxResponse ToggleCallRecording(RequestContext context)
    {
        var record = context.Query.Bool("record");
        var call = context.Call();
        var changes = call.IsRecording != record;
        call.IsRecording = record;
        return Answer.Outcome(changes);
    }

    public static SandboxResponse ToggleCallHold(RequestContext context)
    {
        var hold = context.Query.OneOf("state", "ON", "OFF") == "ON";
        var call = context.Call();
        var changes = call.Agent is not null && call.IsOnHold != hold;
        if (changes)
            (call.IsOnHold, call.HeldByAgent) = (hold, false);

        return Answer.Outcome(changes);
    }

    public static SandboxResponse RequeueCall(RequestContext context)
    {
        var gateId = context.Query.Int("gateId");
        var call = context.Call();
        if (context.World.Directory.FindGate(gateId) is not { IsActive: true } gate)
            return Answer.Outcome(false);

        context.World.Requeue(call, gate);
        return Answer.Outcome(true);
    }

    public static SandboxResponse PingCall(RequestContext context)
    {
        context.World.Keep(context.Call());
        return Answer.Outcome(true, Answer.JsonType);
    }

    public static SandboxResponse CheckQueueStatus(RequestContext context)
    {
        var gate = GateOf(context);
        var longestAllowed = context.Query.Int("maxq");
        if (!gate.IsActive)
            return Status(false, "The queue is not active");

        if (longestAllowed <= 0)
            return Status(context.World.Staff.Available > 0, "No agents available");

        var load = context.World.LoadOf(gate);
        var seconds = (long)load.Longest.TotalSeconds;
        return Status(seconds < longestAllowed, $"Calls in queue: {load.Waiting}, longest queue time: {seconds} seconds");
    }

    public static SandboxResponse CheckQueueThreshold(RequestContext context)
    {
        var gate = GateOf(context);
        // The schema's default is 10; the description of the same parameter says 0.
        var most = context.Query.OptionalInt("maxCallsQueued") ?? 10;
        if (!gate.IsActive)
            return Status(false, "The queue is not active");

        var count = context.World.LoadOf(gate).Waiting;
        return Status(count < most, $"Calls in queue: {count}");
    }

    private static SimulatedGate GateOf(RequestContext context)
    {
        var number = context.Query.Phone("destination_number");
        context.Query.OptionalBool("phoneNumbersI18nEnabled");
        return context.World.Directory.FindGateByNumber(number)
            ?? throw ServiceErrorException.NotFound("The number is not assigned to a queue.");
    }

    private static SandboxResponse Status(bool status, string reasonIfNot) =>
        Answer.Json(200, new { status, reason = status ? null : reasonIfNot });
}
