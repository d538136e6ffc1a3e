using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace RingCx.Session;

/// <summary>
/// What a runspace remembers between commands: its default connection and the sandboxes it started. Several runspaces share a process
/// (jobs of Azure Automation, ForEach-Object -Parallel); none sees another's.
/// </summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> States = new();

    private readonly List<RcxSandbox> _sandboxes = [];

    /// <summary>The state of the runspace that this thread works for.</summary>
    /// <exception cref="InvalidOperationException">The thread works for none.</exception>
    public static RunspaceState Current => States.GetOrCreateValue(
        Runspace.DefaultRunspace ?? throw new InvalidOperationException("The command runs outside a runspace."));

    /// <summary>The connection that commands use when they are handed none; null before Connect-Rcx.</summary>
    public RcxConnection? DefaultConnection { get; set; }

    /// <summary>The sandboxes that this runspace started and has not stopped.</summary>
    public IReadOnlyList<RcxSandbox> Sandboxes => _sandboxes.ToArray();

    public void Add(RcxSandbox sandbox) => _sandboxes.Add(sandbox);

    public void Remove(RcxSandbox sandbox) => _sandboxes.Remove(sandbox);

    /// <summary>
    /// Ends what the runspace has. A connection that somebody was handed may be in use elsewhere, and is theirs to close.
    /// </summary>
    public void Clear()
    {
        if (DefaultConnection is { WasHandedOut: false } own)
            own.Close();

        DefaultConnection = null;
        foreach (var sandbox in Sandboxes.Reverse())
            sandbox.Stop();

        _sandboxes.Clear();
    }
}
