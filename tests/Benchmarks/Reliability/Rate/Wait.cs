namespace RingCx.Reliability.Rate;

/// <summary>How long one request waited for the rate: from the client's word that it does to its going out.</summary>
internal sealed class Wait(DrivenClock clock) : IProgress<RequestEvent>
{
    private TimeSpan? _from;
    private TimeSpan? _until;

    public void Report(RequestEvent value)
    {
        if (value.Kind == RequestEventKind.WaitingForRate)
        {
            _from ??= clock.Elapsed;
        }
        else if (value.Kind == RequestEventKind.Sending && value.Message.Contains("/activeCalls/", StringComparison.Ordinal))
        {
            _until ??= clock.Elapsed;
        }
    }

    /// <summary>True when the other went out while this one was waiting, and went on waiting.</summary>
    public bool WasOvertakenBy(Wait other) => _from < other._until && _until > other._until;
}
