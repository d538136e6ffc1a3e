namespace RingCx.Commands;

/// <summary>
/// Takes one party off a session; the others go on. Only one that is supervised, parked or in a conference can be taken off. Asks before it
/// does.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "RingExCallParty", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    HelpUri = HelpPages.Root + "Remove-RingExCallParty.md")]
[OutputType(typeof(void))]
public sealed class RemoveRingExCallPartyCommand : RingExPartyCommand
{
    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool Confirmed(string target, string action) => ConfirmedUnless(Force, target, action);

    private protected override void Act(string session, string party) => Perform(
        session,
        Target(party),
        "take the party off the call",
        "Only a party that is supervised, parked or in a conference can be taken off. Stop-RingExCallSession ends the call for everybody.",
        Client.RingEx.DropParty(session, party));
}
