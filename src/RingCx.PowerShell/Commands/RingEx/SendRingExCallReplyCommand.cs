namespace RingCx.Commands;

/// <summary>Answers a call that rings with a message, without picking it up.</summary>
[Cmdlet(VerbsCommunications.Send, "RingExCallReply", SupportsShouldProcess = true,
    DefaultParameterSetName = WithText, HelpUri = HelpPages.Root + "Send-RingExCallReply.md")]
[OutputType(typeof(RingExCallParty))]
public sealed class SendRingExCallReplyCommand : RingExPartyCommand
{
    private const string WithText = "Text";
    private const string WithPattern = "Pattern";
    private const int MostUnits = 1000;

    /// <summary>The message, which is read to the caller.</summary>
    [Parameter(Position = 0, ParameterSetName = WithText)]
    public string? Text { get; set; }

    /// <summary>One of the service's own messages.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WithPattern)]
    public RingExReplyPattern Pattern { get; set; }

    /// <summary>In how many units of time, for WillCallYouBack and CallMeBack.</summary>
    [Parameter(ParameterSetName = WithPattern)]
    public int? Time { get; set; }

    /// <summary>The unit of that time; minutes by default.</summary>
    [Parameter(ParameterSetName = WithPattern)]
    public RingExTimeUnit TimeUnit { get; set; } = RingExTimeUnit.Minute;

    /// <summary>Checks what is sent, before anything is.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ParameterSetName == WithText && string.IsNullOrWhiteSpace(Text))
            RejectIfMissing(null, nameof(Text), "Give the message, or -Pattern for one of the service's own.");

        RejectIf(
            Text?.Any(static c => char.IsControl(c)) == true,
            "-Text holds a line break or another control character. Give the message in one line.");
        RejectIf(Time is < 1 or > MostUnits, $"-Time {Time} is out of range. Give 1 to {MostUnits}.");
        RejectIf(
            Time is not null && Pattern is not (RingExReplyPattern.WillCallYouBack or RingExReplyPattern.CallMeBack),
            $"-Time goes with -Pattern WillCallYouBack or CallMeBack, not with {Pattern}.");
    }

    private protected override void Act(string session, string party)
    {
        const string Hint = "The call may not ring any more.";
        var (what, action) = ParameterSetName == WithText
            ? ("a text", Client.RingEx.ReplyWithText(session, party, Text!))
            : (Pattern.ToString(), Client.RingEx.ReplyWithPattern(
                session, party, Pattern.ToString(), Time, Time is null ? null : TimeUnit.ToString()));
        PerformOnParty(session, party, "reply to the call with " + what, Hint, action);
    }
}
