namespace RingCx.Sandbox;

/// <summary>The order of the listing, and of a queue: by enqueue time, then by uii.</summary>
internal sealed class CallOrder : IComparer<CallState>
{
    public static readonly CallOrder Instance = new();

    public int Compare(CallState? x, CallState? y)
    {
        var byTime = x!.EnqueueTime.UtcTicks.CompareTo(y!.EnqueueTime.UtcTicks);
        return byTime != 0 ? byTime : string.CompareOrdinal(x.Uii, y.Uii);
    }
}
