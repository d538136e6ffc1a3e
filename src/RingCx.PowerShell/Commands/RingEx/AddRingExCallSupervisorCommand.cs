namespace RingCx.Commands;

/// <summary>
/// Lets a supervisor listen in: rings the supervisor's device and connects it to a session, or to one party of it. Nobody on the call hears
/// it.
/// </summary>
[Cmdlet(VerbsCommon.Add, "RingExCallSupervisor", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Add-RingExCallSupervisor.md")]
[OutputType(typeof(RingExCallParty))]
public sealed class AddRingExCallSupervisorCommand : RingExSessionCommand
{
    private const string Hint = "The call must be answered, and the supervisor be allowed to monitor that extension: "
        + "call monitoring groups are set in the RingCentral Admin Portal.";

    /// <summary>The id of the supervisor's device: the phone that rings.</summary>
    [Parameter(Position = 0)]
    public string? DeviceId { get; set; }

    /// <summary>The party to listen to, each side on a channel of its own; without it the whole session on one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? PartyId { get; set; }

    /// <summary>The id of the extension that is listened to; a party from the pipe brings its own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("OwnerExtensionId")]
    public string? AgentExtensionId { get; set; }

    /// <summary>The short number of the extension that is listened to, in place of its id; for a whole session alone.</summary>
    [Parameter]
    public string? AgentExtensionNumber { get; set; }

    /// <summary>
    /// Has the supervisor's device take the call by itself; -AutoAnswer:$false leaves it to the supervisor. Without it the service decides,
    /// and the device does.
    /// </summary>
    [Parameter]
    public SwitchParameter AutoAnswer { get; set; }

    private bool? Answers => MyInvocation.BoundParameters.ContainsKey(nameof(AutoAnswer)) ? AutoAnswer.ToBool() : null;

    private protected override void Act(string session)
    {
        const string Agent = "Give the id of the extension that is listened to, such as 400415045004.";
        const string Device = "Give the id of the supervisor's device, such as 191888004.";
        if (DigitsOrError(DeviceId, nameof(DeviceId), Device, session) is not { } device
            || !(IsGoodIfGiven(AgentExtensionId, id => DigitsOrError(id, nameof(AgentExtensionId), Agent, session), out var extension)
                & IsGoodIfGiven(AgentExtensionNumber, given => Short(given, session), out var number)))
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(PartyId))
        {
            Listen("session " + session, Client.RingEx.SuperviseSession(session, device, extension, number, Answers));
        }
        else if (number is not null)
        {
            ReportError(ErrorRecords.InvalidArgument(
                "-AgentExtensionNumber is for a whole session. For one party the service takes the id: -AgentExtensionId.", session));
        }
        else if (TelephonyIdOrError(PartyId, nameof(PartyId), "Give a party's id.", session) is { } party
            && (extension ?? DigitsOrError(null, nameof(AgentExtensionId), Agent, session)) is { } agent)
        {
            Listen("party " + party, Client.RingEx.SuperviseParty(session, party, device, agent, Answers));
        }

        void Listen(string target, ServiceAction<RingExCallParty?> action) => Perform(
            session, target, $"listen in on device {device}", Hint, action, answer => answer.In(session));
    }

    private string? Short(string number, string session) => ExtensionNumberOrError(number, nameof(AgentExtensionNumber), session);

    // False after a record was written.
    private static bool IsGoodIfGiven(string? given, Func<string, string?> check, out string? value)
    {
        value = string.IsNullOrWhiteSpace(given) ? null : check(given!);
        return value is not null || string.IsNullOrWhiteSpace(given);
    }
}
