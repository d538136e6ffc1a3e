namespace RingCx.Commands;

/// <summary>Puts a call on hold or takes it off.</summary>
[Cmdlet(VerbsCommon.Set, "RcxCallHold", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Set-RcxCallHold.md")]
[OutputType(typeof(RcxCallAction))]
public sealed class SetRcxCallHoldCommand : CallCommand
{
    /// <summary>On or Off.</summary>
    [Parameter(Position = 0)]
    public RcxSwitchState? State { get; set; }

    /// <summary>Checks that the state is given.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RejectIfMissing(State, nameof(State), "Give -State On or -State Off.");
    }

    private protected override void Act(string account, string uii) =>
        Perform(account, uii, CallAction.Hold(State == RcxSwitchState.On));
}
