namespace RingCx.Commands;

/// <summary>Shows one party of a telephony session, as it is now.</summary>
[Cmdlet(VerbsCommon.Get, "RingExCallParty", HelpUri = HelpPages.Root + "Get-RingExCallParty.md")]
[OutputType(typeof(RingExCallParty))]
public sealed class GetRingExCallPartyCommand : RingExCommand
{
    /// <summary>The party in the session, as the Parties of Get-RingExCallSession have it.</summary>
    [Parameter(Position = 9, ValueFromPipelineByPropertyName = true)]
    public string? PartyId { get; set; }

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

    /// <summary>Shows the parties.</summary>
    protected override void ProcessRecord() => ActOnParties(TelephonySessionId, PartyId, (session, party) =>
    {
        if (PartyOrError(session, party) is { } answer)
            WriteObject(answer.In(session, party));
    });
}
