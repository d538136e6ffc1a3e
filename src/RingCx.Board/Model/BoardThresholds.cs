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

    /// <summary>From this time on an agent who is neither available nor on a call is worth a look; from twice that, too long.</summary>
    public TimeSpan AwayWarning { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>From this time on a pending disposition is worth a look; from twice that it is too long.</summary>
    public TimeSpan PendingWarning { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How much attention a wait needs.</summary>
    public AttentionLevel OfWait(TimeSpan? wait) =>
        wait >= WaitCritical ? AttentionLevel.Critical : wait >= WaitWarning ? AttentionLevel.Warning : AttentionLevel.Normal;

    /// <summary>How much attention a call with an agent needs.</summary>
    public AttentionLevel OfCall(TimeSpan? length) => length >= CallWarning ? AttentionLevel.Warning : AttentionLevel.Normal;

    /// <summary>How much attention an agent needs who is neither available nor on a call.</summary>
    public AttentionLevel OfAway(TimeSpan? time) => Of(time, AwayWarning);

    /// <summary>How much attention a pending disposition needs.</summary>
    public AttentionLevel OfPending(TimeSpan? time) => Of(time, PendingWarning);

    // Halved, since twice the longest time is none.
    private static AttentionLevel Of(TimeSpan? time, TimeSpan warning) =>
        time?.Ticks / 2d >= warning.Ticks ? AttentionLevel.Critical : time >= warning ? AttentionLevel.Warning : AttentionLevel.Normal;
}
