namespace RingCx.Foundation;

/// <summary>
/// The base of the commands on telephony sessions: one error record for each session that could not be acted on, and the pipeline goes on with
/// the next.
/// </summary>
public abstract class RingExSessionCommand : RingExCommand
{
    private protected RingExSessionCommand()
    {
    }

    /// <summary>The telephony sessions: their ids, or objects that have one, as Get-RingExActiveCall emits them.</summary>
    // Behind the other values, so that those follow a piped session without their names.
    [Parameter(Position = 8, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TelephonySessionTransformation]
    [ArgumentCompleter(typeof(TelephonySessionCompleter))]
    public string[]? TelephonySessionId { get; set; }

    /// <summary>Refuses sessions that come from both sides: it would act on the one for each of the others.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (MyInvocation.ExpectingInput && MyInvocation.BoundParameters.ContainsKey(nameof(TelephonySessionId)))
            ThrowTerminatingError(ErrorRecords.PipedAndGiven(nameof(TelephonySessionId)));
    }

    /// <summary>Checks the session and acts on it.</summary>
    protected sealed override void ProcessRecord()
    {
        const string Example = "Give a session's id, or pipe calls in: Get-RingExActiveCall | …";
        if (TelephonySessionId is not { Length: > 0 } ids)
        {
            WriteError(ErrorRecords.MissingArgument(nameof(TelephonySessionId), Example));
            return;
        }

        foreach (var given in ids)
        {
            if (TelephonyIdOrError(given, nameof(TelephonySessionId), Example, given) is { } id)
                Act(id);
        }
    }

    /// <summary>Acts on one session, whose id is good.</summary>
    private protected abstract void Act(string session);

    /// <summary>Asks, if it must, then does it, then writes what came of it: an object, where the service gives one.</summary>
    /// <param name="session">The session.</param>
    /// <param name="target">What it is done to, for the question and the records.</param>
    /// <param name="what">What is done, as in "park the call"; phone numbers masked.</param>
    /// <param name="hint">Why the state might not allow it and what to do then.</param>
    /// <param name="act">Does it.</param>
    /// <param name="result">Makes the object to emit of the answer; null where nothing is emitted.</param>
    /// <returns>Whether it was done.</returns>
    private protected bool Perform<T>(
        string session, string target, string what, string hint, Func<RingExApi, IProgress<RequestEvent>, CancellationToken, Task<T?>> act, Func<T, object>? result)
        where T : class
    {
        if (!Confirmed(target, char.ToUpperInvariant(what[0]) + what.Substring(1)))
            return false;

        try
        {
            var answer = Await((progress, cancellationToken) => act(Used.Client.RingEx, progress, cancellationToken), Used.Client.BeginsAtOnce);
            if (answer is not null && result is not null)
                WriteObject(result(answer));

            return true;
        }
        catch (RingCxException e)
        {
            WriteError(ErrorRecords.FromRingEx(e, what, session, null, session, hint, acts: true));
            return false;
        }
    }

    /// <summary>The same for what the service answers without a body.</summary>
    private protected bool Perform(string session, string target, string what, string hint, Func<RingExApi, IProgress<RequestEvent>, CancellationToken, Task> act) => Perform<object>(
        session,
        target,
        what,
        hint,
        async (api, progress, cancellationToken) =>
        {
            await act(api, progress, cancellationToken).ConfigureAwait(false);
            return null;
        },
        null);

    /// <summary>Whether to go ahead: PowerShell's own question.</summary>
    private protected virtual bool Confirmed(string target, string action) => ShouldProcess(target, action);
}
