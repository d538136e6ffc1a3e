namespace RingCx.Commands;

/// <summary>
/// Dials: rings a device of the user's, then calls a number or an extension from it. For desk phones and softphones alone.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "RingExCall", SupportsShouldProcess = true,
    DefaultParameterSetName = ToPhone, HelpUri = HelpPages.Root + "Start-RingExCall.md")]
[OutputType(typeof(RingExCallSession))]
public sealed class StartRingExCallCommand : RingExCommand, IActingCommand
{
    private const string ToPhone = "PhoneNumber";
    private const string ToExtension = "ExtensionNumber";

    /// <summary>The id of the device that calls.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string? DeviceId { get; set; }

    /// <summary>The number to call.</summary>
    [Parameter(Position = 1, ParameterSetName = ToPhone, ValueFromPipelineByPropertyName = true)]
    public string? PhoneNumber { get; set; }

    /// <summary>The extension to call, by its short number.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToExtension, ValueFromPipelineByPropertyName = true)]
    public string? ExtensionNumber { get; set; }

    /// <summary>
    /// RingCentral's id of the country whose way to dial -PhoneNumber is written in, such as 1 for the United States; the extension's own
    /// by default.
    /// </summary>
    [Parameter(ParameterSetName = ToPhone, ValueFromPipelineByPropertyName = true)]
    public int? CountryId { get; set; }

    /// <summary>Emits one object for each call, whatever became of it, in place of objects and errors; for Assert-RcxOutcome.</summary>
    [Parameter]
    public SwitchParameter AsOutcome { get; set; }

    /// <summary>
    /// The item's name across runs: what the audit file of Connect-Rcx -AuditPath has as done under this name, account and action is not
    /// sent again, nor what it has as begun.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? OnceKey { get; set; }

    /// <summary>What came from the pipe, as outcomes have it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Checks everything, then dials.</summary>
    protected override void ProcessRecord() => ActOn($"device {DeviceId}", null, Dial);

    private void Dial()
    {
        const string Example = "Give the id of the device that calls, such as 59474004.";
        if (DigitsOrError(DeviceId, nameof(DeviceId), Example, DeviceId) is not { } device)
            return;

        if (CountryId <= 0)
        {
            ReportError(ErrorRecords.InvalidArgument(
                "-CountryId is not right: RingCentral's countries have ids from 1 on, which GET /restapi/v1.0/dictionary/country lists. "
                    + "They are not the codes that are dialled.",
                device));
            return;
        }

        var phone = ParameterSetName == ToPhone ? PhoneOrError(PhoneNumber, nameof(PhoneNumber), device) : null;
        var extension = ParameterSetName == ToExtension ? ExtensionNumberOrError(ExtensionNumber!, nameof(ExtensionNumber), device) : null;
        if ((phone ?? extension) is null)
            return;

        Perform(
            null,
            $"device {device}",
            $"dial {(phone is null ? $"extension {extension}" : Redaction.Phone(phone))}",
            "The device must be online, and a desk phone or a softphone.",
            Client.RingEx.CallOut(device, phone, extension, CountryId),
            static session => session,
            subject: device);
    }
}
