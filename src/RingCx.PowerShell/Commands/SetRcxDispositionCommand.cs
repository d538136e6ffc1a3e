using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using RingCx.Arguments;
using RingCx.Completion;
using RingCx.Errors;

namespace RingCx.Commands;

/// <summary>Tags a call with a disposition, and with a time to call back where there is one; releases the agent.</summary>
[Cmdlet(VerbsCommon.Set, "RcxDisposition", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Set-RcxDisposition.md")]
[OutputType(typeof(RcxCallAction))]
public sealed class SetRcxDispositionCommand : CallCommand
{
    /// <summary>The disposition's name, as it is configured in the account.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DispositionCompleter))]
    public string? Disposition { get; set; }

    /// <summary>When to call back, in the account's own zone: sent as it is written. Without it no callback is asked for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CallbackTimeTransformation]
    public DateTime? CallbackTime { get; set; }

    /// <summary>Free text that is kept with the disposition. Never logged.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Notes { get; set; }

    private protected override void Act(string account, string uii)
    {
        var disposition = Disposition?.Trim();
        if (disposition is null)
        {
            WriteError(ErrorRecords.MissingArgument(nameof(Disposition), "Give the name of a disposition that exists in the account, such as SALE.", uii));
            return;
        }

        if (disposition.Length == 0 || disposition.Any(char.IsControl))
        {
            WriteError(ErrorRecords.InvalidDisposition(uii));
            return;
        }

        var callback = CallbackTime;
        var notes = Notes is null or "" ? null : Notes;
        var when = callback is { } time ? time.ToString("', call back' yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : string.Empty;
        Perform(
            uii,
            $"set the disposition {disposition}{when}",
            "The disposition may not exist in the account: see RingCX Admin for its dispositions.",
            (calls, progress, cancellationToken) => calls.SetDispositionAsync(account, uii, disposition, callback, notes, progress, cancellationToken),
            () => new RcxCallAction(uii, account, "Disposition", disposition + when));
    }
}
