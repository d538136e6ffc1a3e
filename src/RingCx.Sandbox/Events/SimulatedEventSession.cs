namespace RingCx.Sandbox;

/// <summary>
/// What a client has at the event service. It outlives its connection for a while: events that come meanwhile wait in it.
/// Not thread-safe: the engine holds its lock.
/// </summary>
internal sealed class SimulatedEventSession(string key, SandboxUser user, DateTimeOffset now)
{
    /// <summary>The length of the part that all tokens of a session have in common.</summary>
    public const int KeyLength = 24;

    private readonly Queue<byte[]> _replies = new();
    private Queue<(int Number, byte[] Message)> _events = new();
    private Queue<(int Number, byte[] Message)> _sent = new();
    private int _sequence;

    public string Key { get; } = key;

    public SandboxUser User { get; } = user;

    public DateTimeOffset CreatedAt { get; } = now;

    /// <summary>When the client last said something.</summary>
    public DateTimeOffset LastHeardAt { get; set; } = now;

    /// <summary>Since when it has no connection; null while it has one.</summary>
    public DateTimeOffset? DroppedAt { get; private set; } = now;

    /// <summary>The connection that serves it; null for none.</summary>
    public SimulatedEventConnection? Connection { get; private set; }

    public EventSubscription? Subscription { get; set; }

    /// <summary>Whether nobody can recover it any more.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>Counts a message up, and gives the token that stands for all up to it.</summary>
    public (string Token, int Sequence) Next()
    {
        _sequence++;
        return (Key + _sequence.ToString("x6", CultureInfo.InvariantCulture), _sequence);
    }

    /// <summary>Gives the session to a connection. What was to be answered on the one before is lost with it.</summary>
    public void Attach(SimulatedEventConnection connection) => (Connection, DroppedAt) = (connection, null);

    public void Detach(DateTimeOffset now) => (Connection, DroppedAt) = (null, now);

    /// <summary>Lets the session begin again on a new connection.</summary>
    public void Renew(DateTimeOffset now)
    {
        _replies.Clear();
        LastHeardAt = now;
        Detach(now);
    }

    public bool IsRecoverableBy(SandboxUser user, string token) =>
        !IsForgotten && ReferenceEquals(User, user) && token.Length > KeyLength && token.StartsWith(Key, StringComparison.Ordinal);

    /// <summary>
    /// Lets what was sent after a token's message be sent again, the most recent before what waits: the client has not got it.
    /// </summary>
    public void SendAgainFrom(string token)
    {
        if (!int.TryParse(token.Substring(KeyLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var last))
            return;

        var all = _sent.Where(sent => sent.Number > last).Concat(_events).ToList();
        _events = new Queue<(int, byte[])>(all.Skip(all.Count - EventHub.BufferSize));
        _sent = new Queue<(int, byte[])>(_sent.Where(sent => sent.Number <= last));
    }

    public void Reply(byte[] message)
    {
        _replies.Enqueue(message);
        Connection?.Wake();
    }

    /// <summary>Adds an event. While nobody takes them only the most recent stay.</summary>
    public void Notify(byte[] message, bool isSilent)
    {
        _events.Enqueue((_sequence, message));
        while ((Connection is null || isSilent) && _events.Count > EventHub.BufferSize)
            _events.Dequeue();

        Connection?.Wake();
    }

    /// <summary>Takes what is to be sent: answers, or when there are none events.</summary>
    public void TakeAll(List<byte[]> messages)
    {
        // Events come a moment after an answer: RingCentral's own client begins to listen to them when it has read the answer.
        if (_replies.Count > 0)
        {
            messages.AddRange(_replies);
            _replies.Clear();
            return;
        }

        while (_events.Count > 0)
        {
            var next = _events.Dequeue();
            messages.Add(next.Message);
            // What was sent need not have come: the connection may break on the way.
            _sent.Enqueue(next);
            if (_sent.Count > EventHub.BufferSize)
                _sent.Dequeue();
        }
    }

    public void DropReplies() => _replies.Clear();
}
