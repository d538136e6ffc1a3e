using System.Diagnostics;

namespace RingCx.Client.Tests.Support;

/// <summary>
/// Tells when the thread pool has nothing left to do, so that only the clock can make more happen. Nothing else tells it: within the client a
/// request also waits for its turn, or for a token that another one renews, and neither shows at the transport or at the clock.
/// </summary>
internal static class QuietPool
{
    private const int CalibrationRounds = 300;

    // A thread that another part of the test host has taken for good must not stop the tests; one that a busy machine keeps waiting, or
    // that throws for the first time, must not be taken for one of those.
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(10);

    private static int _restingThreads = Calibrate();

    /// <summary>Waits, on a thread outside the pool, until the pool is quiet.</summary>
    public static void Wait()
    {
        var start = Stopwatch.GetTimestamp();
        while (ThreadPool.PendingWorkItemCount > 0 || BusyThreads() > _restingThreads)
        {
            if (ThreadPool.PendingWorkItemCount == 0 && Stopwatch.GetElapsedTime(start) > GiveUp)
            {
                _restingThreads = BusyThreads();
                return;
            }

            Thread.Yield();
        }
    }

    private static int BusyThreads()
    {
        ThreadPool.GetMaxThreads(out var all, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        var busy = all - available;
        if (busy < _restingThreads)
        {
            _restingThreads = busy;
        }

        return busy;
    }

    private static int Calibrate()
    {
        _restingThreads = int.MaxValue;
        for (var i = 0; i < CalibrationRounds; i++)
        {
            // Long enough for the others to come to rest, also on a machine that is busy: one that never shows itself at rest is taken for one
            // that never rests.
            BusyThreads();
            Thread.Sleep(1);
        }

        return _restingThreads;
    }
}
