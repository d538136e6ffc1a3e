using static RingCx.Sandbox.PlatformErrorException;

namespace RingCx.Sandbox;

/// <summary>Telephony sessions as wholes: docs/service-notes.md.</summary>
internal static class TelephonySessionEndpoints
{
    private const int MostParties = 10;

    public static SandboxResponse Get(RequestContext context) => Session(context, 200, context.Session());

    public static SandboxResponse Delete(RequestContext context)
    {
        context.Telephony.End(context.Session(), "CallDropped");
        return Answer.Nothing(204);
    }

    public static SandboxResponse SuperviseSession(RequestContext context)
    {
        var fields = context.Json("mode", "supervisorDeviceId", "agentExtensionNumber", "agentExtensionId", "autoAnswer", "mediaSDP");
        var supervisor = Supervisor(context, fields);
        var session = context.Session();
        if (fields.Has("agentExtensionNumber") || fields.Has("agentExtensionId"))
        {
            var (name, value) = fields.OnlyOne("agentExtensionNumber", "agentExtensionId");
            var directory = context.Telephony.Directory;
            var extension = name == "agentExtensionId" ? directory.FindById(value) : directory.FindByNumber(value);
            return Supervise(context, supervisor, session.LivePartyOf(extension) ?? throw NotFound(name));
        }

        var agent = session.Parties.FirstOrDefault(party => party.IsConnected && party.Extension is not null);
        return Supervise(context, supervisor, agent ?? throw Conflict());
    }

    public static SandboxResponse SuperviseParty(RequestContext context)
    {
        var fields = context.Json("mode", "supervisorDeviceId", "agentExtensionId", "autoAnswer", "mediaSDP");
        var agentId = fields.Text("agentExtensionId");
        var supervisor = Supervisor(context, fields);
        var agent = context.Party().Session.LivePartyOf(context.Telephony.Directory.FindById(agentId));
        return Supervise(context, supervisor, agent ?? throw NotFound("agentExtensionId"));
    }

    /// <summary>Whose telephone is to listen: the user's own, who needs the permission.</summary>
    private static SandboxExtension Supervisor(RequestContext context, JsonFields fields)
    {
        if (fields.OneOf("mode", "Listen") is null)
            throw Invalid("mode");

        fields.OptionalBool("autoAnswer");
        fields.OneOf("mediaSDP", "sendOnly", "sendRecv");
        var deviceId = fields.Text("supervisorDeviceId");
        if (!context.User.IsSupervisor)
            throw Forbidden("CallMonitoring");

        return deviceId == context.Extension.DeviceId ? context.Extension : throw NotFound("supervisorDeviceId");
    }

    private static SandboxResponse Supervise(RequestContext context, SandboxExtension supervisor, SandboxTelephonyParty agent)
    {
        var session = agent.Session;
        ConflictUnless(agent.IsConnected && agent.Supervised is null && session.LivePartyOf(supervisor) is null);
        var listener = session.Add(supervisor, SandboxTelephonyParty.Outbound, supervisor.Inside, agent.Extension!.Inside);
        listener.Supervised = agent;
        context.Telephony.Listen(listener);
        return Answer.PlatformJson(201, TelephonyJson.SupervisingParty(listener));
    }

    public static SandboxResponse BringIn(RequestContext context)
    {
        // The newer documents have sessionId, for the same id; telephonySessionId is its old name.
        var fields = context.Json("sessionId", "telephonySessionId", "partyId");
        var (otherSession, otherParty) = (fields.OnlyOne("sessionId", "telephonySessionId").Value, fields.Text("partyId"));
        var conference = context.Session();
        var named = context.Session(otherSession).LiveParty(otherParty);
        ConflictUnless(conference.IsConference && !ReferenceEquals(named.Session, conference) && named.IsConnected
            && conference.Parties.Count(party => party.IsLive) <= MostParties);
        // Whoever names the own party means the call: the one at the other end comes in.
        var moved = ReferenceEquals(named.Extension, context.Extension)
            ? named.Session.Parties.FirstOrDefault(party => party.IsConnected && !ReferenceEquals(party, named) && party.Supervised is null)
            : named;
        var added = context.Telephony.Move(moved ?? throw Conflict(), conference);
        added.ConferenceRole = "Participant";
        context.Telephony.Tell(conference, added);
        context.Telephony.EndIfAlone(named.Session, "CallSwitch");
        return Answer.PlatformJson(201, TelephonyJson.Party(added));
    }

    public static SandboxResponse CallOut(RequestContext context)
    {
        context.DemandAccount();
        var fields = context.Json("from", "to", "countryId");
        fields.OptionalInt("countryId");
        var deviceId = fields.Object("from", "deviceId").Text("deviceId");
        var (name, value) = fields.Object("to", "phoneNumber", "extensionNumber").OnlyOne("phoneNumber", "extensionNumber");
        var caller = context.Device(deviceId, "from.deviceId");
        var callee = name == "extensionNumber" ? context.ByNumber(value, "to.extensionNumber") : null;
        var number = PartyEnd.Of(value, "to." + name).PhoneNumber;
        if (!context.User.IsSupervisor && !ReferenceEquals(caller, context.Extension))
            throw Forbidden("CallControl");

        var world = context.Telephony;
        var session = callee is null
            ? world.BeginOutbound(caller, number, world.Now, "CallOut")
            : world.BeginInternal(caller, callee, world.Now, "CallOut");
        world.PlanRinging(session);
        return Answer.PlatformJson(201, new { session = TelephonyJson.Session(session, context.Options.ClockSkew) });
    }

    public static SandboxResponse Conference(RequestContext context)
    {
        context.DemandAccount();
        return Session(context, 201, context.Telephony.BeginConference(context.Extension));
    }

    private static SandboxResponse Session(RequestContext context, int statusCode, SandboxTelephonySession session) =>
        Answer.PlatformJson(statusCode, TelephonyJson.Session(session, context.Options.ClockSkew));
}
