using System.Net.Sockets;

namespace RingCx.Commands;

/// <summary>Serves a simulated RingCX account over http on loopback, so that any HTTP client can use it.</summary>
[Cmdlet(VerbsLifecycle.Start, "RcxSandbox", HelpUri = HelpPages.Root + "Start-RcxSandbox.md")]
[OutputType(typeof(RcxSandbox))]
public sealed class StartRcxSandboxCommand : RcxCommand
{
    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The same seed gives the same calls.</summary>
    [Parameter]
    public int Seed { get; set; } = 1;

    /// <summary>How many calls there are at the start.</summary>
    [Parameter]
    [ValidateRange(0, 1000000)]
    public int CallCount { get; set; } = RcxSandbox.DefaultCallCount;

    /// <summary>The calls stay as they are until somebody acts on them.</summary>
    [Parameter]
    public SwitchParameter Frozen { get; set; }

    /// <summary>How many accounts the user sees.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int AccountCount { get; set; } = 1;

    /// <summary>The most rows on one page of a listing, whatever a request asks for.</summary>
    [Parameter]
    [ValidateRange(1, 1000000)]
    public int MaximumPageSize { get; set; } = 10000;

    /// <summary>The requests a minute that are allowed to RingCX; RingEX's groups get theirs in proportion.</summary>
    [Parameter]
    [ValidateRange(1, 1000000)]
    public int RequestsPerMinute { get; set; } = 120;

    /// <summary>How long a RingCX token lives: seconds or a TimeSpan; 5 minutes by default, as the service's do.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? TokenLifetime { get; set; }

    /// <summary>Sets the variables that Connect-Rcx reads (RC_APP_CLIENT_ID and so on) in this process, until the sandbox stops.</summary>
    [Parameter]
    public SwitchParameter SetEnvironment { get; set; }

    /// <summary>Starts it.</summary>
    protected override void EndProcessing()
    {
        RejectIf(
            TokenLifetime < TimeSpan.FromSeconds(1) || TokenLifetime > TimeSpan.FromDays(1),
            "-TokenLifetime is out of range. Give seconds, such as 300, or a TimeSpan; a second at the least, a day at the most.");
        try
        {
            var sandbox = RcxSandbox.OnLoopback(
                Port, Seed, CallCount, !Frozen, AccountCount, MaximumPageSize, RequestsPerMinute, TokenLifetime);
            RunspaceState.Current.Add(sandbox);
            if (SetEnvironment)
                sandbox.SetEnvironment();

            WriteObject(sandbox);
        }
        catch (SocketException e)
        {
            ThrowTerminatingError(ErrorRecords.SandboxNotStarted(Port, e));
        }
    }
}
