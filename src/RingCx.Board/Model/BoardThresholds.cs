namespace RingCx.Board;

/// <summary>From when on something needs attention.</summary>
public sealed class BoardThresholds
{
    /// <summary>From this wait on a call in a queue is worth a look.</summary>
    public TimeSpan WaitWarning { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>From this wait on a call in a queue waits too long.</summary>
    public TimeSpan WaitCritical { get; set; } = TimeSpan.FromSeconds(180);

    /// <summary>From this time on a call with an agent is worth a look.</summary>
    public TimeSpan CallWarning { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>How much attention a wait needs.</summary>
    public AttentionLevel OfWait(TimeSpan? wait) =>
        wait >= WaitCritical ? AttentionLevel.Critical : wait >= WaitWarning ? AttentionLevel.Warning : AttentionLevel.Normal;

    /// <summary>How much attention a call with an agent needs.</summary>
    public AttentionLevel OfCall(TimeSpan? length) => length >= CallWarning ? AttentionLevel.Warning : AttentionLevel.Normal;
}
