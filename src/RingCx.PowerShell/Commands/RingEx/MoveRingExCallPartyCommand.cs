namespace RingCx.Commands;

/// <summary>
/// Sends a party's call somewhere else: transfers it to a number, an extension, a voicemail, a park orbit or into another session, forwards
/// it while it rings, flips it to another phone of the user's, or parks it.
/// </summary>
[Cmdlet(VerbsCommon.Move, "RingExCallParty", SupportsShouldProcess = true,
    DefaultParameterSetName = ToPhone, HelpUri = HelpPages.Root + "Move-RingExCallParty.md")]
[OutputType(typeof(RingExCallParty))]
public sealed class MoveRingExCallPartyCommand : RingExPartyCommand
{
    private const string ToPhone = "PhoneNumber";
    private const string ToExtension = "ExtensionNumber";
    private const string ToExtensionId = "ExtensionId";
    private const string ToVoicemail = "Voicemail";
    private const string ToOrbit = "ParkOrbit";
    private const string ToSession = "Session";
    private const string ByFlip = "Flip";
    private const string ByPark = "Park";

    /// <summary>The phone number to send the call to.</summary>
    [Parameter(Position = 0, ParameterSetName = ToPhone)]
    public string? PhoneNumber { get; set; }

    /// <summary>The extension to send the call to, by its short number.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToExtension)]
    public string? ExtensionNumber { get; set; }

    /// <summary>The extension to send the call to, by its id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToExtensionId)]
    public string? ExtensionId { get; set; }

    /// <summary>The extension whose voicemail gets the call, by its id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToVoicemail)]
    public string? Voicemail { get; set; }

    /// <summary>The park orbit that gets the call, by its id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToOrbit)]
    public string? ParkOrbit { get; set; }

    /// <summary>
    /// A second session of the same user, whose others are connected to this one's: a warm transfer. The user leaves both.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ToSession)]
    public string? ToTelephonySessionId { get; set; }

    /// <summary>The user's party in that second session.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToSession)]
    public string? ToPartyId { get; set; }

    /// <summary>The id of a call flip number of the user's, such as 1: the call goes on at that phone.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByFlip)]
    public string? Flip { get; set; }

    /// <summary>
    /// Parks the call where any phone of the account can pick it up: see the Park of the party that is emitted. Only incoming calls of
    /// one's own.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPark)]
    public SwitchParameter Park { get; set; }

    /// <summary>Forwards a ringing call that nobody has answered. Without it an answered one is transferred.</summary>
    [Parameter(ParameterSetName = ToPhone)]
    [Parameter(ParameterSetName = ToExtension)]
    [Parameter(ParameterSetName = ToExtensionId)]
    [Parameter(ParameterSetName = ToVoicemail)]
    public SwitchParameter Forward { get; set; }

    private protected override void Act(string session, string party)
    {
        switch (ParameterSetName)
        {
            case ToSession:
                Bridge(session, party);
                break;
            case ByFlip:
                FlipTo(session, party);
                break;
            case ByPark:
                PerformOnParty(
                    session,
                    party,
                    "park the call",
                    "Only an incoming, answered call of one's own can be parked.",
                    Client.RingEx.Park(session, party));
                break;
            default:
                Send(session, party);
                break;
        }
    }

    private void Send(string session, string party)
    {
        const string Id = "Give the id of the extension, such as 400415045004; for its short number there is -ExtensionNumber.";
        const string Box = "Give the id of the extension whose voicemail it is, such as 400415045004.";
        var (to, destination, name) = ParameterSetName switch
        {
            ToExtension =>
                (CallDestination.ExtensionNumber, Short(ExtensionNumber, nameof(ExtensionNumber)), $"extension {ExtensionNumber}"),
            ToExtensionId =>
                (CallDestination.ExtensionId, Digits(ExtensionId, nameof(ExtensionId), Id), $"extension {ExtensionId?.Trim()}"),
            ToVoicemail => (CallDestination.Voicemail, Digits(Voicemail, nameof(Voicemail), Box), $"the voicemail of {Voicemail}"),
            ToOrbit => (CallDestination.ParkOrbit, Short(ParkOrbit, nameof(ParkOrbit)), $"park orbit {ParkOrbit}"),
            _ => (CallDestination.PhoneNumber, PhoneOrError(PhoneNumber, nameof(PhoneNumber), session), Redaction.Phone(PhoneNumber)),
        };
        if (destination is null)
            return;

        if (Forward)
        {
            PerformOnParty(
                session,
                party,
                $"forward the call to {name}",
                "Only a call that still rings can be forwarded; leave -Forward out to transfer an answered one.",
                Client.RingEx.Forward(session, party, to, destination));
            return;
        }

        PerformOnParty(
            session,
            party,
            $"transfer the call to {name}",
            "Only an answered call can be transferred, by the party of one of the account's own; -Forward is for one that still rings.",
            Client.RingEx.Transfer(session, party, to, destination));

        string? Short(string? given, string parameter) => ExtensionNumberOrError(given, parameter, session);
        string? Digits(string? given, string parameter, string example) => DigitsOrError(given, parameter, example, session);
    }

    private void Bridge(string session, string party)
    {
        const string Example = "Give the user's own party in the session to connect to, and that session.";
        if (TelephonyIdOrError(ToTelephonySessionId, nameof(ToTelephonySessionId), Example, session) is not { } otherSession
            || TelephonyIdOrError(ToPartyId, nameof(ToPartyId), Example, session) is not { } otherParty)
        {
            return;
        }

        if (otherSession == session)
        {
            const string Same = "-ToTelephonySessionId is the very session that the call is in. ";
            ReportError(ErrorRecords.InvalidArgument(Same + Example, session));
            return;
        }

        PerformOnParty(
            session,
            party,
            $"connect the call to session {otherSession}",
            "Both calls must be answered, and the user must be in both.",
            Client.RingEx.Bridge(session, party, otherSession, otherParty));
    }

    private void FlipTo(string session, string party)
    {
        const string Hint = "Only an answered call can be flipped.";
        if (DigitsOrError(Flip, nameof(Flip), "Give the id of a call flip number, such as 1.", session) is { } flip)
            PerformOnParty(session, party, $"flip the call to number {flip}", Hint, Client.RingEx.Flip(session, party, flip));
    }
}
