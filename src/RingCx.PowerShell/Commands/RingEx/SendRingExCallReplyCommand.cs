namespace RingCx.Commands;

/// <summary>Answers a call that rings with a message, without picking it up.</summary>
[Cmdlet(VerbsCommunications.Send, "RingExCallReply", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = WithText, HelpUri = HelpPages.Root + "Send-RingExCallReply.md")]
[OutputType(typeof(RingExCallParty))]
public sealed class SendRingExCallReplyCommand : RingExPartyCommand
{
    private const string WithText = "Text";
    private const string WithPattern = "Pattern";
    private const string Hint = "The call may not ring any more.";
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
        {
            ThrowTerminatingError(ErrorRecords.MissingArgument(nameof(Text), "Give the message, or -Pattern for one of the service's own."));
        }

        if (Text?.Any(static c => char.IsControl(c)) == true)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument("-Text holds a line break or another control character. Give the message in one line."));
        }

        if (Time is < 1 or > MostUnits)
            ThrowTerminatingError(ErrorRecords.InvalidArgument($"-Time {Time} is out of range. Give 1 to {MostUnits}."));

        if (Time is not null && Pattern is not (RingExReplyPattern.WillCallYouBack or RingExReplyPattern.CallMeBack))
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument($"-Time goes with -Pattern WillCallYouBack or CallMeBack, not with {Pattern}."));
        }
    }

    private protected override void Act(string session, string party)
    {
        if (ParameterSetName == WithText)
        {
            PerformOnParty(
                session, party, "reply to the call with a text", Hint,
                (api, progress, cancellationToken) => api.ReplyWithTextAsync(session, party, Text!, progress, cancellationToken));
            return;
        }

        PerformOnParty(
            session, party, $"reply to the call with {Pattern}", Hint,
            (api, progress, cancellationToken) => api.ReplyWithPatternAsync(session, party, Pattern.ToString(), Time, Time is null ? null : TimeUnit.ToString(), progress, cancellationToken));
    }
}
