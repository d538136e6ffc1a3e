using System.Collections.Generic;
using System.Management.Automation;
using RingCx.Session;

namespace RingCx.Commands;

/// <summary>Ends a sandbox that Start-RcxSandbox started; all of this runspace's when none is given.</summary>
[Cmdlet(VerbsLifecycle.Stop, "RcxSandbox")]
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
        foreach (var sandbox in (IEnumerable<RcxSandbox>?)Sandbox ?? state.Sandboxes)
        {
            sandbox.Stop();
            state.Remove(sandbox);
        }
    }
}
