namespace RingCx.Client.Storage;

/// <summary>
/// Where the threads of this process queue up for one thing: a queue wakes the next one, which a lock between processes does not. A gate is
/// there as long as somebody is in it or waits for it.
/// </summary>
internal static class ProcessGate
{
    private static readonly Dictionary<string, Gate> Gates = new(StringComparer.Ordinal);

    /// <summary>Whether anybody is in a gate or waits for it.</summary>
    public static bool IsUsed(string name)
    {
        lock (Gates)
            return Gates.ContainsKey(name);
    }

    /// <summary>Waits for one's turn, which ends when what is given is disposed of; null where the others took too long.</summary>
    public static async Task<IDisposable?> EnterAsync(string name, TimeSpan patience, CancellationToken cancellationToken)
    {
        Gate? gate;
        lock (Gates)
        {
            if (!Gates.TryGetValue(name, out gate))
                Gates.Add(name, gate = new Gate(name));

            gate.Users++;
        }

        var entered = false;
        try
        {
            entered = await gate.Turn.WaitAsync(patience, cancellationToken).ConfigureAwait(false);
            return entered ? gate : null;
        }
        finally
        {
            if (!entered)
                gate.Leave();
        }
    }

    private sealed class Gate(string name) : IDisposable
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public int Users { get; set; }

        public void Dispose()
        {
            Turn.Release();
            Leave();
        }

        public void Leave()
        {
            lock (Gates)
            {
                if (--Users == 0)
                    Gates.Remove(name);
            }
        }
    }
}
