namespace RingCx.Sandbox;

/// <summary>
/// The active calls: RingCX's guide, and the tag "Active Calls" of the OpenAPI document, which leaves four of them out (hangupSessionById,
/// toggleCallHold, requeueCall, pingCall). docs/service-notes.md has the source of each.
/// </summary>
internal static class CallEndpoints
{
    private const string Root = "/voice/api/v1/admin/accounts/{accountId}/activeCalls/";

    private static readonly string[] Products =
    [
        "ACCOUNT", "ACD", "AGENT", "CHAT_QUEUE", "OUTBOUND", "VISUAL_IVR", "CLOUD_PROFILE", "CLOUD_DESTINATION", "TRAC_NUMBER",
        "HTTP_SERVICES", "SCRIPTING", "TN_MANAGER", "SURVEY", "DNIS", "TEAMS", "KNOWLEDGE_BASE", "UTILITIES",
    ];

    private static readonly string[] SessionTypes = ["MONITOR", "COACHING", "BARGEIN"];

    private static readonly string[] HoldStates = ["ON", "OFF"];

    private static readonly JsonEncodedText Uii = JsonEncodedText.Encode("uii");
    private static readonly JsonEncodedText AccountId = JsonEncodedText.Encode("accountId");
    private static readonly JsonEncodedText Ani = JsonEncodedText.Encode("ani");
    private static readonly JsonEncodedText Dnis = JsonEncodedText.Encode("dnis");
    private static readonly JsonEncodedText DnisE164 = JsonEncodedText.Encode("dnisE164");
    private static readonly JsonEncodedText EnqueueTime = JsonEncodedText.Encode("enqueueTime");
    private static readonly JsonEncodedText DequeueTime = JsonEncodedText.Encode("dequeueTime");
    private static readonly JsonEncodedText StateName = JsonEncodedText.Encode("callState");
    private static readonly JsonEncodedText Active = JsonEncodedText.Encode("ACTIVE");
    private static readonly JsonEncodedText Archive = JsonEncodedText.Encode("archive");
    private static readonly JsonEncodedText AgentFirstName = JsonEncodedText.Encode("agentFirstName");
    private static readonly JsonEncodedText AgentLastName = JsonEncodedText.Encode("agentLastName");
    private static readonly JsonEncodedText DestinationName = JsonEncodedText.Encode("destinationName");
    private static readonly JsonEncodedText ExternalId = JsonEncodedText.Encode("externalId");
    private static readonly JsonEncodedText Cnam = JsonEncodedText.Encode("cnam");

    public static IEnumerable<SandboxRoute> Routes()
    {
        yield return Get("list", List, [], ["product", "productId", "externalId", "page", "maxRows"]);
        yield return Post("createManualAgentCall", CreateManualAgentCall, "username", "destination", "ringDuration", "callerId");
        yield return Post("{uii}/addSessionToCall", AddSessionToCall, "destination", "sessionType");
        yield return Post("{uii}/hangupSession", HangupSession, "phone");
        yield return Post("{uii}/hangupSessionById", HangupSessionById, "sessionId");
        yield return Post("{uii}/hangupCall", HangupCall);
        yield return new SandboxRoute("POST", Root + "{uii}/dispositionCall", Access.Supervisor, ["disposition", "callback"], ["callBackDTS", "notes"], false, DispositionCall);
        yield return Post("{uii}/toggleCallRecording", ToggleCallRecording, "record");
        yield return Post("{uii}/toggleCallHold", ToggleCallHold, "state");
        yield return Post("{uii}/requeueCall", RequeueCall, "gateId");
        yield return Post("{uii}/pingCall", PingCall);
        yield return Get("prerouteChecks/checkQueueStatus", CheckQueueStatus, ["destination_number", "maxq"], ["phoneNumbersI18nEnabled"]);
        yield return Get("prerouteChecks/checkQueueThreshold", CheckQueueThreshold, ["destination_number"], ["maxCallsQueued", "phoneNumbersI18nEnabled"]);
    }

    private static SandboxRoute Get(string path, Func<RequestContext, SandboxResponse> handle, string[] required, string[] optional) =>
        new SandboxRoute("GET", Root + path, Access.Supervisor, required, optional, false, handle);

    private static SandboxRoute Post(string path, Func<RequestContext, SandboxResponse> handle, params string[] required) =>
        new SandboxRoute("POST", Root + path, Access.Supervisor, required, [], false, handle);

    private static SandboxResponse List(RequestContext context)
    {
        var filter = Filter(context);
        var (skip, take) = context.Page();
        var listing = context.World.Listing;
        IEnumerable<CallState> page;
        if (filter is null)
        {
            // The usual case, and the large one: no need to look at the calls of other pages.
            var start = (int)Math.Min(skip, listing.Length);
            page = new ArraySegment<CallState>(listing, start, Math.Min(take, listing.Length - start));
        }
        else
        {
            page = listing.Where(filter).Skip((int)Math.Min(skip, int.MaxValue)).Take(take);
        }

        var skew = context.Options.ClockSkew;
        return Answer.Json(
            200,
            writer =>
            {
                writer.WriteStartArray();
                foreach (var call in page)
                    WriteCall(writer, call, skew);

                writer.WriteEndArray();
            },
            64 + (420 * Math.Min(take, listing.Length)));
    }

    /// <summary>Which calls are asked for; null for all of the account.</summary>
    private static Func<CallState, bool>? Filter(RequestContext context)
    {
        var query = context.Query;
        var productId = query.OptionalLong("productId");
        if (query.OptionalText("externalId") is { } externalId)
        {
            if (query.OptionalText("product") is not null || productId is not null)
            {
                throw ServiceErrorException.Invalid("The parameter 'externalId' stands in place of 'product' and 'productId', not beside them.");
            }

            return call => string.Equals(call.ExternalId, externalId, StringComparison.Ordinal);
        }

        if (query.OptionalText("product") is null)
            return productId is null ? null : throw ServiceErrorException.Invalid("The parameter 'productId' needs a 'product'.");

        var product = query.OneOf("product", Products);
        // A dialled number is longer than the int32 of the OpenAPI document; every other id keeps to it.
        if (product != "DNIS")
            query.OptionalInt("productId");

        var number = productId?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return product switch
        {
            "ACCOUNT" => number is null || number == context.World.Directory.AccountId ? null : _ => false,
            "ACD" => call => call.Gate is not null && (productId is null || call.Gate.GateId == productId),
            "OUTBOUND" => call => call.CampaignId is not null && (productId is null || call.CampaignId == productId),
            "VISUAL_IVR" => call => call.Gate?.VisualIvrId is { } id && (productId is null || id == productId),
            "CLOUD_PROFILE" => call => call.Gate?.CloudProfileId is { } id && (productId is null || id == productId),
            "TRAC_NUMBER" => call => call.Gate?.TracNumberId is { } id && (productId is null || id == productId),
            "DNIS" => call => number is null || WireFormat.IsSamePhone(call.Dnis, number),
            // "Reserved for internal routing and generally return an empty array."
            _ => _ => false,
        };
    }

    private static void WriteCall(Utf8JsonWriter writer, CallState call, TimeSpan skew)
    {
        writer.WriteStartObject();
        writer.WriteString(Uii, call.Uii);
        writer.WriteString(AccountId, call.AccountId);
        writer.WriteString(Ani, call.Ani);
        writer.WriteString(Dnis, call.Dnis);
        writer.WriteString(DnisE164, call.DnisE164);
        WriteTime(writer, EnqueueTime, call.EnqueueTime, skew);
        WriteTime(writer, DequeueTime, call.DequeueTime, skew);
        writer.WriteString(StateName, Active);
        writer.WriteBoolean(Archive, false);
        writer.WriteString(AgentFirstName, call.Agent?.FirstName);
        writer.WriteString(AgentLastName, call.Agent?.LastName);
        writer.WriteString(DestinationName, call.DestinationName);
        writer.WriteString(ExternalId, call.ExternalId);
        writer.WriteString(Cnam, call.Cnam);
        writer.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter writer, JsonEncodedText name, DateTimeOffset? time, TimeSpan skew)
    {
        if (time is null)
        {
            writer.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[WireFormat.TimeLength];
        WireFormat.WriteTime(time.Value + skew, text);
        writer.WriteString(name, text);
    }

    private static SandboxResponse CreateManualAgentCall(RequestContext context)
    {
        var destination = context.Query.Phone("destination");
        var callerId = context.Query.Phone("callerId");
        if (context.Query.Int("ringDuration") < 1)
            throw ServiceErrorException.Invalid("The parameter 'ringDuration' is at least 1 second.");

        var agent = context.World.Directory.FindAgent(context.Query.Text("username"));
        // A user name that no agent has, such as an office e-mail, is answered as one who is away.
        if (agent is null || !agent.IsLoggedIn)
            throw ServiceErrorException.AgentNotLoggedIn();

        if (agent.Call is not null)
            return Answer.Outcome(false);

        // True says that the request was taken, not that anybody's telephone rings.
        if (!agent.IsOffHook)
            return Answer.Outcome(true);

        context.World.Dial(agent, destination, callerId);
        return Answer.Outcome(true);
    }

    private static SandboxResponse AddSessionToCall(RequestContext context)
    {
        var destination = context.Query.Phone("destination");
        var type = context.Query.OneOf("sessionType", SessionTypes);
        var call = context.Call();
        if (call.Agent is null || call.Sessions.Exists(session => WireFormat.IsSamePhone(session.Phone, destination)))
            return Answer.Outcome(false);

        context.World.AddSession(call, destination, type);
        return Answer.Outcome(true);
    }

    private static SandboxResponse HangupSession(RequestContext context)
    {
        var phone = context.Query.Phone("phone");
        return Answer.Outcome(context.Call().Sessions.RemoveAll(session => WireFormat.IsSamePhone(session.Phone, phone)) > 0);
    }

    private static SandboxResponse HangupSessionById(RequestContext context)
    {
        var sessionId = context.Query.Text("sessionId");
        return Answer.Outcome(context.Call().Sessions.RemoveAll(session => string.Equals(session.SessionId, sessionId, StringComparison.Ordinal)) > 0);
    }

    private static SandboxResponse HangupCall(RequestContext context)
    {
        context.World.End(context.Call());
        // The documents allow text/plain and JSON; one action or the other of each keeps clients honest.
        return Answer.Outcome(true, Answer.JsonType);
    }

    private static SandboxResponse DispositionCall(RequestContext context)
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
        if (!context.World.Directory.TakesDisposition(call, disposition, notes is { Length: > 0 }))
            return Answer.Outcome(false);

        context.World.Dispose(call, disposition, callbackTime, notes);
        return Answer.Outcome(true);
    }

    private static SandboxResponse ToggleCallRecording(RequestContext context)
    {
        var record = context.Query.Bool("record");
        var call = context.Call();
        if (call.IsRecording == record)
            return Answer.Outcome(false);

        call.IsRecording = record;
        return Answer.Outcome(true);
    }

    private static SandboxResponse ToggleCallHold(RequestContext context)
    {
        var hold = context.Query.OneOf("state", HoldStates) == "ON";
        var call = context.Call();
        if (call.Agent is null || call.IsOnHold == hold)
            return Answer.Outcome(false);

        call.IsOnHold = hold;
        call.HeldByAgent = false;
        return Answer.Outcome(true);
    }

    private static SandboxResponse RequeueCall(RequestContext context)
    {
        var gateId = context.Query.Int("gateId");
        var call = context.Call();
        var gate = context.World.Directory.FindGate(gateId);
        if (gate is null || !gate.IsActive)
            return Answer.Outcome(false);

        context.World.Requeue(call, gate);
        return Answer.Outcome(true);
    }

    private static SandboxResponse PingCall(RequestContext context)
    {
        context.World.Keep(context.Call());
        return Answer.Outcome(true, Answer.JsonType);
    }

    private static SandboxResponse CheckQueueStatus(RequestContext context)
    {
        var gate = GateOf(context);
        var longestAllowed = context.Query.Int("maxq");
        if (!gate.IsActive)
            return Status(false, "The queue is not active");

        if (longestAllowed <= 0)
        {
            var available = context.World.Directory.ServiceTeam.Any(agent => agent.IsAvailable);
            return Status(available, available ? null : "No agents available");
        }

        var count = context.World.WaitingIn(gate, out var longest);
        var seconds = (long)longest.TotalSeconds;
        return seconds < longestAllowed
            ? Status(true, null)
            : Status(false, FormattableString.Invariant($"Calls in queue: {count}, longest queue time: {seconds} seconds"));
    }

    private static SandboxResponse CheckQueueThreshold(RequestContext context)
    {
        var gate = GateOf(context);
        // The schema's default is 10; the description of the same parameter says 0.
        var most = context.Query.OptionalInt("maxCallsQueued") ?? 10;
        if (!gate.IsActive)
            return Status(false, "The queue is not active");

        var count = context.World.WaitingIn(gate, out _);
        return count < most ? Status(true, null) : Status(false, FormattableString.Invariant($"Calls in queue: {count}"));
    }

    private static SimulatedGate GateOf(RequestContext context)
    {
        var number = context.Query.Phone("destination_number");
        context.Query.OptionalBool("phoneNumbersI18nEnabled");
        return context.World.Directory.FindGateByNumber(number) ?? throw ServiceErrorException.NotFound("The number is not assigned to a queue.");
    }

    private static SandboxResponse Status(bool status, string? reason) => Answer.Json(200, writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("status", status);
        writer.WriteString("reason", reason);
        writer.WriteEndObject();
    });
}
