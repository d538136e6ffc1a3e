namespace RingCx.Sandbox;

/// <summary>
/// The event service of the RingCentral platform: docs/service-notes.md, and the samples of its
/// messages. Not thread-safe: the engine holds its lock.
/// </summary>
internal sealed class EventHub(SandboxOptions options, SimulatedUsagePlan plan, TelephonyWorld telephony)
{
    /// <summary>How many missed events a session keeps.</summary>
    public const int BufferSize = 100;
    private const string SubscriptionPath = "/restapi/v1.0/subscription";

    private static readonly TimeSpan RecoveryTimeout = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(1800);
    private static readonly TimeSpan AbsoluteTimeout = TimeSpan.FromSeconds(86_400);

    private readonly List<SimulatedEventSession> _sessions = [];
    private readonly SeededRandom _random = new(options.Seed, "events");

    /// <summary>Whether the service says nothing at all.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Opens a session for a new connection, or recovers the one that a token stands for.</summary>
    /// <param name="recoveryToken">The last token of the session to recover; null for none.</param>
    public SimulatedEventSession Open(SandboxUser user, string? recoveryToken, DateTimeOffset now)
    {
        _sessions.RemoveAll(old => now - old.DroppedAt > RecoveryTimeout);
        var recovered = recoveryToken is null ? null : _sessions.Find(known => known.IsRecoverableBy(user, recoveryToken));
        var session = recovered ?? new(_random.Text(SeededRandom.Letters, SimulatedEventSession.KeyLength), user, now);
        if (recovered is null)
            _sessions.Add(session);

        session.Renew(now);
        recovered?.SendAgainFrom(recoveryToken!);
        var details = Details(now, recoveryToken is null ? null : recovered is not null);
        session.Reply(Message(session, "ConnectionDetails", _random.Uuid(), 200, details));
        return session;
    }

    /// <summary>Takes what a connection is to send.</summary>
    /// <returns>False when the connection is to end after it; null when it is to end at once, as another has taken its place.</returns>
    public bool? Take(SimulatedEventSession session, SimulatedEventConnection connection, List<byte[]> messages, DateTimeOffset now)
    {
        if (!ReferenceEquals(session.Connection, connection))
            return null;

        if (IsSilent)
        {
            session.DropReplies();
            return true;
        }

        var isOld = now - session.CreatedAt >= AbsoluteTimeout;
        var ends = isOld || now - session.LastHeardAt >= IdleTimeout;
        if (ends)
        {
            var error = isOld
                ? new PlatformErrorException(408, "WSG-903", "Absolute timeout expired")
                : new PlatformErrorException(408, "WSG-902", "Idle timeout expired");
            session.Reply(Failure(session, _random.Uuid(), error));
            _sessions.Remove(session);
        }

        session.TakeAll(messages);
        return !ends;
    }

    public void Receive(SimulatedEventSession session, SimulatedEventConnection connection, string text, DateTimeOffset now)
    {
        if (!ReferenceEquals(session.Connection, connection))
            return;

        session.LastHeardAt = now;
        try
        {
            using var document = JsonDocument.Parse(text);
            var message = document.RootElement;
            if (message.ValueKind != JsonValueKind.Array || message.GetArrayLength() is not (1 or 2))
                throw PlatformErrorException.Invalid("message", "A message is a list of one or two objects.");

            Receive(session, message, now);
        }
        catch (Exception error) when (error is JsonException or PlatformErrorException)
        {
            var invalid = error as PlatformErrorException ?? PlatformErrorException.Invalid("message", "The message is not JSON.");
            session.Reply(Failure(session, _random.Uuid(), invalid));
        }
    }

    /// <param name="isClosed">Whether the client has taken its leave, so that nobody comes back.</param>
    public void Leave(SimulatedEventSession session, SimulatedEventConnection connection, bool isClosed, DateTimeOffset now)
    {
        if (ReferenceEquals(session.Connection, connection))
        {
            session.Detach(now);
            if (isClosed)
                _sessions.Remove(session);
        }
    }

    /// <summary>Takes every session's connection away, and gives them.</summary>
    public IReadOnlyList<SimulatedEventConnection> DetachAll(DateTimeOffset now)
    {
        var connected = _sessions.FindAll(session => session.Connection is not null);
        var connections = connected.ConvertAll(session => session.Connection!);
        connected.ForEach(session => session.Detach(now));
        return connections;
    }

    /// <summary>Lets no session be recovered that there is now.</summary>
    public void Forget()
    {
        _sessions.RemoveAll(session => session.Connection is null);
        _sessions.ForEach(session => session.IsForgotten = true);
    }

    public void Publish(TelephonyChange change)
    {
        foreach (var session in _sessions)
        {
            foreach (var filter in session.Subscription?.Filters ?? [])
            {
                SandboxTelephonyParty[] parties = [.. change.Parties.Where(filter.Takes)];
                if (parties.Length > 0)
                    session.Notify(Notification(session, filter, change, parties), IsSilent);
            }
        }
    }

    private byte[] Notification(
        SimulatedEventSession session, EventFilter filter, TelephonyChange change, SandboxTelephonyParty[] parties)
    {
        var uuid = _random.Uuid();
        return Message(session, "ServerNotification", uuid, 200, new
        {
            uuid,
            @event = filter.Path,
            timestamp = TelephonyJson.Time(change.At + options.ClockSkew),
            subscriptionId = session.Subscription!.Id,
            ownerId = session.User.OwnerId,
            body = TelephonyJson.Event(change, parties, options.ClockSkew),
        });
    }

    private void Receive(SimulatedEventSession session, JsonElement message, DateTimeOffset now)
    {
        // Whatever is wrong with the rest, an answer names the message: a client that waits for its own would wait in vain.
        var id = new JsonFields(message[0], "", [], false).Text("messageId");
        try
        {
            // RingCentral's own client sends headers and query with every request.
            var meta = new JsonFields(message[0], "", ["type", "messageId", "method", "path", "headers", "query"], options.Strict);
            var type = meta.Text("type");
            session.Reply(type == "Heartbeat" ? Heartbeat(id) : Subscribe(session, type, meta, id, message, now));
        }
        catch (PlatformErrorException error)
        {
            session.Reply(Failure(session, id, error));
        }
    }

    private byte[] Subscribe(
        SimulatedEventSession session, string type, JsonFields meta, string id, JsonElement message, DateTimeOffset now)
    {
        if (type != "ClientRequest")
            throw PlatformErrorException.Invalid("type", "Clients send ClientRequest and Heartbeat.");

        var (method, path) = (meta.Text("method"), meta.Text("path").TrimEnd('/'));
        var current = session.Subscription is { } held && path == SubscriptionPath + "/" + held.Id ? held : null;
        if (current is null && path.StartsWith(SubscriptionPath + "/", StringComparison.Ordinal))
            throw PlatformErrorException.NotFound("subscriptionId");

        if (current is null ? method != "POST" || path != SubscriptionPath : method is not ("PUT" or "DELETE"))
            throw PlatformErrorException.NotFound("path");

        if (!plan.TryEnter(SimulatedUsagePlan.Medium, session.User.Username, now))
            throw PlatformErrorException.RateExceeded();

        if (method == "DELETE")
        {
            session.Subscription = null;
            return Message(session, "ClientRequest", id, 204);
        }

        var body = message.GetArrayLength() == 2 ? message[1] : throw PlatformErrorException.Invalid("body", "The body is missing.");
        var fields = new JsonFields(body, "", ["eventFilters", "deliveryMode"], options.Strict);
        EventFilter[] filters = [.. fields.Texts("eventFilters").Select(text => EventFilter.Parse(text, telephony, session.User))];
        if (fields.Object("deliveryMode", "transportType").Text("transportType") != "WebSocket")
            throw PlatformErrorException.Invalid("deliveryMode.transportType", "It is WebSocket here.");

        // A connection has one subscription: this one takes the place of another.
        session.Subscription = new EventSubscription(current?.Id ?? _random.Uuid(), filters);
        var expires = session.CreatedAt + AbsoluteTimeout;
        return Message(session, "ClientRequest", id, 200, new
        {
            session.Subscription.Id,
            status = "Active",
            eventFilters = filters.Select(filter => filter.Path),
            creationTime = TelephonyJson.Time(now + options.ClockSkew),
            expirationTime = TelephonyJson.Time(expires + options.ClockSkew),
            expiresIn = (int)(expires - now).TotalSeconds,
            deliveryMode = new { transportType = "WebSocket" },
        });
    }

    private object Details(DateTimeOffset now, bool? isRecovered) => new
    {
        creationTime = WireFormat.Time(now + options.ClockSkew),
        recoveryState = isRecovered is null ? null : isRecovered.Value ? "Successful" : "Failed",
        recoveryErrorCode = isRecovered is false ? "WSG-904" : null,
        maxConnectionsPerSession = 50,
        recoveryBufferSize = BufferSize,
        recoveryTimeout = (int)RecoveryTimeout.TotalSeconds,
        idleTimeout = (int)IdleTimeout.TotalSeconds,
        absoluteTimeout = (int)AbsoluteTimeout.TotalSeconds,
        maxActiveRequests = 10,
    };

    private static byte[] Failure(SimulatedEventSession session, string messageId, PlatformErrorException error) =>
        Message(session, "Error", messageId, error.StatusCode, error.Body);

    /// <summary>A message, counted in its session.</summary>
    private static byte[] Message(SimulatedEventSession session, string type, string messageId, int status, params object[] body)
    {
        var (token, sequence) = session.Next();
        var headers = new Dictionary<string, string> { ["RCRequestId"] = messageId };
        return Answer.PlatformBytes(new object[] { new { type, messageId, status, wsc = new { token, sequence }, headers } }.Concat(body));
    }

    private static byte[] Heartbeat(string messageId) => Answer.PlatformBytes(new[] { new { type = "Heartbeat", messageId } });
}
