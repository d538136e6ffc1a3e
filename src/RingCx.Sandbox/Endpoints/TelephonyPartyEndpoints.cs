using static RingCx.Sandbox.PlatformErrorException;

namespace RingCx.Sandbox;

/// <summary>The control of a party: the OpenAPI document of call control.</summary>
internal static class TelephonyPartyEndpoints
{
    private static readonly string[] Patterns =
    [
        "WillCallYouBack", "CallMeBack", "OnMyWay", "OnTheOtherLine", "WillCallYouBackLater", "CallMeBackLater", "InAMeeting",
        "OnTheOtherLineNoCall",
    ];

    private static SandboxResponse Ok(SandboxTelephonyParty party) => Answer.PlatformJson(200, TelephonyJson.Party(party));

    public static SandboxResponse Get(RequestContext context) => Ok(context.Party());

    public static SandboxResponse Update(RequestContext context)
    {
        // The document has the fields in an object "party"; the guide shows them bare.
        var fields = context.Json("party", "muted", "standAlone");
        if (fields.Has("party") && (fields.Has("muted") || fields.Has("standAlone")))
            throw Invalid("party");

        if (fields.Has("party"))
            fields = fields.Object("party", "muted", "standAlone");

        var (muted, standAlone) = (fields.OptionalBool("muted"), fields.OptionalBool("standAlone"));
        if (muted is null && standAlone is null)
            throw Invalid("party", "Neither muted nor standAlone is there.");

        var party = context.Party();
        ConflictUnless(party.IsConnected);
        party.IsMuted = muted ?? party.IsMuted;
        party.IsStandAlone = standAlone ?? party.IsStandAlone;
        context.Telephony.Tell(party.Session, party);
        return Ok(party);
    }

    public static SandboxResponse Delete(RequestContext context)
    {
        // "A party can be deleted only if supervised or parked", or one of a conference; and so can the one that listens.
        var party = context.Party();
        var isSupervised = party.Session.Parties.Any(other => other.IsLive && ReferenceEquals(other.Supervised, party));
        ConflictUnless(isSupervised || party.Supervised is not null || party.State == PartyStatus.Parked || party.Session.IsConference);
        context.Telephony.Leave(party, "CallDropped");
        return Answer.Nothing(204);
    }

    public static SandboxResponse Hold(RequestContext context)
    {
        // What holds is the service's affair: "Auto" where nothing is said, and a body of its own is not needed.
        if (context.Request.Body is { Length: > 0 })
            context.Json("proto").OneOf("proto", "Auto", "RC", "BroadWorks", "DisconnectHolder", "BroadWorksOrDisconnectHolder");

        return Change(context, PartyStatus.Answered, PartyStatus.Hold);
    }

    public static SandboxResponse Unhold(RequestContext context) => Change(context, PartyStatus.Hold, PartyStatus.Answered);

    private static SandboxResponse Change(RequestContext context, PartyStatus before, PartyStatus after)
    {
        var party = context.Party(candidate => candidate.State == before);
        context.Telephony.SetAndTell(party, after);
        return Ok(party);
    }

    public static SandboxResponse Transfer(RequestContext context)
    {
        var (name, value) = context.OnlyOne("phoneNumber", "voicemail", "parkOrbit", "extensionNumber", "extensionId");
        var target = name == "parkOrbit" ? null : Target(context, name, value);
        var orbit = target is null ? Orbit(value) : null;
        var party = context.Party(candidate => candidate.IsConnected);
        if (orbit is null)
            return HandOn(context, party, target!, name, "BlindTransfer");

        ConflictUnless(!context.Telephony.Sessions.IsParkLocationTaken(orbit));
        var parked = party.Session.Add(party.Extension, party.Direction, party.Caller, party.Callee);
        parked.ParkId = orbit;
        context.Telephony.Set(parked, PartyStatus.Parked);
        context.Telephony.Set(party, PartyStatus.Disconnected, "ParkLocation");
        context.Telephony.Tell(party.Session, party, parked);
        return Ok(party);
    }

    public static SandboxResponse Forward(RequestContext context)
    {
        var (name, value) = context.OnlyOne("phoneNumber", "voicemail", "extensionNumber", "extensionId");
        var target = Target(context, name, value);
        return HandOn(context, RingingParty(context), target, name, "CallRedirected");
    }

    /// <summary>The one to whom a call is to go, as a body names them.</summary>
    private static PartyEnd Target(RequestContext context, string name, string value) => name switch
    {
        "phoneNumber" => PartyEnd.Of(value, name),
        "voicemail" or "extensionId" => (context.Telephony.Directory.FindById(value) ?? throw NotFound(name)).Inside,
        _ => context.ByNumber(value, name).Inside,
    };

    private static string Orbit(string value)
    {
        var digits = value.TrimStart('*');
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 801 and <= 899
            ? "*" + digits
            : throw Invalid("parkOrbit", "Park locations are *801 to *899.");
    }

    private static SandboxTelephonyParty RingingParty(RequestContext context) =>
        context.Party(party => party.IsRinging && party.Direction == SandboxTelephonyParty.Inbound);

    private static SandboxResponse HandOn(RequestContext context, SandboxTelephonyParty party, PartyEnd target, string name, string reason)
    {
        context.Telephony.HandOn(party, target, name == "voicemail", reason);
        return Ok(party);
    }

    public static SandboxResponse Flip(RequestContext context)
    {
        var flipId = context.Json("callFlipId").Text("callFlipId");
        if (flipId.Length != 1 || flipId[0] is < '1' or > '8')
            throw Invalid("callFlipId", "There are the flip numbers 1 to 8.");

        var party = context.Party(candidate => candidate.State == PartyStatus.Answered);
        var flipped = party.Session.Add(party.Extension, SandboxTelephonyParty.Inbound, party.Caller, party.Callee);
        flipped.Replaces = party;
        context.Telephony.Tell(party.Session, flipped);
        context.Telephony.PlanRinging(party.Session);
        return Answer.Nothing(200);
    }

    public static SandboxResponse Park(RequestContext context)
    {
        // "Currently the users can park only their own incoming calls."
        var party = context.Party(candidate =>
            candidate is { State: PartyStatus.Answered, Direction: SandboxTelephonyParty.Inbound }
            && ReferenceEquals(candidate.Extension, context.Extension));
        party.ParkId = context.Telephony.Sessions.FreeParkLocation() ?? throw Conflict();
        context.Telephony.SetAndTell(party, PartyStatus.Parked);
        return Answer.PlatformJson(201, TelephonyJson.Party(party));
    }

    public static SandboxResponse AnswerCall(RequestContext context)
    {
        var deviceId = context.Json("deviceId").OptionalText("deviceId");
        var device = deviceId is null ? null : context.Device(deviceId);
        var party = context.Party(candidate => candidate.IsRinging);
        DemandDevice(device, party);
        if (party.Supervised is null)
            context.Telephony.Answer(party.Session);
        else
            context.Telephony.SetAndTell(party, PartyStatus.Answered);

        return Ok(party);
    }

    public static SandboxResponse Reject(RequestContext context)
    {
        context.Telephony.Leave(RingingParty(context), "Rejected");
        return Answer.Nothing(204);
    }

    public static SandboxResponse Ignore(RequestContext context)
    {
        var device = context.Device(context.Json("deviceId").Text("deviceId"));
        var party = RingingParty(context);
        DemandDevice(device, party);
        context.Telephony.Ignore(party);
        return Answer.Nothing(204);
    }

    private static void DemandDevice(SandboxExtension? device, SandboxTelephonyParty party)
    {
        if (device is not null && !ReferenceEquals(device, party.Extension))
            throw NotFound("deviceId");
    }

    public static SandboxResponse Pickup(RequestContext context)
    {
        var picker = context.Device(context.Json("deviceId").Text("deviceId"));
        var parked = context.Party(candidate => candidate.State == PartyStatus.Parked);
        var party = parked.Session.Add(picker, SandboxTelephonyParty.Inbound, parked.Caller, picker.Inside);
        context.Telephony.Set(party, PartyStatus.Answered);
        parked.Peer = party;
        context.Telephony.Set(parked, PartyStatus.Gone, "Pickup");
        context.Telephony.Tell(parked.Session, parked, party);
        return Answer.PlatformJson(201, TelephonyJson.Party(party));
    }

    public static SandboxResponse Bridge(RequestContext context)
    {
        var fields = context.Json("telephonySessionId", "partyId");
        var (otherSession, otherParty) = (fields.Text("telephonySessionId"), fields.Text("partyId"));
        var party = context.Party(candidate => candidate.IsConnected);
        var other = context.Session(otherSession).LiveParty(otherParty);
        ConflictUnless(other.IsConnected && other.Session != party.Session && other.Extension == party.Extension);
        context.Telephony.Bridge(party, other);
        return Ok(party);
    }

    public static SandboxResponse Reply(RequestContext context)
    {
        var fields = context.Json("replyWithText", "replyWithPattern");
        if (fields.Has("replyWithText") == fields.Has("replyWithPattern"))
            throw Invalid("replyWithText, replyWithPattern", "Exactly one of them is to be given.");

        if (fields.Has("replyWithPattern"))
            CheckPattern(fields.Object("replyWithPattern", "pattern", "time", "timeUnit"));
        else
            fields.Text("replyWithText");

        var party = RingingParty(context);
        context.Telephony.Leave(party, "CallReplied");
        return Ok(party);
    }

    private static void CheckPattern(JsonFields fields)
    {
        if (fields.OneOf("pattern", Patterns) is not { } pattern)
            throw Invalid("replyWithPattern.pattern", "The field is required.");

        var takesTime = pattern is "WillCallYouBack" or "CallMeBack";
        var (time, unit) = (fields.OptionalInt("time"), fields.OneOf("timeUnit", "Minute", "Hour", "Day"));
        if (time < 1 || (!takesTime && time is not null))
            throw Invalid("replyWithPattern.time", "It belongs to WillCallYouBack and CallMeBack, and is at least 1.");

        if (time is null != unit is null)
            throw Invalid("replyWithPattern.timeUnit", "A time has a unit, and a unit a time.");
    }

    public static SandboxResponse StartRecording(RequestContext context)
    {
        var party = context.Party(candidate => candidate.IsConnected && candidate.Recordings.Count == 0);
        var recording = context.Telephony.Sessions.NewRecording();
        party.OpenRecordings.Add(recording);
        context.Telephony.Tell(party.Session, party);
        return Answer.PlatformJson(201, TelephonyJson.Recording(recording));
    }

    public static SandboxResponse UpdateRecording(RequestContext context)
    {
        var active = context.Json("active").OptionalBool("active") ?? throw Invalid("active", "The field is required.");
        var party = context.Party();
        var recording = party.OpenRecordings.Find(candidate => candidate.RecordingId == context.Path("recordingId"))
            ?? throw NotFound("recordingId");
        recording.IsActive = active;
        context.Telephony.Tell(party.Session, party);
        return Answer.PlatformJson(200, TelephonyJson.Recording(recording));
    }
}
