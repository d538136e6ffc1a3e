namespace RingCx.Sandbox;

/// <summary>Telephony sessions as wholes: docs/service-notes.md.</summary>
internal static class TelephonySessionEndpoints
{
    private const string Root = "/restapi/v1.0/account/{accountId}/telephony/";

    private const string Session = Root + "sessions/{telephonySessionId}";

    private const int MostParties = 10;

    private static readonly string[] Modes = ["Listen"];

    private static readonly string[] Directions = ["sendOnly", "sendRecv"];

    public static IEnumerable<SandboxRoute> Routes()
    {
        yield return Route("GET", Session, Get, SimulatedUsagePlan.Light, ["timestamp", "timeout"]);
        yield return Route("DELETE", Session, Delete, SimulatedUsagePlan.Light);
        yield return Json("POST", Session + "/supervise", SuperviseSession, SimulatedUsagePlan.Light);
        yield return Json("POST", Session + "/parties/{partyId}/supervise", SuperviseParty, SimulatedUsagePlan.Light);
        yield return Json("POST", Session + "/parties/bring-in", BringIn, SimulatedUsagePlan.Light);
        yield return Json("POST", Root + "call-out", CallOut, SimulatedUsagePlan.Heavy);
        yield return Route("POST", Root + "conference", Conference, SimulatedUsagePlan.Heavy);
    }

    /// <summary>An endpoint of RingEX without a body.</summary>
    public static SandboxRoute Route(string method, string path, Func<RequestContext, SandboxResponse> handle, string group, params string[] optional) =>
        new SandboxRoute(method, path, Access.RingCentral, [], optional, false, handle) { RateLimitGroup = group };

    /// <summary>An endpoint of RingEX with a JSON body.</summary>
    public static SandboxRoute Json(string method, string path, Func<RequestContext, SandboxResponse> handle, string group, params string[] optional)
    {
        var route = Route(method, path, handle, group, optional);
        route.HasJson = true;
        return route;
    }

    private static SandboxResponse Get(RequestContext context)
    {
        var session = TelephonyAccess.Session(context);
        return Answer.Json(200, writer => TelephonyWriter.Session(writer, session, context.Options.ClockSkew));
    }

    private static SandboxResponse Delete(RequestContext context)
    {
        context.Telephony.End(TelephonyAccess.Session(context), "CallDropped");
        return new SandboxResponse(204, null, default);
    }

    private static SandboxResponse SuperviseSession(RequestContext context)
    {
        var fields = context.Json("mode", "supervisorDeviceId", "agentExtensionNumber", "agentExtensionId", "autoAnswer", "mediaSDP");
        var supervisor = Supervisor(context, fields);
        var session = TelephonyAccess.Session(context);
        var directory = context.Telephony.Directory;
        PartyState? agent;
        if (fields.Has("agentExtensionNumber") || fields.Has("agentExtensionId"))
        {
            var (name, value) = fields.OnlyOne("agentExtensionNumber", "agentExtensionId");
            var extension = name == "agentExtensionId" ? directory.FindById(value) : directory.FindByNumber(value);
            agent = extension is null ? null : session.LivePartyOf(extension);
            if (agent is null)
                throw PlatformErrorException.NotFound(name);
        }
        else
        {
            agent = session.Parties.Find(party => party.IsConnected && party.Extension is not null);
            TelephonyAccess.Demand(agent is not null);
        }

        return Supervise(context, supervisor, agent!);
    }

    private static SandboxResponse SuperviseParty(RequestContext context)
    {
        var fields = context.Json("mode", "supervisorDeviceId", "agentExtensionId", "autoAnswer", "mediaSDP");
        var agentId = fields.Text("agentExtensionId");
        var supervisor = Supervisor(context, fields);
        var party = TelephonyAccess.Party(context);
        var extension = context.Telephony.Directory.FindById(agentId);
        var agent = extension is null ? null : party.Session.LivePartyOf(extension);
        return Supervise(context, supervisor, agent ?? throw PlatformErrorException.NotFound("agentExtensionId"));
    }

    /// <summary>Whose telephone is to listen: the user's own, who needs the permission.</summary>
    private static Extension Supervisor(RequestContext context, JsonFields fields)
    {
        if (fields.OneOf("mode", Modes) is null)
            throw PlatformErrorException.Invalid("mode");

        fields.OptionalBool("autoAnswer");
        fields.OneOf("mediaSDP", Directions);
        var deviceId = fields.Text("supervisorDeviceId");
        if (!context.User.IsSupervisor)
            throw PlatformErrorException.Forbidden("CallMonitoring");

        return deviceId == context.Extension.DeviceId ? context.Extension : throw PlatformErrorException.NotFound("supervisorDeviceId");
    }

    private static SandboxResponse Supervise(RequestContext context, Extension supervisor, PartyState agent)
    {
        var session = agent.Session;
        TelephonyAccess.Demand(agent.IsConnected && agent.Supervised is null && session.LivePartyOf(supervisor) is null);
        var listener = session.Add(supervisor, PartyState.Outbound, supervisor.Inside, agent.Extension!.Inside);
        listener.Supervised = agent;
        context.Telephony.Listen(listener);
        return Answer.Json(201, writer => TelephonyWriter.SupervisingParty(writer, listener));
    }

    private static SandboxResponse BringIn(RequestContext context)
    {
        // The newer documents have sessionId, for the same id; telephonySessionId is its old name.
        var fields = context.Json("sessionId", "telephonySessionId", "partyId");
        var (otherSession, otherParty) = (fields.OnlyOne("sessionId", "telephonySessionId").Value, fields.Text("partyId"));
        var conference = TelephonyAccess.Session(context);
        var named = TelephonyAccess.Party(TelephonyAccess.Session(context, otherSession), otherParty);
        TelephonyAccess.Demand(conference.IsConference && !ReferenceEquals(named.Session, conference) && named.IsConnected && conference.Parties.Count(party => party.IsLive) <= MostParties);
        // Whoever names the own party means the call: the one at the other end comes in.
        var isOwn = ReferenceEquals(named.Extension, context.Extension);
        var moved = isOwn ? named.Session.Parties.Find(party => party.IsConnected && !ReferenceEquals(party, named) && party.Supervised is null) : named;
        TelephonyAccess.Demand(moved is not null);
        var added = context.Telephony.Move(moved!, conference);
        added.ConferenceRole = "Participant";
        context.Telephony.Tell(conference, added);
        context.Telephony.EndIfAlone(named.Session, "CallSwitch");
        return Party(201, added);
    }

    private static SandboxResponse CallOut(RequestContext context)
    {
        TelephonyAccess.Account(context);
        var fields = context.Json("from", "to", "countryId");
        fields.OptionalInt("countryId");
        var deviceId = fields.Object("from", "deviceId").Text("deviceId");
        var (name, value) = fields.Object("to", "phoneNumber", "extensionNumber").OnlyOne("phoneNumber", "extensionNumber");
        var caller = TelephonyAccess.Device(context, deviceId, "from.deviceId");
        var callee = name == "extensionNumber" ? TelephonyAccess.ByNumber(context, value, "to.extensionNumber") : null;
        var number = TelephonyAccess.Phone(value, "to." + name).PhoneNumber;
        if (!context.User.IsSupervisor && !ReferenceEquals(caller, context.Extension))
            throw PlatformErrorException.Forbidden("CallControl");

        var world = context.Telephony;
        var session = callee is null ? world.BeginOutbound(caller, number, world.Now, "CallOut") : world.BeginInternal(caller, callee, world.Now, "CallOut");
        world.PlanRinging(session);
        return Answer.Json(201, writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("session");
            TelephonyWriter.Session(writer, session, context.Options.ClockSkew);
            writer.WriteEndObject();
        });
    }

    private static SandboxResponse Conference(RequestContext context)
    {
        TelephonyAccess.Account(context);
        var session = context.Telephony.BeginConference(context.Extension);
        return Answer.Json(201, writer => TelephonyWriter.Session(writer, session, context.Options.ClockSkew));
    }

    /// <summary>A party as an answer.</summary>
    public static SandboxResponse Party(int statusCode, PartyState party) =>
        Answer.Json(statusCode, writer => TelephonyWriter.Party(writer, party));
}
