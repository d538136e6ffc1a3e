using System.Diagnostics;

namespace RingCx.Foundation;

/// <summary>One item of a command that acts, from the moment that it is looked at until what became of it is known.</summary>
/// <param name="target">What it is done to, as somebody gave it; masked where it may be a phone number.</param>
internal sealed class ActionItem(IActingCommand command, string target, string? uii)
{
    private readonly DateTimeOffset _at = DateTimeOffset.Now;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<object> _results = [];
    private ErrorRecord? _error;
    private RcxOutcomeKind? _kind;
    private string? _reason;

    /// <summary>The action's name; the command's, until it has come to an action.</summary>
    public string? Action { get; set; }

    public string? AccountId { get; set; }

    public void Succeed(object result) => _results.Add(result);

    /// <summary>The first error counts: what follows comes of it.</summary>
    public void Fail(ErrorRecord error) => _error ??= error;

    /// <summary>Nothing was sent, and that is no error.</summary>
    public void Leave(RcxOutcomeKind kind, string? reason = null) => (_kind, _reason) = (kind, reason);

    public RcxOutcome ToOutcome(string commandName) =>
        new(_error is null ? _kind ?? RcxOutcomeKind.Done : KindOf(_error), Action ?? commandName, target, _at, _watch.Elapsed)
        {
            Uii = uii,
            AccountId = AccountId,
            ErrorId = _error is null ? null : ErrorRecords.IdOf(_error),
            Reason = _error?.Exception.Message ?? _reason,
            Result = _results.Count > 1 ? _results.ToArray() : _results.FirstOrDefault(),
            InputObject = command.InputObject,
        };

    private static RcxOutcomeKind KindOf(ErrorRecord error) => ErrorRecords.IdOf(error) switch
    {
        // A lost answer is not made up for by what the service says to the repetition.
        _ when error.Exception.InnerException is RingCxException { MayBeDone: true } => RcxOutcomeKind.Unknown,
        ErrorIds.CallNotFound => RcxOutcomeKind.Ended,
        ErrorIds.ActionRefused => RcxOutcomeKind.Refused,
        ErrorIds.OutcomeUnknown or ErrorIds.BadResponse or ErrorIds.WaitTimeout => RcxOutcomeKind.Unknown,
        _ => RcxOutcomeKind.Failed,
    };
}
