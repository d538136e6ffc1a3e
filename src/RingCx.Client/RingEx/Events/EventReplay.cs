namespace RingCx.Client.Events;

/// <summary>
/// Looks whether a recovery sent all that was missed. The service keeps the last events alone, and does not say which of those that
/// come are sent again: those of the first moments count as such. A gap too many is a question to the service, a gap too few a call that
/// nobody hears of.
/// </summary>
/// <param name="bufferSize">The most events that the service keeps.</param>
/// <param name="knownBefore">What <see cref="SeenEvents.Count"/> was when the connection was lost.</param>
/// <param name="lostAt">The last number before that; null for none.</param>
/// <param name="recoveredAt">The number of the recovery; null for none.</param>
internal sealed class EventReplay(int bufferSize, long knownBefore, long? lostAt, long? recoveredAt)
{
    /// <summary>For how long after a recovery events count as sent again.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private long? _last = lostAt;
    private bool _isNumbered;
    private int _unnumbered;
    private int _count;
    private bool _reachesBack;
    private bool _told;

    /// <summary>Looks at an event of the first moments.</summary>
    /// <param name="number">Its number; null for none.</param>
    /// <param name="seenAs">What <see cref="SeenEvents.Add"/> said of it.</param>
    /// <returns>True, once, when events are missing.</returns>
    public bool ShowsLoss(long? number, long? seenAs)
    {
        // One that had come before the loss: what is sent again begins before what was missed.
        _reachesBack |= seenAs < knownBefore;
        _count++;
        var shows = Jumps(number) || (_count >= bufferSize && !_reachesBack);
        var first = shows && !_told;
        _told |= shows;
        return first;
    }

    // Numbers may begin anew with the recovery, or go on from those before the loss. Whatever has no number may have taken one.
    private bool Jumps(long? number)
    {
        if (number is null)
        {
            _unnumbered++;
            return false;
        }

        var before = number > recoveredAt && (!_isNumbered || _last <= recoveredAt) ? recoveredAt : _last;
        var jumps = number > before + 1 + _unnumbered;
        _last = number;
        _isNumbered = true;
        _unnumbered = 0;
        return jumps;
    }
}
