namespace RingCx.Commands;

/// <summary>Mutes a party, puts it on hold, or takes that back.</summary>
[Cmdlet(VerbsCommon.Set, "RingExCallParty", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Set-RingExCallParty.md")]
[OutputType(typeof(RingExCallParty))]
public sealed class SetRingExCallPartyCommand : RingExPartyCommand
{
    /// <summary>
    /// Whether the others do not hear the party: $true or $false, On or Off. What an app or a desk phone has muted stays so until it is
    /// unmuted there too.
    /// </summary>
    [Parameter]
    [FlagTransformation]
    public bool? Muted { get; set; }

    /// <summary>
    /// Whether the party is on hold: $true or $false, On or Off. What an app or a desk phone holds stays so until it is taken off there
    /// too.
    /// </summary>
    [Parameter]
    [FlagTransformation]
    public bool? Hold { get; set; }

    /// <summary>
    /// How the telephony is to hold, with -Hold $true: a matter of the switch that the phone is on. Without it the service chooses.
    /// </summary>
    [Parameter]
    public RingExHoldProtocol? HoldProtocol { get; set; }

    /// <summary>Whether the party is cut off from the others: $true or $false, On or Off.</summary>
    [Parameter]
    [FlagTransformation]
    public bool? StandAlone { get; set; }

    /// <summary>Checks that there is something to set.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RejectIfMissing(
            Muted ?? Hold ?? StandAlone,
            nameof(Muted),
            "Say what to set: -Muted $true, -Hold $true or -StandAlone $true, or $false to take it back.");
        RejectIf(
            HoldProtocol is not null && Hold != true,
            "-HoldProtocol says how to hold, and nothing is put on hold. Give -Hold $true with it, or leave it out.");
    }

    private protected override void Act(string session, string party)
    {
        // Hold first: what is not held is not muted behind it either, and one error is enough. The party is emitted once, as it stands in
        // the end.
        var more = (Muted ?? StandAlone) is not null;
        if (Hold is { } hold && !PerformOnParty(
            session,
            party,
            hold ? "put the party on hold" : "take the party off hold",
            hold ? "It may be on hold already, or not answered yet, or be somebody outside of the account." : "It may not be on hold now.",
            Client.RingEx.SetHold(session, party, hold, HoldProtocol?.ToString()),
            emits: !more) && !IsWhatIf)
        {
            return;
        }

        if (more)
        {
            var what = (Muted, StandAlone) switch
            {
                (true, _) => "mute the party",
                (false, _) => "unmute the party",
                (_, true) => "cut the party off from the others",
                _ => "connect the party to the others",
            };
            const string Hint = "It may not be answered yet, or be somebody outside of the account.";
            PerformOnParty(session, party, what, Hint, Client.RingEx.UpdateParty(session, party, Muted, StandAlone));
        }
    }
}
