using System.Collections.Concurrent;

namespace RingCx.Foundation;

/// <summary>
/// Waits for the client on the pipeline's thread, so that Ctrl+C ends the wait at once, and shows what happens meanwhile.
/// </summary>
#pragma warning disable CA1001 // Its token's source is never disposed of: it may be cancelled at any time, and holds nothing.
internal sealed class PipelineWaiter(Cmdlet command, ProgressDisplay progress)
#pragma warning restore CA1001
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // So long what was begun may take to end by itself when the user presses Ctrl+C, such as to write down how it ended.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.5);

    private readonly CancellationTokenSource _stopping = new();
    private volatile ReportQueue? _awaited;
    private volatile bool _isStopping;

    public bool IsStopping => _isStopping;

    public CancellationToken StoppingToken => _stopping.Token;

    /// <summary>Ends the wait; called on another thread.</summary>
    public void Stop()
    {
        // What a cancelled request does last may hang, on a share that does not answer, and would hold up whoever cancels.
        _isStopping = true;
        Task.Run(_stopping.Cancel);
        _awaited?.Signal();
    }

    /// <summary>
    /// Waits for something that the client does on another thread, what it does before it first waits included: the platform looks for a
    /// proxy there, and may take its time. What does not end with Ctrl+C is left to itself.
    /// </summary>
    /// <param name="atOnce">True where nothing of that can be: it is begun on this thread, which saves the way to another.</param>
    public T Await<T>(Func<IProgress<RequestEvent>, CancellationToken, Task<T>> start, bool atOnce)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        using var reports = new ReportQueue();
        var token = cancel.Token;
        _awaited = reports;
        var task = atOnce ? start(reports, token) : Task.Run(() => start(reports, token), CancellationToken.None);
        try
        {
            reports.SignalAtEndOf(task);
            while (!task.IsCompleted && !_isStopping)
            {
                // Woken every second while a wait is shown, so that it counts down.
                reports.Wait(progress.CountsDown ? Tick : Timeout.InfiniteTimeSpan);
                Show(reports);
            }

            if (!task.IsCompleted && Task.WaitAny([task], Grace) < 0)
            {
                _ = task.ContinueWith(
                    static t => t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                throw new PipelineStoppedException();
            }

            Show(reports);
            progress.Hide();
            return task.GetAwaiter().GetResult();
        }
        catch (RingCxException)
        {
            progress.Hide();
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

    /// <summary>Waits for something that must come to its end, whatever the user presses, and whatever becomes of what is shown.</summary>
    public T AwaitToTheEnd<T>(Func<IProgress<RequestEvent>, Task<T>> start)
    {
        using var reports = new ReportQueue();
        var task = start(reports);
        reports.SignalAtEndOf(task);
        var shows = true;
        while (!task.IsCompleted)
        {
            reports.Wait(Timeout.InfiniteTimeSpan);
            try
            {
                if (!IsStopping && shows)
                {
                    Show(reports);
                    progress.Hide();
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

    private void Show(ReportQueue reports)
    {
        while (reports.TryTake(out var report))
        {
            switch (report.Kind)
            {
                case RequestEventKind.Warning:
                    command.WriteWarning(report.Message);
                    break;
                case RequestEventKind.Received:
                    command.WriteDebug(report.Message);
                    break;
                default:
                    command.WriteVerbose(report.Message);
                    break;
            }

            progress.Announce(report);
        }

        progress.Refresh();
    }

    // What other threads report is shown by the pipeline's own, the only one that may write.
    private sealed class ReportQueue : IProgress<RequestEvent>, IDisposable
    {
        private readonly ConcurrentQueue<RequestEvent> _reports = new();
        private readonly SemaphoreSlim _signal = new(0);

        public void Report(RequestEvent value)
        {
            _reports.Enqueue(value);
            Signal();
        }

        public bool TryTake(out RequestEvent report) => _reports.TryDequeue(out report!);

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
