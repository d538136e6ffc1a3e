namespace RingCx.Polling;

/// <summary>The two ways in which a command asks again and again: to follow, or until something is so.</summary>
internal static class PollingLoop
{
    /// <summary>Follows until the time is over or the command is stopped.</summary>
    /// <param name="emitsExisting">Whether what was there at the first answer is handed over as well.</param>
    /// <param name="take">Takes what an answer showed.</param>
    public static void Follow<TPoller, TEvent>(
        PollingTimes times,
        MonotonicClock clock,
        IReadOnlyList<TPoller> pollers,
        bool emitsExisting,
        Action<TPoller, IReadOnlyList<TEvent>> take)
        where TPoller : ServicePoller<TEvent>
    {
        if (pollers.Count == 0)
            return;

        times.Start(clock);
        while (true)
        {
            foreach (var poller in pollers)
            {
                var emits = emitsExisting || poller.HasListed;
                if (poller.Poll(times) is { } changes && emits)
                    take(poller, changes);
            }

            if (!times.IsOver)
                times.WaitForNext();

            if (times.IsOver)
                return;
        }
    }

    /// <summary>Looks until nothing is left to wait for, or the time is over, and shows how far it is.</summary>
    /// <param name="left">How many of a poller's are left to wait for; one without any is not asked.</param>
    /// <param name="all">How many are waited for.</param>
    /// <param name="condition">What is waited for, as in "3 of 5 calls ended".</param>
    /// <param name="compare">Compares what is waited for with what an answer showed.</param>
    public static void WaitForAll<TPoller, TEvent>(
        RcxCommand command,
        PollingTimes times,
        MonotonicClock clock,
        IReadOnlyList<TPoller> pollers,
        Func<TPoller, int> left,
        int all,
        string condition,
        Action<TPoller> compare)
        where TPoller : ServicePoller<TEvent>
    {
        var progress = new ProgressRecord(1, command.MyInvocation.MyCommand?.Name ?? "Wait", condition) { PercentComplete = 0 };
        times.Start(clock);
        try
        {
            while (Look() is > 0 and var open && !times.IsOver)
            {
                progress.StatusDescription = $"{all - open} of {all} {condition}";
                progress.PercentComplete = 100 * (all - open) / all;
                progress.SecondsRemaining = times.Left is { } time ? (int)Math.Ceiling(time.TotalSeconds) : -1;
                command.WriteProgress(progress);
                times.WaitForNext(looksAtTheEnd: true);
            }
        }
        finally
        {
            progress.RecordType = ProgressRecordType.Completed;

            // A pipeline that is being stopped takes no progress, and clears what there is by itself.
            if (!command.IsStopping)
                command.WriteProgress(progress);
        }

        int Look()
        {
            foreach (var poller in pollers)
            {
                if (left(poller) > 0 && poller.Poll(times) is not null)
                    compare(poller);
            }

            return pollers.Sum(left);
        }
    }
}
