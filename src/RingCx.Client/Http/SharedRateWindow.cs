namespace RingCx.Client.Http;

/// <summary>
/// The requests that all processes with one token may send in any minute: a file beside the tokens that holds the time of each. A
/// process takes its place in there after its own <see cref="RateBudget"/> has let the request out. What a process that dies leaves
/// behind ages out.
/// </summary>
/// <param name="longestPause">A pause that the service asks for is waited out up to this.</param>
/// <param name="time">The clock; its time of day is what the processes have in common.</param>
internal sealed class SharedRateWindow(
    OwnerOnlyFolder folder, string name, int limit, TimeSpan window, TimeSpan longestPause, TimeProvider time) : IDisposable
{
    private const int MaximumBytes = 1024 * 1024;

    // The lock is held for as long as it takes to read and write a kilobyte.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Whoever pressed Ctrl+C wants to go. A place that is not given back ages out.
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(2);

    // Actions go before polling, in other processes too: polling looks a little later whether a place has come free.
    private static readonly TimeSpan PollingYields = TimeSpan.FromMilliseconds(100);

    private readonly string _file = name + ".rate";
    private readonly CancellationTokenSource _closed = new();
    private State _lastKnown = new();

    private long Now => time.GetUtcNow().UtcTicks;

    /// <summary>The requests that could go out at this moment, by what this process saw last.</summary>
    public int Remaining => Volatile.Read(ref _lastKnown).Free(Now, window, limit);

    /// <summary>Waits for a place. Each is given back by <see cref="ReleaseAsync"/>.</summary>
    /// <exception cref="RingCxException">The file cannot be used, or the service asked for too long a pause.</exception>
    public async Task<long> TakeAsync(RequestPriority priority, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        try
        {
            while (true)
            {
                var now = 0L;
                var seen = await ChangeAsync(s => s.TryTake(now = Now, window, limit), Patience, either.Token).ConfigureAwait(false);
                if (seen.Taken)
                    return now;

                if (seen.Pause(now) > longestPause)
                {
                    throw new RingCxException(
                        FailureKind.RateLimited,
                        $"{RateBudget.PausedTooLong(seen.Pause(now)).Message} It holds for every job that shares the token, and is kept in "
                            + $"{folder.PathOf(_file)}. Disconnect-Rcx -ClearTokenCache forgets it, and so does deleting that file.");
                }

                var delay = seen.UntilFree(now, window, limit) + (priority == RequestPriority.Polling ? PollingYields : TimeSpan.Zero);
                progress?.Report(RateBudget.Waiting(delay, seen.Pause(now) > TimeSpan.Zero, limit));
                await time.Delay(delay, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (_closed.IsCancellationRequested)
        {
            throw RingCxException.Closed(e);
        }
    }

    /// <summary>Gives a place back: it comes free one window from now, at once where the service did not count the request.</summary>
    public Task ReleaseAsync(long place, bool counted, bool hurried = false) =>
        TryChangeAsync(state => state.Release(place, counted ? Now : null), hurried ? ShortPatience : Patience);

    /// <summary>Holds the requests of every process back for a while: the service said 429.</summary>
    public Task PauseAsync(TimeSpan delay) => TryChangeAsync(state => state.PauseUntil(Now, delay), Patience);

    /// <summary>Forgets everything, for every process: what was counted was counted for a token that is no more.</summary>
    /// <exception cref="RingCxException">The file cannot be deleted.</exception>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        using (await folder.LockAsync(_file + ".lock", Patience, cancellationToken).ConfigureAwait(false))
        {
            var path = folder.PathOf(_file);
            OwnerOnlyFolder.Use(path, () =>
            {
                File.Delete(path);
                return true;
            });
        }
    }

    public void Dispose() => _closed.Cancel();

    // What was answered is not lost for the sake of the books. If they cannot be kept, the next request fails instead.
    private async Task TryChangeAsync(Action<State> change, TimeSpan patience)
    {
        try
        {
            await ChangeAsync(change, patience, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RingCxException e) when (e.Kind == FailureKind.TokenCacheUnavailable)
        {
        }
    }

    private async Task<State> ChangeAsync(Action<State> change, TimeSpan patience, CancellationToken cancellationToken)
    {
        using (await folder.LockAsync(_file + ".lock", patience, cancellationToken).ConfigureAwait(false))
        {
            var path = folder.PathOf(_file);
            var state = OwnerOnlyFolder.Use(path, () =>
            {
                using var file = OwnerOnlyFolder.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
                var read = State.Read(file);
                change(read);
                read.Write(file);
                return read;
            });
            Volatile.Write(ref _lastKnown, state);
            return state;
        }
    }

    /// <summary>The file, in ticks of UTC: its mark, when a pause was asked for and until when, the time of each request.</summary>
    private sealed class State
    {
        // "RCXRATE1". A file that does not begin with it is not one of these, and counts as empty.
        private const long Mark = 0x3145544152584352;
        private const int HeaderLength = 3;

        private readonly List<long> _places = [];
        private long _pausedAt;
        private long _pausedUntil;

        public bool Taken { get; private set; }

        public static State Read(Stream file)
        {
            var bytes = new byte[Math.Min(file.Length, MaximumBytes)];
            var length = 0;
            while (file.Read(bytes, length, bytes.Length - length) is > 0 and var read)
                length += read;

            // Half a number at the end is what a process that was killed left of a write.
            var numbers = new long[length / sizeof(long)];
            Buffer.BlockCopy(bytes, 0, numbers, 0, numbers.Length * sizeof(long));
            var state = new State();
            if (numbers.Length >= HeaderLength && numbers[0] == Mark)
            {
                // Whatever else wrote it: a number that is no time would never age out, and no pause is longer than one that is kept.
                if (IsTime(numbers[1]) && IsTime(numbers[2]))
                    (state._pausedAt, state._pausedUntil) = (numbers[1], Math.Min(numbers[2], numbers[1] + RateBudget.LongestKept.Ticks));

                state._places.AddRange(numbers.Skip(HeaderLength).Where(IsTime));
            }

            return state;
        }

        public void Write(Stream file)
        {
            long[] numbers = [Mark, _pausedAt, _pausedUntil, .. _places];
            var bytes = new byte[numbers.Length * sizeof(long)];
            Buffer.BlockCopy(numbers, 0, bytes, 0, bytes.Length);
            file.Position = 0;
            file.Write(bytes, 0, bytes.Length);
            file.SetLength(bytes.Length);
        }

        public int Free(long now, TimeSpan window, int limit) =>
            Pause(now) > TimeSpan.Zero ? 0 : Math.Max(0, limit - _places.Count(place => now - place < window.Ticks));

        public void TryTake(long now, TimeSpan window, int limit)
        {
            // A clock that was set back leaves times of the future behind: they count from now.
            _places.RemoveAll(place => now - place >= window.Ticks);
            for (var i = 0; i < _places.Count; i++)
                _places[i] = Math.Min(_places[i], now);

            if (_pausedAt > now)
                (_pausedAt, _pausedUntil) = (now, now + _pausedUntil - _pausedAt);

            Taken = Free(now, window, limit) > 0;
            if (Taken)
                _places.Add(now);
        }

        public void Release(long place, long? answeredAt)
        {
            _places.Remove(place);
            if (answeredAt is { } time)
                _places.Add(time);
        }

        public void PauseUntil(long now, TimeSpan delay)
        {
            var until = now + Math.Min(delay.Ticks, RateBudget.LongestKept.Ticks);
            if (until > _pausedUntil)
                (_pausedAt, _pausedUntil) = (now, until);
        }

        public TimeSpan Pause(long now) => TimeSpan.FromTicks(Math.Max(0, _pausedUntil - now));

        private static bool IsTime(long ticks) => ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;

        // A millisecond more, since timers may fire a little early.
        public TimeSpan UntilFree(long now, TimeSpan window, int limit)
        {
            var free = _places.Count < limit ? now : _places.Min() + window.Ticks;
            return TimeSpan.FromTicks(Math.Max(_pausedUntil, free) - now) + TimeSpan.FromMilliseconds(1);
        }
    }
}
