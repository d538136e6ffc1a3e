namespace RingCx.Commands;

/// <summary>Shows telephony sessions with their parties, as they are now.</summary>
[Cmdlet(VerbsCommon.Get, "RingExCallSession", HelpUri = HelpPages.Root + "Get-RingExCallSession.md")]
[OutputType(typeof(RingExCallSession))]
public sealed class GetRingExCallSessionCommand : RingExCommand
{
    /// <summary>The telephony sessions: their ids, or objects that have one, as Get-RingExActiveCall emits them.</summary>
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

    /// <summary>Shows the sessions.</summary>
    protected override void ProcessRecord() => ActOnSessions(TelephonySessionId, session =>
    {
        if (SessionOrError(session) is { } answer)
            WriteObject(answer);
    });
}
