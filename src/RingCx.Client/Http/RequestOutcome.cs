namespace RingCx.Client.Http;

/// <summary>What is known of the current attempt of a request.</summary>
internal enum AttemptState
{
    /// <summary>Not sent: it is still in here, and waits for a token or for the rate.</summary>
    Preparing,

    /// <summary>Not sent: the platform makes a connection for it, and has written nothing of it.</summary>
    Connecting,

    /// <summary>In doubt: it may have been written, whole or in part, and nothing tells what became of it.</summary>
    InDoubt,

    /// <summary>Known: it was carried out, or it was not, and which of the two is certain.</summary>
    Known,
}

/// <summary>Whether a request may have been carried out. One for each request, whatever the number of its attempts.</summary>
//
//    Begin              Connect               Leave             Settle
//   -------> Preparing ---------> Connecting --------> InDoubt ---------> Known
//      ^     '------- not sent -----------'               |                 |
//      '--------------------------------------------------'-----------------'  the next attempt
//
// Connect is left out where the platform does not tell when it writes, and Settle comes from anywhere. Nothing leads back but the next
// attempt; where that begins in doubt the doubt stays, since what a repetition learns does not tell what became of the attempt before it.
internal sealed class RequestOutcome
{
    // Written on the platform's threads too.
    private volatile AttemptState _state;

    public AttemptState State => _state;

    /// <summary>Whether the request was repeated without anybody knowing what became of an attempt before.</summary>
    public bool IsRepeatedInDoubt { get; private set; }

    /// <summary>Whether it may have been carried out, by the current attempt or by one before.</summary>
    public bool MayBeDone => IsRepeatedInDoubt || _state == AttemptState.InDoubt;

    public void Begin()
    {
        IsRepeatedInDoubt = MayBeDone;
        _state = AttemptState.Preparing;
    }

    /// <summary>The platform has the attempt, and will tell when it writes it.</summary>
    public void Connect() => _state = AttemptState.Connecting;

    /// <summary>From here on it may be with the service.</summary>
    public void Leave()
    {
        if (_state != AttemptState.Known)
            _state = AttemptState.InDoubt;
    }

    /// <summary>An answer tells what became of it, or its failure that nobody has it.</summary>
    public void Settle() => _state = AttemptState.Known;
}
