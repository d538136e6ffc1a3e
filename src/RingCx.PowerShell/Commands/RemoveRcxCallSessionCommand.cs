namespace RingCx.Commands;

/// <summary>Takes one party off a call; the others go on talking.</summary>
[Cmdlet(VerbsCommon.Remove, "RcxCallSession", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPhone, HelpUri = HelpPages.Root + "Remove-RcxCallSession.md")]
[OutputType(typeof(RcxCallAction))]
public sealed class RemoveRcxCallSessionCommand : CallCommand
{
    private const string ByPhone = "Phone";
    private const string BySessionId = "SessionId";

    /// <summary>The party's number, as it was added; by default the connection's SupervisorPhone.</summary>
    [Parameter(Position = 0, ParameterSetName = ByPhone, ValueFromPipelineByPropertyName = true)]
    public string? Phone { get; set; }

    /// <summary>The session's internal id, instead of the number.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BySessionId, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? SessionId { get; set; }

    private protected override void Act(string account, string uii)
    {
        const string Hint = "The party is not on the call, or has left it.";
        if (ParameterSetName == BySessionId)
        {
            var sessionId = SessionId!;
            if (!Identifier.IsUii(sessionId))
            {
                ReportError(ErrorRecords.InvalidArgument("-SessionId is not a session's id: it is letters, digits, - and _.", uii));
                return;
            }

            Perform(
                uii,
                $"remove session {sessionId}",
                Hint,
                (calls, progress, cancellationToken) => calls.HangUpSessionByIdAsync(account, uii, sessionId, progress, cancellationToken),
                () => new RcxCallAction(uii, account, "RemoveSession", sessionId));
            return;
        }

        if ((Phone is null or "") && ActiveConnection.SupervisorPhone is null)
        {
            ReportError(ErrorRecords.NoSupervisorPhone(nameof(Phone), uii));
        }
        else if (PhoneOrError(Phone is null or "" ? ActiveConnection.SupervisorPhone : Phone, nameof(Phone), uii) is { } phone)
        {
            Perform(
                uii,
                $"remove the session of {Redaction.Phone(phone)}",
                Hint,
                (calls, progress, cancellationToken) => calls.HangUpSessionAsync(account, uii, phone, progress, cancellationToken),
                () => new RcxCallAction(uii, account, "RemoveSession", Redaction.Phone(phone)));
        }
    }
}
