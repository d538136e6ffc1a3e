namespace RingCx.Commands;

/// <summary>Ends a sandbox that Start-RcxSandbox started; all of this runspace's when none is given.</summary>
[Cmdlet(VerbsLifecycle.Stop, "RcxSandbox", HelpUri = HelpPages.Root + "Stop-RcxSandbox.md")]
[OutputType(typeof(void))]
public sealed class StopRcxSandboxCommand : RcxCommand
{
    /// <summary>The sandbox to end.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public RcxSandbox[]? Sandbox { get; set; }

    /// <summary>Ends it.</summary>
    protected override void ProcessRecord()
    {
        var state = RunspaceState.Current;
        // The last one first, so that each puts back the variables that it found.
        foreach (var sandbox in Sandbox ?? state.Sandboxes.Reverse())
        {
            sandbox.Stop();
            state.Remove(sandbox);
        }
    }
}
