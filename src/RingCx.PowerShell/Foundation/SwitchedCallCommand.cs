namespace RingCx.Foundation;

/// <summary>The base of the commands that switch something of a call on or off.</summary>
public abstract class SwitchedCallCommand : CallCommand
{
    private protected SwitchedCallCommand()
    {
    }

    /// <summary>On or Off.</summary>
    [Parameter(Position = 0)]
    public RcxSwitchState? State { get; set; }

    /// <summary>Checks that the state is given.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (State is null)
            ThrowTerminatingError(ErrorRecords.MissingArgument(nameof(State), "Give -State On or -State Off."));
    }

    private protected sealed override void Act(string account, string uii) => Act(account, uii, State == RcxSwitchState.On);

    /// <summary>Switches one call.</summary>
    private protected abstract void Act(string account, string uii, bool on);
}
