using System.Collections.Concurrent;
using System.Diagnostics;
using RingCx.Board;

namespace RingCx.Boards;

/// <summary>Keeps the board going on the pipeline's thread: lists, takes keys, acts, draws. Nothing of it waits for the service.</summary>
internal sealed class BoardLoop : IDisposable
{
    // So soon the board notices that its window has another size.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan QueuesAgainAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WorthShowing = TimeSpan.FromSeconds(0.5);

    private readonly BoardSession _session;
    private readonly CallPoller _poller;
    private readonly TimeSpan _interval;
    private readonly BoardRenderer _renderer = new(
        colours: string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")), BoardTerminal.IsUnicode);
    private readonly BoardHeader _header = new();
    private readonly Reports _listingReports = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _nextListing;
    private TimeSpan _nextQueues;
    private TimeSpan _listedAt;
    private DateTime? _updated;
    private Task? _listing;
    private Task<IReadOnlyList<BoardQueue>>? _listingQueues;
    private IReadOnlyList<BoardQueue> _queues = [];
    private IReadOnlyList<BoardCall> _calls = [];
    private Task<(string Text, StatusKind Kind)>? _acting;
    private long _drawnSecond = -1;
    private (int Width, int Height) _drawnSize;
    private bool _isStale = true;
    private bool _isWholeStale;
    private bool _isOutdated;
    private bool _ends;

    public BoardLoop(BoardSession session, CallPoller poller, TimeSpan interval)
    {
        _session = session;
        _poller = poller;
        _interval = interval;
        _session.Tell("Listing the calls …", StatusKind.Hint);
    }

    public string Title { get; set; } = string.Empty;

    /// <summary>The calls to show of those that were listed.</summary>
    public Func<CallPoller, IReadOnlyList<BoardCall>> Calls { get; set; } = null!;

    /// <summary>Makes the board of what is known, for a moment of the service's time.</summary>
    public Func<IReadOnlyList<BoardCall>, IReadOnlyList<BoardQueue>, DateTimeOffset, BoardFloor?, CallBoard> Board { get; set; } = null!;

    /// <summary>Agents' states and queues' figures.</summary>
    public FloorSource Floor { get; set; } = null!;

    /// <summary>Asks for the queues.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<BoardQueue>>> Queues { get; set; } = null!;

    /// <summary>What a request means.</summary>
    public Func<BoardRequest, CallAction> Action { get; set; } = null!;

    /// <summary>Does it; null where it is only told.</summary>
    public Func<CallAction, string, IProgress<RequestEvent>, CancellationToken, Task<bool>>? Send { get; set; }

    /// <summary>Shows the board until it is quit. Ctrl+C and what ends the command give the terminal back as well.</summary>
    public void Run(CancellationToken stopping)
    {
        // Not disposed of: what is left to itself may still look at its token.
        var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        try
        {
            using var terminal = new BoardTerminal(Signal);
            while (true)
            {
                BeginDue(ended.Token);
                TakeResults();
                if (!TakeKeys(terminal, ended.Token) || (_ends && _acting is null))
                    return;

                Draw(terminal);
                _signal.Wait(Tick, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            // What a cancelled request does last may hang.
            Task.Run(ended.Cancel, CancellationToken.None);
        }
    }

    public void Dispose() => _signal.Dispose();

    private void BeginDue(CancellationToken cancellationToken)
    {
        var now = _clock.Elapsed;
        if (_listing is null && now >= _nextListing)
        {
            // One that is overdue is not made up for.
            _nextListing = now + _interval;
            _listing = Signaled(Task.Run(() => _poller.BeginPoll(_listingReports, cancellationToken), CancellationToken.None));
        }

        if (_listingQueues is null && now >= _nextQueues)
        {
            _nextQueues = TimeSpan.MaxValue;
            _listingQueues = Signaled(Task.Run(() => Queues(cancellationToken), CancellationToken.None));
        }

        foreach (var asking in Floor.BeginDue(now, cancellationToken))
            Signaled(asking);
    }

    private void TakeResults()
    {
        if (_listing is { IsCompleted: true } listing)
        {
            _listing = null;
            TakeListing(listing);
        }

        if (_listingQueues is { IsCompleted: true } queues)
        {
            _listingQueues = null;
            TakeQueues(queues);
        }

        _isStale |= _isOutdated |= Floor.TakeResults(_clock.Elapsed, DateTime.Now);
        if (_acting is { IsCompleted: true } acting)
        {
            _acting = null;
            _session.Busy = null;
            var (text, kind) = acting.GetAwaiter().GetResult();
            _session.Tell(text, kind);
            _isStale = true;
        }

        while (_listingReports.TryTakeWarning(out var warning))
        {
            _session.Tell(warning, StatusKind.Failed);
            _isStale = true;
        }
    }

    private void TakeListing(Task listing)
    {
        _isStale = true;
        if (!_poller.EndPoll(listing))
            return;

        _calls = Calls(_poller);
        _isOutdated = true;

        if (_updated is null)
            _session.Tell(string.Empty, StatusKind.Hint);

        _listingReports.Wait = null;
        _listedAt = _clock.Elapsed;
        _updated = DateTime.Now;

        // Whatever else has written on the screen meanwhile goes with it.
        _isWholeStale = true;
    }

    private void TakeQueues(Task<IReadOnlyList<BoardQueue>> listing)
    {
        try
        {
            _queues = listing.GetAwaiter().GetResult();
            _session.Use(_queues);
            _isStale = _isOutdated = true;
        }
        catch (RingCxException e)
        {
            // The board goes without them, and says so when somebody wants to send a call to one.
            _nextQueues = e.Kind == FailureKind.PermissionDenied ? TimeSpan.MaxValue : _clock.Elapsed + QueuesAgainAfter;
        }
        catch (OperationCanceledException)
        {
            // The connection was closed; the listing tells.
        }
    }

    // False when the board is to end at once.
    private bool TakeKeys(BoardTerminal terminal, CancellationToken cancellationToken)
    {
        while (terminal.TryTake(out var key))
        {
            _isStale = true;
            var request = _session.Press(key);
            if (request?.Action == BoardAction.Quit)
            {
                if (_acting is null || _ends)
                    return false;

                _ends = true;
                _session.Busy += " The board ends with the answer; q again does not wait for it.";
            }
            else if (request is not null && !_ends)
            {
                Begin(request, cancellationToken);
            }

            if (BoardTerminal.MayEnd(key))
                terminal.GoOn();
        }

        return true;
    }

    private void Begin(BoardRequest request, CancellationToken cancellationToken)
    {
        var action = Action(request);
        var call = request.Call!;
        if (Send is null)
        {
            _session.Tell($"What if: it would {action.What}, for {call.Description}. Nothing was sent.", StatusKind.Hint);
            return;
        }

        _session.Busy = $"Asking the service to {action.What} …";
        _acting = Signaled(Task.Run(() => ActAsync(Send, action, call, cancellationToken), CancellationToken.None));
    }

    private static async Task<(string Text, StatusKind Kind)> ActAsync(
        Func<CallAction, string, IProgress<RequestEvent>, CancellationToken, Task<bool>> send,
        CallAction action,
        BoardCall call,
        CancellationToken cancellationToken)
    {
        var reports = new Reports();
        ErrorRecord failure;
        try
        {
            if (await send(action, call.Uii, reports, cancellationToken).ConfigureAwait(false))
            {
                return reports.TryTakeWarning(out var warning)
                    ? (warning, StatusKind.Failed)
                    : ($"Done: {action.What}, for {call.Description}.", StatusKind.Done);
            }

            failure = ErrorRecords.ActionRefused(action.What, call.Uii, action.Hint);
        }
        catch (RingCxException e)
        {
            failure = ErrorRecords.From(e, action.What, call.Uii, action.Permission, call.Uii, acts: true);
        }
        catch (OperationCanceledException e)
        {
            failure = ErrorRecords.ConnectionClosed(call.Uii, e);
        }

        return (failure.Exception.Message, StatusKind.Failed);
    }

    private void Draw(BoardTerminal terminal)
    {
        var size = (BoardTerminal.Width, BoardTerminal.Height);
        var second = (long)_clock.Elapsed.TotalSeconds;
        if (!_isStale && second == _drawnSecond && size == _drawnSize)
            return;

        // A key alone changes nothing but what is chosen, so it is answered without working out the board anew.
        if (_updated is not null && (_isOutdated || second != _drawnSecond))
        {
            _session.Update(Board(_calls, _queues, _poller.ServiceTime + (_clock.Elapsed - _listedAt), Floor.Floor));
            _isOutdated = false;
        }

        _header.Title = Title;
        _header.Clock = DateTime.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var last = _updated is { } updated ? $"Last update {updated.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}. " : string.Empty;
        var trouble = (_listingReports.Wait ?? _poller.Failure) is { } ofListing ? last + ofListing : null;
        var ofFloor = Floor.Trouble(_clock.Elapsed);
        _header.Banner = trouble is null || ofFloor is null ? trouble ?? ofFloor : $"{trouble} {ofFloor}";
        _header.Note = Floor.Note;
        terminal.Draw(_renderer.Render(_session, _header, size.Width, size.Height), size.Width, size.Height, _isWholeStale);
        _isStale = _isWholeStale = false;
        _drawnSecond = second;
        _drawnSize = size;
    }

    private T Signaled<T>(T task)
        where T : Task
    {
        task.ContinueWith(_ => Signal(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }

    private void Signal()
    {
        try
        {
            _signal.Release();
        }
        catch (ObjectDisposedException)
        {
            // The answer to a question that nobody waits for any more.
        }
    }

    // What the client reports from its threads. On the board's screen nothing but the board may write.
    private sealed class Reports : IProgress<RequestEvent>
    {
        private readonly ConcurrentQueue<string> _warnings = new();

        /// <summary>Why the request takes so long; null where it does not.</summary>
        public string? Wait { get; set; }

        public bool TryTakeWarning(out string warning) => _warnings.TryDequeue(out warning!);

        public void Report(RequestEvent value)
        {
            if (value.Kind == RequestEventKind.Warning)
                _warnings.Enqueue(value.Message);
            else if (value.Delay >= WorthShowing)
                Wait = value.Message;
        }
    }
}
