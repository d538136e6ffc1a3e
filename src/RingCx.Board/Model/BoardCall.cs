namespace RingCx.Board;

/// <summary>A call as the board is given it. Texts are cleaned of what a terminal would obey.</summary>
/// <remarks>Makes one.</remarks>
/// <param name="uii">What an action names it by.</param>
public sealed class BoardCall(string uii)
{
    private const int ShownDigits = 4;

    private string? _agent;
    private string? _queue;
    private string? _caller;
    private string? _callerName;
    private string? _dialed;
    private string? _externalId;

    /// <summary>What an action names it by.</summary>
    public string Uii { get; } = uii;

    /// <summary>The agent's name; null while nobody has the call.</summary>
    public string? Agent { get => _agent; set => _agent = BoardText.Clean(value); }

    /// <summary>The queue's or campaign's name.</summary>
    public string? Queue { get => _queue; set => _queue = BoardText.Clean(value); }

    /// <summary>The caller's number.</summary>
    public string? Caller { get => _caller; set => _caller = BoardText.Clean(value); }

    /// <summary>The caller's name as looked up.</summary>
    public string? CallerName { get => _callerName; set => _callerName = BoardText.Clean(value); }

    /// <summary>The number that was called.</summary>
    public string? Dialed { get => _dialed; set => _dialed = BoardText.Clean(value); }

    /// <summary>The identifier that somebody set on the call.</summary>
    public string? ExternalId { get => _externalId; set => _externalId = BoardText.Clean(value); }

    /// <summary>When the call entered its queue.</summary>
    public DateTimeOffset? EnqueueTime { get; set; }

    /// <summary>When it left the queue; null while it waits.</summary>
    public DateTimeOffset? DequeueTime { get; set; }

    /// <summary>Whether it waits in a queue for an agent.</summary>
    public bool IsWaiting => Agent is null && EnqueueTime is not null && DequeueTime is null;

    /// <summary>Which call it is, for a question: agent, queue and the caller's last four digits.</summary>
    public string Description
    {
        get
        {
            var who = IsWaiting ? "the waiting call" : Agent is null ? "the call" : $"the call of {Agent}";
            var digits = new string([.. (Caller ?? string.Empty).Where(char.IsDigit)]);
            var caller = digits.Length >= ShownDigits ? digits.Substring(digits.Length - ShownDigits) : "unknown";
            return $"{who} in {Queue ?? "no queue"}, caller …{caller}".Replace("…unknown", "unknown");
        }
    }
}
