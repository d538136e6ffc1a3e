using RingCx.Loading;

namespace RingCx.Foundation;

/// <summary>The base of all commands: what they all need of the connection, of PowerShell and of whoever runs them.</summary>
public abstract class RcxCommand : PSCmdlet
{
    private readonly PipelineWaiter _waiter;
    private readonly Dictionary<string, string> _onceKeys = new(StringComparer.Ordinal);
    private ActionItem? _item;

    private protected RcxCommand()
    {
        // Here and not at import, which should cost nothing: a command is made before anything of the client is looked at.
        PrivateDependencies.Register();
        Progress = new ProgressDisplay(this);
        _waiter = new PipelineWaiter(this, Progress);
    }

    /// <summary>The connection that the command works with, once it has begun: it ends with an error where there is none.</summary>
    internal RcxConnection ActiveConnection { get; private set; } = null!;

    internal ProgressDisplay Progress { get; }

    /// <summary>True once the user has pressed Ctrl+C: the pipeline takes nothing more.</summary>
    internal bool IsStopping => _waiter.IsStopping;

    private protected RingCxClient Client => ActiveConnection.Client;

    /// <summary>Told when the user presses Ctrl+C.</summary>
    internal CancellationToken StoppingToken => _waiter.StoppingToken;

    /// <summary>Whether a parameter was given, be it with nothing in it.</summary>
    internal bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>Whether to tell only what would be done: -WhatIf, or the preference.</summary>
    private protected bool IsWhatIf => LanguagePrimitives.IsTrue(
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : GetVariableValue("WhatIfPreference"));

    /// <summary>Called by PowerShell on another thread when the user presses Ctrl+C.</summary>
    protected sealed override void StopProcessing() => _waiter.Stop();

    /// <summary>Waits on the pipeline's thread for what the client does on another; see <see cref="PipelineWaiter.Await"/>.</summary>
    internal T Await<T>(Func<IProgress<RequestEvent>, CancellationToken, Task<T>> start, bool atOnce = false) =>
        _waiter.Await(start, atOnce);

    internal void Await(Func<IProgress<RequestEvent>, CancellationToken, Task> start) =>
        Await((progress, token) => WithResult(start(progress, token)));

    // No async method: its code would have to be compiled at run time, for this alone.
    private static Task<object?> WithResult(Task task) => task.ContinueWith<object?>(
        static ended =>
        {
            ended.GetAwaiter().GetResult();
            return null;
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    /// <summary>Waits for something that must come to its end, whatever the user presses.</summary>
    private protected T AwaitToTheEnd<T>(Func<IProgress<RequestEvent>, Task<T>> start) => _waiter.AwaitToTheEnd(start);

    /// <summary>The same where a failure becomes a record and the pipeline goes on: false then.</summary>
    private protected bool TryAwait<T>(
        Func<IProgress<RequestEvent>, CancellationToken, Task<T>> start,
        Func<RingCxException, ErrorRecord> error,
        out T result,
        bool atOnce = false)
    {
        try
        {
            result = Await(start, atOnce);
            return true;
        }
        catch (RingCxException e)
        {
            ReportFailure(e, error);
            result = default!;
            return false;
        }
    }

    /// <summary>The same where a failure ends the command.</summary>
    private protected void EndIfFails(Action wait, Func<RingCxException, ErrorRecord> error)
    {
        try
        {
            wait();
        }
        catch (RingCxException e)
        {
            ThrowTerminatingError(error(e));
        }
    }

    /// <summary>Asks, if it must, then does it: false where nobody wants it, and after a record was written.</summary>
    /// <param name="target">What it is done to, for the question.</param>
    /// <param name="what">What is done, as in "put the call on hold"; phone numbers masked.</param>
    private protected bool TryPerform<T>(
        string target, string what, ServiceAction<T> action, Func<RingCxException, ErrorRecord> error, out T answer)
    {
        answer = default!;
        action.Once((this as IActingCommand)?.OnceKey);
        return Confirmed(target, char.ToUpperInvariant(what[0]) + what.Substring(1))
            && TryAwait(action.PerformAsync, error, out answer, Client.BeginsAtOnce);
    }

    /// <summary>Whether to go ahead.</summary>
    private protected virtual bool Confirmed(string target, string action) => IsConfirmed(target, action);

    /// <summary>PowerShell's own question, and -WhatIf.</summary>
    private protected bool IsConfirmed(string target, string action)
    {
        if (ShouldProcess(target, action))
            return true;

        _item?.Leave(IsWhatIf ? RcxOutcomeKind.WhatIf : RcxOutcomeKind.Skipped);
        return false;
    }

    /// <summary>Writes an error, and counts it; with -AsOutcome it is what became of the item.</summary>
    internal void ReportError(ErrorRecord error)
    {
        Progress.Batch?.CountError(error);
        if (_item is null)
            WriteError(error);
        else
            _item.Fail(error);
    }

    /// <summary>Tells why a request was not served; what an earlier run has done is no error.</summary>
    private protected void ReportFailure(RingCxException failure, Func<RingCxException, ErrorRecord> error)
    {
        if (failure.Kind != FailureKind.AlreadyDone)
        {
            ReportError(error(failure));
            return;
        }

        WriteVerbose(failure.Message);
        _item?.Leave(RcxOutcomeKind.AlreadyDone, failure.Message);
    }

    /// <summary>Acts on one item: with -AsOutcome one object goes out, whatever becomes of it.</summary>
    /// <param name="target">What it is done to, as it was given; masked where it may be a phone number.</param>
    /// <param name="uii">The call; null where it is about none.</param>
    private protected void ActOn(string target, string? uii, Action act)
    {
        if (this is not IActingCommand command)
        {
            act();
            return;
        }

        RejectIf(
            command.OnceKey is not null && Client.AuditPath is null,
            "-OnceKey looks into the audit file for what an earlier run has done, and there is none. Connect with Connect-Rcx -AuditPath.");
        _item = command.AsOutcome ? new ActionItem(command, target, uii) : null;
        try
        {
            if (IsOnceKeyGood(command.OnceKey, target))
                act();

            if (_item is not null)
                WriteObject(_item.ToOutcome(MyInvocation.MyCommand?.Name ?? string.Empty));
        }
        finally
        {
            _item = null;
        }
    }

    /// <summary>Names what is about to be done.</summary>
    private protected void NameAction(string action, string? account)
    {
        if (_item is not null)
            (_item.Action, _item.AccountId) = (action, account);
    }

    /// <summary>Emits what came of an action.</summary>
    private protected void Emit(object result)
    {
        if (_item is null)
            WriteObject(result);
        else
            _item.Succeed(result);
    }

    /// <summary>Chooses the connection, before anything else is looked at: without one nothing else matters.</summary>
    /// <param name="given">The one handed over; null for the one that Connect-Rcx made in this runspace.</param>
    /// <param name="forRingEx">Whether the command is about RingEX, RingCentral's own platform, and not about RingCX.</param>
    private protected void UseConnection(RcxConnection? given, bool forRingEx = false)
    {
        var connection = given ?? RunspaceState.Current.DefaultConnection;
        if (connection is null)
            ThrowTerminatingError(ErrorRecords.NotConnected());

        if (!connection!.IsOpen)
            ThrowTerminatingError(ErrorRecords.ConnectionClosed(connection));

        if (forRingEx ? !connection.Client.RingEx.IsAvailable : connection.IsRingExOnly)
            ThrowTerminatingError(ErrorRecords.WrongService(connection, forRingEx));

        ActiveConnection = connection;
    }

    /// <summary>Ends the command where what was given is wrong for every record.</summary>
    internal void RejectIf(bool isWrong, string message, object? target = null)
    {
        if (isWrong)
            ThrowTerminatingError(ErrorRecords.InvalidArgument(message, target));
    }

    /// <summary>Ends the command where a parameter is missing that it needs for every record.</summary>
    private protected void RejectIfMissing(object? value, string parameter, string example)
    {
        if (value is null)
            ThrowTerminatingError(ErrorRecords.MissingArgument(parameter, example));
    }

    /// <summary>Ends the command where the same is given and comes from the pipe: it would act on the one for each of the others.</summary>
    private protected void RejectIfPipedAndGiven(string parameter)
    {
        if (MyInvocation.ExpectingInput && IsGiven(parameter))
            ThrowTerminatingError(ErrorRecords.PipedAndGiven(parameter));
    }

    /// <summary>Whether to go ahead where -Force takes the question away. Not -WhatIf, and an explicit -Confirm is stronger.</summary>
    private protected bool ConfirmedUnless(SwitchParameter force, string target, string action) =>
        (force && !IsWhatIf && !IsGiven("Confirm")) || IsConfirmed(target, action);

    // Within one run a key that stands at two items is a mistake in the file, and the second would pass for done.
    private bool IsOnceKeyGood(string? key, string target)
    {
        const int Longest = 1000;
        if (key is null)
            return true;

        var problem = string.IsNullOrWhiteSpace(key) ? "is empty"
            : key.Length > Longest ? $"has {key.Length} characters, and may have {Longest}"
            : _onceKeys.TryGetValue(key, out var other) && other != target ? $"was given for {other} already"
            : null;
        if (problem is null)
        {
            _onceKeys[key] = target;
            return true;
        }

        ReportError(ErrorRecords.InvalidArgument(
            $"-OnceKey {problem}. Give each item a name of its own that is the same in every run, such as its id in the CRM.", target));
        return false;
    }

    /// <summary>A phone number as it is sent; null after a record was written.</summary>
    private protected string? PhoneOrError(string? given, string parameter, object? target)
    {
        if (PhoneNumber.TryNormalize(given, out var number, out var problem))
            return number;

        ReportError(given is null
            ? ErrorRecords.MissingArgument(parameter, "Give a phone number, such as 6505550123 or +16505550123.", target)
            : ErrorRecords.InvalidPhoneNumber(given, parameter, problem, target));
        return null;
    }
}
