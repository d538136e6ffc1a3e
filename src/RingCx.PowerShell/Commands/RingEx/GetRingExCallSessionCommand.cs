namespace RingCx.Commands;

/// <summary>Shows telephony sessions with their parties, as they are now.</summary>
[Cmdlet(VerbsCommon.Get, "RingExCallSession", HelpUri = HelpPages.Root + "Get-RingExCallSession.md")]
[OutputType(typeof(RingExCallSession))]
public sealed class GetRingExCallSessionCommand : RingExSessionCommand
{
    private protected override void Act(string session)
    {
        if (SessionOrError(session) is { } answer)
            WriteObject(answer);
    }
}
