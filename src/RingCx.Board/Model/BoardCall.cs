namespace RingCx.Board;

/// <summary>A call as the board is given it. Texts are cleaned of what a terminal would obey.</summary>
public sealed class BoardCall(RcxActiveCall call)
{
    private const int ShownDigits = 4;

    /// <summary>What an action names it by.</summary>
    public string Uii { get; } = call.Uii ?? string.Empty;

    /// <summary>The agent's name; null while nobody has the call.</summary>
    public string? Agent { get; } = BoardText.Clean(call.AgentName);

    /// <summary>The queue's or campaign's name.</summary>
    public string? Queue { get; } = BoardText.Clean(call.DestinationName);

    /// <summary>The caller's number.</summary>
    public string? Caller { get; } = BoardText.Clean(call.Ani);

    /// <summary>The caller's name as looked up.</summary>
    public string? CallerName { get; } = BoardText.Clean(call.Cnam);

    /// <summary>The number that was called.</summary>
    public string? Dialed { get; } = BoardText.Clean(call.DnisE164 ?? call.Dnis);

    /// <summary>The identifier that somebody set on the call.</summary>
    public string? ExternalId { get; } = BoardText.Clean(call.ExternalId);

    /// <summary>When the call entered its queue.</summary>
    public DateTimeOffset? EnqueueTime { get; } = call.EnqueueTime;

    /// <summary>When it left the queue; null while it waits.</summary>
    public DateTimeOffset? DequeueTime { get; } = call.DequeueTime;

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
