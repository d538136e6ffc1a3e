namespace RingCx;

/// <summary>
/// A queue at one moment, with its counters of the day (docs/service-notes.md: realTimeData/inbound, realTimeData/chat). The counters
/// begin at midnight of the account's own zone. Every property can be null where the service leaves it out; a chat queue has no more than
/// the service tells of it.
/// </summary>
public sealed class RcxQueueState
{
    internal RcxQueueState() { }

    /// <summary>The queue's id; of a chat queue chatQueueId.</summary>
    public int? GateId { get; internal set; }

    /// <summary>The queue's name; of a chat queue chatQueueName.</summary>
    public string? GateName { get; internal set; }

    /// <summary>The id of the queue's group; of a chat queue chatQueueGroupId.</summary>
    public int? GateGroupId { get; internal set; }

    /// <summary>The name of the queue's group; of a chat queue chatQueueGroupName.</summary>
    public string? GroupName { get; internal set; }

    /// <summary>Whether calls or chats wait in it.</summary>
    public RcxQueueChannel Channel { get; private set; }

    /// <summary>The name of the schedule that holds.</summary>
    public string? Schedule { get; internal set; }

    /// <summary>What holds in place of the schedule; null where nothing does.</summary>
    public string? ScheduleOverride { get; internal set; }

    /// <summary>The state, such as open or closed; the service tells none of a chat queue.</summary>
    public string? State { get; internal set; }

    /// <summary>Calls or chats with an agent.</summary>
    public int? Active { get; internal set; }

    /// <summary>Calls or chats that wait.</summary>
    public int? InQueue { get; internal set; }

    /// <summary>Calls or chats that ring an agent.</summary>
    public int? Routing { get; internal set; }

    /// <summary>How long the one that has waited longest has waited.</summary>
    public TimeSpan? LongestInQueue { get; internal set; }

    /// <summary>Agents who are logged in for it.</summary>
    public int? Staffed { get; internal set; }

    /// <summary>Agents who could take one at once.</summary>
    public int? Available { get; internal set; }

    /// <summary>Came today.</summary>
    public int? Presented { get; internal set; }

    /// <summary>Were answered today.</summary>
    public int? Accepted { get; internal set; }

    /// <summary>Gave up waiting today.</summary>
    public int? Abandoned { get; internal set; }

    /// <summary>Were sent elsewhere today.</summary>
    public int? Deflected { get; internal set; }

    /// <summary>Gave up so soon that it is not held against the service level.</summary>
    public int? ShortAbandon { get; internal set; }

    /// <summary>Were answered within the queue's time.</summary>
    public int? SlaPass { get; internal set; }

    /// <summary>Were not.</summary>
    public int? SlaFail { get; internal set; }

    /// <summary>Calls shorter than the queue's threshold for short ones.</summary>
    public int? ShortCall { get; internal set; }

    /// <summary>Calls longer than the queue's threshold for long ones.</summary>
    public int? LongCall { get; internal set; }

    /// <summary>Calls with a disposition that counts as a success.</summary>
    public int? SuccessDispositions { get; internal set; }

    /// <summary>All waiting of the day.</summary>
    public TimeSpan? TotalQueueTime { get; internal set; }

    /// <summary>All waiting of those that were answered.</summary>
    public TimeSpan? TotalAnswerTime { get; internal set; }

    /// <summary>All time with agents; of a chat queue totalChatTime.</summary>
    public TimeSpan? TotalTalkTime { get; internal set; }

    /// <summary>All waiting of those that gave up.</summary>
    public TimeSpan? TotalAbandonTime { get; internal set; }

    /// <summary>The part that was answered in time, 0 to 1: SlaPass / (SlaPass + SlaFail); null before the first.</summary>
    public double? ServiceLevel => SlaPass is { } pass && SlaFail is { } fail && pass >= 0 && fail >= 0 && pass + (long)fail > 0
        ? (double)pass / (pass + (long)fail)
        : null;

    /// <summary>How long those that were answered waited, on average, in whole seconds; null before the first.</summary>
    public TimeSpan? AverageAnswerTime => Average(TotalAnswerTime, Accepted);

    /// <summary>How long those that were answered lasted, on average, in whole seconds; null before the first.</summary>
    public TimeSpan? AverageTalkTime => Average(TotalTalkTime, Accepted);

    /// <summary>How long those that gave up had waited, on average, in whole seconds; null before the first.</summary>
    public TimeSpan? AverageAbandonTime => Average(TotalAbandonTime, Abandoned);

    /// <summary>When the service made these figures.</summary>
    public DateTimeOffset? LastUpdate { get; internal set; }

    /// <summary>The queue's account.</summary>
    public string AccountId { get; internal set; } = null!;

    /// <summary>The service's time of the answer.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Whether the state says that it is open; null where the service tells no state that says it.</summary>
    internal bool? IsOpen => State?.Trim().ToUpperInvariant() switch
    {
        "OPEN" or "OPENED" => true,
        "CLOSED" or "CLOSE" => false,
        _ => null,
    };

    /// <summary>The queue's name, or its id.</summary>
    public override string ToString() => GateName ?? GateId?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>Adds what a row of the service's does not tell, or need not.</summary>
    internal void Complete(string accountId, RcxQueueChannel channel, DateTimeOffset at)
    {
        AccountId = AccountId is null or "" ? accountId : AccountId;
        ScheduleOverride = ScheduleOverride is "" ? null : ScheduleOverride;
        Channel = channel;
        At = at;
    }

    private static TimeSpan? Average(TimeSpan? total, int? count) =>
        total is { } sum && count > 0 ? TimeSpan.FromSeconds(Math.Round(sum.TotalSeconds / count.Value)) : null;
}
