using System.Collections.Concurrent;
using System.Diagnostics;
using RingCx.Loading;

namespace RingCx.Foundation;

/// <summary>The base of all commands: waits for the client so that Ctrl+C ends the wait at once, and shows what happens meanwhile.</summary>
public abstract class RcxCommand : PSCmdlet, IDisposable
{
    // PowerShell's name of the provider.
    private const string FileSystem = "FileSystem";

    // Shorter waits are over before anybody has read why.
    private static readonly TimeSpan WorthShowing = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // So long what was begun may take to end by itself when the user presses Ctrl+C, such as to write down how it ended.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.5);

    // Never disposed of: it may be cancelled at any time, and holds nothing.
    private readonly CancellationTokenSource _stopping = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private ProgressRecord? _progress;
    private TimeSpan? _waitEnd;
    private volatile EventQueue? _awaited;
    private volatile bool _isStopping;

    // Here and not at import, which should cost nothing: a command is made before anything of the client is looked at.
    private protected RcxCommand() => PrivateDependencies.Register();

    /// <summary>Called by PowerShell on another thread when the user presses Ctrl+C.</summary>
    protected sealed override void StopProcessing()
    {
        // What a cancelled request does last may hang, on a share that does not answer, and would hold up whoever cancels.
        _isStopping = true;
        Task.Run(_stopping.Cancel);
        _awaited?.Signal();
    }

    /// <summary>Called by PowerShell when the command has ended, however it ended.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the command holds.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>
    /// Waits on the pipeline's thread for something that the client does on another, what it does before it first waits included: the platform looks
    /// for a proxy there, and may take its time. What does not end with Ctrl+C is left to itself.
    /// </summary>
    /// <param name="start">Begins it.</param>
    /// <param name="atOnce">True where nothing of that can be: it is begun on this thread, which saves the way to another.</param>
    internal T Await<T>(Func<IProgress<RequestEvent>, CancellationToken, Task<T>> start, bool atOnce = false)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        using var events = new EventQueue();
        var token = cancel.Token;
        _awaited = events;
        var task = atOnce ? start(events, token) : Task.Run(() => start(events, token), CancellationToken.None);
        try
        {
            events.SignalAtEndOf(task);
            while (!task.IsCompleted && !_isStopping)
            {
                // Woken every second while a wait is shown, so that it counts down.
                events.Wait(_waitEnd is null ? System.Threading.Timeout.InfiniteTimeSpan : Tick);
                Show(events);
            }

            if (!task.IsCompleted && Task.WaitAny([task], Grace) < 0)
            {
                _ = task.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                throw new PipelineStoppedException();
            }

            Show(events);
            HideProgress();
            return task.GetAwaiter().GetResult();
        }
        catch (RingCxException)
        {
            HideProgress();
            throw;
        }
        catch (OperationCanceledException) when (_isStopping)
        {
            throw new PipelineStoppedException();
        }
        catch (OperationCanceledException e)
        {
            // Nobody stopped this command, so another thread closed the connection under it.
            throw RingCxException.Closed(e);
        }
        finally
        {
            // Writing to the pipeline can throw (a stream set to Stop): the request must not go on without its command.
            _awaited = null;
            cancel.Cancel();
        }
    }

    /// <summary>
    /// Waits for something that must come to its end, whatever the user presses, and whatever becomes of what is shown meanwhile.
    /// </summary>
    internal T AwaitToTheEnd<T>(Func<IProgress<RequestEvent>, Task<T>> start)
    {
        using var events = new EventQueue();
        var task = start(events);
        events.SignalAtEndOf(task);
        var shows = true;
        while (!task.IsCompleted)
        {
            events.Wait(System.Threading.Timeout.InfiniteTimeSpan);
            try
            {
                if (!IsStopping && shows)
                {
                    Show(events);
                    HideProgress();
                }
            }
            catch (RuntimeException)
            {
                // The pipeline is being stopped, or a stream is set to Stop.
                shows = false;
            }
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>True once the user has pressed Ctrl+C: the pipeline takes nothing more.</summary>
    private protected bool IsStopping => _isStopping;

    /// <summary>Told when the user presses Ctrl+C.</summary>
    private protected CancellationToken StoppingToken => _stopping.Token;

    /// <summary>Whether to tell only what would be done: -WhatIf, or the preference.</summary>
    private protected bool IsWhatIf => LanguagePrimitives.IsTrue(
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : GetVariableValue("WhatIfPreference"));

    /// <summary>Whether to go ahead where -Force takes the question away. Not -WhatIf, and an explicit -Confirm is stronger.</summary>
    private protected bool ConfirmedUnless(SwitchParameter force, string target, string action) =>
        (force && !IsWhatIf && !MyInvocation.BoundParameters.ContainsKey("Confirm")) || ShouldProcess(target, action);

    /// <summary>The full path of a file. Relative to where the session stands, which is not where the process does.</summary>
    private protected string FullPath(string? given, string parameter, string example)
    {
        if (string.IsNullOrWhiteSpace(given))
            ThrowTerminatingError(ErrorRecords.InvalidArgument($"-{parameter} is empty. {example}"));

        try
        {
            var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(given, out var provider, out _);
            var name = Path.GetFileName(path);
            if (name.IndexOf(':') >= 0 || name.EndsWith(".", StringComparison.Ordinal) || Identifier.IsDeviceName(name))
            {
                ThrowTerminatingError(ErrorRecords.InvalidArgument(
                    $"-{parameter} '{given}' is not the path of a file: on Windows '{name}' is a device or a part of a file, and what works here is to work there. {example}"));
            }

            if (provider.Name == FileSystem)
            {
                if (Path.IsPathRooted(path))
                    return Path.GetFullPath(path);

                // PowerShell leaves \\server\share as it is; here that is a file's name, relative to where the process stands.
                ThrowTerminatingError(ErrorRecords.InvalidArgument(
                    $"-{parameter} '{given}' names a share of Windows, which this system knows by no such path. Give the folder that the share is mounted at."));
            }
        }
        catch (Exception e) when (e is SessionStateException or ProviderInvocationException or ArgumentException or NotSupportedException or InvalidOperationException or PathTooLongException)
        {
            // Said below.
        }

        ThrowTerminatingError(ErrorRecords.InvalidArgument($"-{parameter} '{given}' is not the path of a file. {example}"));
        return string.Empty;
    }

    /// <summary>Waits for something without a result.</summary>
    internal void Await(Func<IProgress<RequestEvent>, CancellationToken, Task> start) => Await(async (progress, cancellationToken) =>
    {
        await start(progress, cancellationToken).ConfigureAwait(false);
        return true;
    });

    /// <summary>What stands before the reason of a wait in the progress shown, such as how much is done; empty for nothing.</summary>
    private protected virtual string ProgressPrefix => string.Empty;

    /// <summary>Shows how far the command has come, in the place where waits are shown too.</summary>
    private protected void ShowProgress(string status)
    {
        _progress ??= new ProgressRecord(0, MyInvocation.MyCommand.Name, status);
        _progress.StatusDescription = status;
        _progress.SecondsRemaining = -1;
        Complete(_progress);
        WriteProgress(_progress);
    }

    /// <summary>Takes the progress away; one that shows how far a command has come stays until the command ends.</summary>
    private protected void HideProgress(bool always = false)
    {
        _waitEnd = null;
        if (_progress is not null && (always || !KeepsProgress))
        {
            _progress.RecordType = ProgressRecordType.Completed;
            WriteProgress(_progress);
            _progress = null;
        }
    }

    /// <summary>Adds what the command knows of the whole to a progress that is about to be shown.</summary>
    private protected virtual void Complete(ProgressRecord progress)
    {
    }

    /// <summary>Whether the progress stays between two waits.</summary>
    private protected virtual bool KeepsProgress => false;

    /// <summary>Told of each error that the command writes.</summary>
    private protected virtual void Failed(ErrorRecord error)
    {
    }

    /// <summary>Writes an error, and counts it.</summary>
    internal new void WriteError(ErrorRecord error)
    {
        Failed(error);
        base.WriteError(error);
    }

    private void Show(EventQueue events)
    {
        while (events.TryTake(out var item))
        {
            switch (item.Kind)
            {
                case RequestEventKind.Warning:
                    WriteWarning(item.Message);
                    break;
                case RequestEventKind.Received:
                    WriteDebug(item.Message);
                    break;
                default:
                    WriteVerbose(item.Message);
                    break;
            }

            if (item.Delay >= WorthShowing)
            {
                _progress = new ProgressRecord(0, MyInvocation.MyCommand.Name, ProgressPrefix + item.Message);
                _waitEnd = _clock.Elapsed + item.Delay;
            }
        }

        if (_progress is not null && _waitEnd is { } end)
        {
            _progress.SecondsRemaining = Math.Max(0, (int)Math.Ceiling((end - _clock.Elapsed).TotalSeconds));
            Complete(_progress);
            WriteProgress(_progress);
        }
    }

    // What other threads report is shown by the pipeline's own, the only one that may write.
    private sealed class EventQueue : IProgress<RequestEvent>, IDisposable
    {
        private readonly ConcurrentQueue<RequestEvent> _events = new();
        private readonly SemaphoreSlim _signal = new(0);

        public void Report(RequestEvent value)
        {
            _events.Enqueue(value);
            Signal();
        }

        public bool TryTake(out RequestEvent item) => _events.TryDequeue(out item!);

        public void SignalAtEndOf(Task task) =>
            task.ContinueWith(_ => Signal(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        public void Wait(TimeSpan longest) => _signal.Wait(longest);

        public void Dispose() => _signal.Dispose();

        public void Signal()
        {
            try
            {
                _signal.Release();
            }
            catch (ObjectDisposedException)
            {
                // A renewal that others wait for too outlives the command that began it.
            }
        }
    }
}
