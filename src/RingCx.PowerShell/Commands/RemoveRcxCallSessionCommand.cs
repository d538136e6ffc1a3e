namespace RingCx.Commands;

/// <summary>Removes one party from a call; the others stay connected.</summary>
[Cmdlet(VerbsCommon.Remove, "RcxCallSession", SupportsShouldProcess = true,
    DefaultParameterSetName = ByPhone, HelpUri = HelpPages.Root + "Remove-RcxCallSession.md")]
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
        var given = IsAgentsOwn(nameof(Phone), InputObject) || Phone is "" ? null : Phone;
        if (ParameterSetName == BySessionId)
        {
            if (Identifier.IsUii(SessionId))
                Perform(account, uii, CallAction.RemoveById(SessionId!));
            else
                ReportError(ErrorRecords.InvalidArgument("-SessionId is not a session's id: it is letters, digits, - and _.", uii));
        }
        else if (given is null && ActiveConnection.SupervisorPhone is null)
        {
            ReportError(ErrorRecords.NoSupervisorPhone(nameof(Phone), uii));
        }
        else if (PhoneOrError(given ?? ActiveConnection.SupervisorPhone, nameof(Phone), uii) is { } phone)
        {
            Perform(account, uii, CallAction.Remove(phone));
        }
    }
}
