namespace RingCx.Commands;

/// <summary>Joins a supervisor to a call: to listen, to coach the agent, or to speak with both.</summary>
[Cmdlet(VerbsCommon.Add, "RcxCallSession", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Add-RcxCallSession.md")]
[OutputType(typeof(RcxCallSession))]
public sealed class AddRcxCallSessionCommand : CallCommand
{
    // A field of the enum's own type would have the model loaded with the command, at import.
    private object? _type;

    /// <summary>How the supervisor joins: Monitor, Coaching or BargeIn.</summary>
    [Parameter(Position = 0)]
    public RcxSessionType? Type { get => (RcxSessionType?)_type; set => _type = value; }

    /// <summary>The supervisor's number; by default the connection's SupervisorPhone.</summary>
    [Parameter(Position = 1)]
    public string? Destination { get; set; }

    /// <summary>Checks that it is said how to join.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RejectIfMissing(
            Type, nameof(Type), "Give -Type Monitor to listen, Coaching to speak to the agent alone, BargeIn to speak to both.");

        if (Destination is null && ActiveConnection.SupervisorPhone is null)
            ThrowTerminatingError(ErrorRecords.NoSupervisorPhone(nameof(Destination), null));
    }

    private protected override void Act(string account, string uii)
    {
        if (PhoneOrError(Destination ?? ActiveConnection.SupervisorPhone, nameof(Destination), uii) is not { } phone)
            return;

        var type = Type!.Value;
        Perform(account, uii, CallAction.Join(type, phone), () => new RcxCallSession(uii, account, type, phone));
    }
}
