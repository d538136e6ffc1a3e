namespace RingCx.Commands;

/// <summary>Rejects a call that rings, or lets a queue's call pass a device by.</summary>
[Cmdlet(VerbsLifecycle.Deny, "RingExCall", SupportsShouldProcess = true,
    DefaultParameterSetName = Reject, HelpUri = HelpPages.Root + "Deny-RingExCall.md")]
[OutputType(typeof(void))]
public sealed class DenyRingExCallCommand : RingExPartyCommand
{
    private const string Reject = "Reject";
    private const string Pass = "Ignore";

    /// <summary>Lets a queue's call go on to the next agent, in place of rejecting it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Pass)]
    public SwitchParameter Ignore { get; set; }

    /// <summary>The id of the device that rings.</summary>
    [Parameter(ParameterSetName = Pass)]
    public string? DeviceId { get; set; }

    private protected override void Act(string session, string party)
    {
        const string Hint = "The call may not ring any more.";
        const string Example = "Give the id of the device that rings, such as 400020454008.";
        if (!Ignore)
            Perform(session, Target(party), "reject the call", Hint, Client.RingEx.Reject(session, party));
        else if (DigitsOrError(DeviceId, nameof(DeviceId), Example, session) is { } device)
            Perform(session, Target(party), "let the call pass", Hint, Client.RingEx.Ignore(session, party, device));
    }
}
