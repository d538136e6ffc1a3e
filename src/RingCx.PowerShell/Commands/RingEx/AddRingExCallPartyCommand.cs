namespace RingCx.Commands;

/// <summary>Brings a party of another session into a conference, at most ten of them.</summary>
[Cmdlet(VerbsCommon.Add, "RingExCallParty", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Add-RingExCallParty.md")]
[OutputType(typeof(RingExCallParty))]
public sealed class AddRingExCallPartyCommand : RingExPartyCommand
{
    /// <summary>The conference's telephony session id, as New-RingExConference emits it.</summary>
    [Parameter(Position = 0)]
    public string? Conference { get; set; }

    private protected override void Act(string session, string party)
    {
        const string Example = "Give the conference's telephony session id: (New-RingExConference).TelephonySessionId.";
        if (TelephonyIdOrError(Conference, nameof(Conference), Example, session) is { } conference)
        {
            Perform(
                session,
                Target(party),
                $"bring the party into conference {conference}",
                "The session to bring it into must be a conference, and the party's call be answered.",
                Client.RingEx.BringIn(conference, session, party),
                answer => answer.In(conference));
        }
    }
}
