namespace RingCx.Commands;

/// <summary>Answers a call that rings, or picks up one that is parked, on a device of the user's.</summary>
[Cmdlet(VerbsCommunications.Receive, "RingExCall", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Receive-RingExCall.md")]
[OutputType(typeof(RingExCallParty))]
public sealed class ReceiveRingExCallCommand : RingExPartyCommand
{
    /// <summary>The id of the device that takes the call; for a parked call it must be given.</summary>
    [Parameter(Position = 0)]
    public string? DeviceId { get; set; }

    /// <summary>Picks up a parked call.</summary>
    [Parameter]
    public SwitchParameter Parked { get; set; }

    private protected override void Act(string session, string party)
    {
        const string Example = "Give the id of the device that takes the call, such as 400018633008.";
        var device = string.IsNullOrWhiteSpace(DeviceId) && !Parked ? null : DigitsOrError(DeviceId, nameof(DeviceId), Example, session);
        if (Parked && device is not null)
        {
            const string Hint = "The call may not be parked any more.";
            PerformOnParty(session, party, $"pick the call up on device {device}", Hint, Client.RingEx.PickUp(session, party, device));
        }
        else if (!Parked && (device is not null || string.IsNullOrWhiteSpace(DeviceId)))
        {
            PerformOnParty(
                session,
                party,
                device is null ? "answer the call" : $"answer the call on device {device}",
                "The call may not ring any more. Use -Parked for one that is parked.",
                Client.RingEx.Answer(session, party, device));
        }
    }
}
