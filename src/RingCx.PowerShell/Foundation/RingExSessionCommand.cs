namespace RingCx.Foundation;

/// <summary>The base of the commands on telephony sessions.</summary>
public abstract class RingExSessionCommand : RingExCommand
{
    private protected RingExSessionCommand() { }

    /// <summary>The telephony sessions: their ids, or objects that have one, as Get-RingExActiveCall emits them.</summary>
    // Behind the other values, so that those follow a piped session without their names.
    [Parameter(Position = 8, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TelephonySessionTransformation]
    [ArgumentCompleter(typeof(TelephonySessionCompleter))]
    public string[]? TelephonySessionId { get; set; }

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
