namespace RingCx.Commands;

/// <summary>Shows one party of a telephony session, as it is now.</summary>
[Cmdlet(VerbsCommon.Get, "RingExCallParty", HelpUri = HelpPages.Root + "Get-RingExCallParty.md")]
[OutputType(typeof(RingExCallParty))]
public sealed class GetRingExCallPartyCommand : RingExPartyCommand
{
    private protected override void Act(string session, string party)
    {
        if (PartyOrError(session, party) is { } answer)
            WriteObject(answer.In(session, party));
    }
}
