namespace RingCx.Client;

/// <summary>The pauses of one call in this process, from the first that begins to the last that is over.</summary>
internal sealed class PausesOfCall
{
    /// <summary>Who has begun and is not over; guarded by the lock of all.</summary>
    public int Users { get; set; }

    public SemaphoreSlim Gate { get; } = new(1, 1);

    public int Count { get; set; }

    /// <summary>True while the service is known to have stopped the recording.</summary>
    public bool IsOff { get; set; }
}
