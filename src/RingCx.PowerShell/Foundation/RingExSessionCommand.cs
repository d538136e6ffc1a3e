namespace RingCx.Foundation;

/// <summary>The base of the commands on telephony sessions.</summary>
public abstract class RingExSessionCommand : RingExCommand, IActingCommand
{
    private protected RingExSessionCommand() { }

    /// <summary>The telephony sessions: their ids, or objects that have one, as Get-RingExActiveCall emits them.</summary>
    // Behind the other values, so that those follow a piped session without their names.
    [Parameter(Position = 8, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TelephonySessionTransformation]
    [ArgumentCompleter(typeof(TelephonySessionCompleter))]
    public string[]? TelephonySessionId { get; set; }

    /// <summary>Emits one object for each session, whatever became of it, in place of objects and errors; for Assert-RcxOutcome.</summary>
    [Parameter]
    public SwitchParameter AsOutcome { get; set; }

    /// <summary>
    /// The item's name across runs: what the audit file of Connect-Rcx -AuditPath has as done under this name, account and action is not
    /// sent again, nor what it has as begun.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? OnceKey { get; set; }

    /// <summary>What came from the pipe, as outcomes have it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Checks what holds for every session.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RejectIfPipedAndGiven(nameof(TelephonySessionId));
    }

    /// <summary>Checks the sessions and acts on them.</summary>
    protected sealed override void ProcessRecord() => ActOnSessions(TelephonySessionId, Act);

    /// <summary>Acts on one session, whose id is good.</summary>
    private protected abstract void Act(string session);
}
