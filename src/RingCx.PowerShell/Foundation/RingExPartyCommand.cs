namespace RingCx.Foundation;

/// <summary>The base of the commands on the parties of telephony sessions.</summary>
public abstract class RingExPartyCommand : RingExCommand, IActingCommand
{
    private protected RingExPartyCommand() { }

    /// <summary>The party in the session, as the Parties of Get-RingExCallSession have it.</summary>
    [Parameter(Position = 9, ValueFromPipelineByPropertyName = true)]
    public string? PartyId { get; set; }

    /// <summary>The telephony sessions: their ids, or objects that have one, as Get-RingExActiveCall emits them.</summary>
    // Behind the other values, so that those follow a piped session without their names.
    [Parameter(Position = 8, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TelephonySessionTransformation]
    [ArgumentCompleter(typeof(TelephonySessionCompleter))]
    public string[]? TelephonySessionId { get; set; }

    /// <summary>Emits one object for each party, whatever became of it, in place of objects and errors; for Assert-RcxOutcome.</summary>
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

    /// <summary>Checks the parties and acts on them.</summary>
    protected sealed override void ProcessRecord() => ActOnParties(TelephonySessionId, PartyId, Act);

    /// <summary>Acts on one party, whose ids are good.</summary>
    private protected abstract void Act(string session, string party);

    /// <summary>Asks, if it must, then does it, then emits the party as the service answers it.</summary>
    private protected bool PerformOnParty(
        string session, string party, string what, string hint, ServiceAction<RingExCallParty?> action, bool emits = true) =>
        Perform(session, Target(party), what, hint, action, emits ? answer => answer.In(session, party) : null);

    /// <summary>The party as the question names it.</summary>
    private protected static string Target(string party) => "party " + party;
}
