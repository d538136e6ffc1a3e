namespace RingCx.Sandbox;

/// <summary>
/// The telephony of one account on the RingCentral platform. Time passes in it only through <see cref="AdvanceTo"/>,
/// event by event, so that it does not matter how often anybody looks. Not thread-safe: the engine holds its lock.
/// </summary>
internal sealed class TelephonyWorld
{
    private const int MostSessions = 8;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    // "The default period of time a call remains in this cache (after being ended) is approximately 120 seconds."
    private static readonly TimeSpan ListedAfterEnd = TimeSpan.FromSeconds(120);

    // A little longer than any record shows.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(140);

    private readonly SeededRandom _random;
    private readonly bool _live;
    private readonly PlannedEventQueue<Action> _events = new();
    private readonly Dictionary<string, TelephonySessionState> _sessions = new(StringComparer.Ordinal);
    private readonly List<TelephonySessionState> _ended = [];
    private readonly List<TelephonySessionState> _ordered = [];
    private long _sessionNumber;
    private long _recordingNumber;

    public TelephonyWorld(SandboxOptions options, DateTimeOffset start)
    {
        Now = WireFormat.Milliseconds(start);
        _random = new SeededRandom(options.Seed, "telephony");
        _live = options.Live;
        _sessionNumber = 425_008_000_000L + _random.Next(0, 1_000_000);
        _recordingNumber = 1_662_000_000L + _random.Next(0, 1_000_000);
        Populate();
        if (_live)
            _events.Add(Now + _random.Exponential(20), Arrive);
    }

    public TelephonyDirectory Directory { get; } = new();

    /// <summary>Told of everything that happens in a session.</summary>
    public Action<TelephonyChange>? Changed { get; set; }

    /// <summary>The time that the account has come to, in whole milliseconds.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The sessions that have not ended, in the order in which they began here.</summary>
    public IReadOnlyList<TelephonySessionState> Sessions => _ordered;

    public void AdvanceTo(DateTimeOffset now)
    {
        now = WireFormat.Milliseconds(now);
        while (_events.TryTake(now, out var due))
        {
            if (due.At > Now)
                Now = due.At;

            due.What();
        }

        if (now > Now)
            Now = now;

        _ended.RemoveAll(session => Now - session.EndedAt > Remembered);
    }

    public TelephonySessionState? Find(string telephonySessionId) =>
        _sessions.TryGetValue(telephonySessionId, out var session) ? session : null;

    /// <summary>The parties whose records the active calls hold now, the newest first.</summary>
    public List<PartyState> Listed() =>
        [.. _ordered.Concat(_ended)
            .SelectMany(session => session.Parties)
            .Where(party => party.RecordId is not null && party.ListedFrom <= Now && !(Now - party.EndedAt >= ListedAfterEnd))
            .OrderByDescending(party => party.Session.CreationTime)
            .ThenByDescending(party => party.PartyId, StringComparer.Ordinal)];

    public bool IsFree(SandboxExtension extension) => !_ordered.Exists(session => session.LivePartyOf(extension) is not null);

    /// <summary>The lowest park location where no call waits; null when all fifty are taken.</summary>
    public string? FreeParkLocation() =>
        Enumerable.Range(801, 50).Select(number => "*" + number.ToString(CultureInfo.InvariantCulture)).FirstOrDefault(location => !IsParkLocationTaken(location));

    public bool IsParkLocationTaken(string location) =>
        _ordered.Exists(session => session.Parties.Exists(party => party.IsLive && party.ParkId == location));

    /// <summary>Lets a call begin that an extension gets from the outside.</summary>
    public TelephonySessionState BeginInbound(SandboxExtension extension, string caller, DateTimeOffset at)
    {
        var from = new PartyEnd(caller);
        return Begin("Call", null, from, extension, extension.Outside, at);
    }

    /// <summary>Lets a call begin that an extension places to the outside.</summary>
    public TelephonySessionState BeginOutbound(SandboxExtension extension, string callee, DateTimeOffset at, string origin = "Call") =>
        Begin(origin, extension, new PartyEnd(TelephonyDirectory.MainNumber, extension.Name, extension), null, new PartyEnd(callee), at);

    /// <summary>Lets a call begin from one extension to another.</summary>
    public TelephonySessionState BeginInternal(SandboxExtension extension, SandboxExtension callee, DateTimeOffset at, string origin = "Call") =>
        Begin(origin, extension, extension.Inside, callee, callee.Inside, at);

    /// <summary>Adds a call between an extension and the outside that began some time ago.</summary>
    public TelephonySessionState AddOutsideCall(SandboxExtension extension, bool isAnswered, bool isOutbound, string? phoneNumber, TimeSpan age)
    {
        phoneNumber ??= OutsideNumber();
        var session = isOutbound ? BeginOutbound(extension, phoneNumber, Now - age) : BeginInbound(extension, phoneNumber, Now - age);
        if (isAnswered)
        {
            SetConnected(session, age);
            PlanTalk(session, _random.Between(60, 300));
        }
        else
        {
            session.Parties.ForEach(party => Set(party, PartyStatus.Proceeding));
        }

        Tell(session, [.. session.Parties]);
        return session;
    }

    /// <summary>Lets a conference begin with its host alone.</summary>
    public TelephonySessionState BeginConference(SandboxExtension host)
    {
        var session = NewSession("Conference", Now);
        session.VoiceCallToken = _random.Text(Letters, 24);
        var party = session.Add(host, PartyState.Outbound, host.Inside, new PartyEnd("conference"));
        party.ConferenceRole = "Host";
        Set(party, PartyStatus.Answered);
        Tell(session, party);
        return session;
    }

    /// <summary>Changes a party's status, and what follows from it alone. Whoever calls tells of it.</summary>
    public void Set(PartyState party, PartyStatus status, string? reason = null)
    {
        party.Status = status;
        party.Reason = reason;
        party.IsStandAlone = status == PartyStatus.Hold;
        party.Generation++;
        if (party.IsConnected && party.ConnectedAt is null)
        {
            party.ConnectedAt = Now;
            List(party);
        }
        else if (!party.IsLive)
        {
            party.EndedAt = Now;
            party.ParkId = null;
            party.Recordings.Clear();
        }
    }

    /// <summary>Tells of a change of a session.</summary>
    public void Tell(TelephonySessionState session, params PartyState[] parties)
    {
        // Whoever listens to a party leaves with it.
        PartyState[] listeners = [.. session.Parties.Where(party => party.IsLive && party.Supervised is { IsLive: false })];
        foreach (var listener in listeners)
            Set(listener, PartyStatus.Disconnected, "CallFinished");

        session.Sequence++;
        Changed?.Invoke(new TelephonyChange(session, [.. parties, .. listeners], session.Sequence, Now));
    }

    public void SetAndTell(PartyState party, PartyStatus status, string? reason = null)
    {
        Set(party, status, reason);
        Tell(party.Session, party);
    }

    /// <summary>Connects the parties of a call that ring, whichever of them has answered.</summary>
    public void Answer(TelephonySessionState session)
    {
        PartyState[] ringing = [.. session.Parties.Where(party => party.IsRinging && party.Supervised is null)];
        PartyState[] replaced = [.. ringing.Select(party => party.Replaces).OfType<PartyState>().Where(party => party.IsLive)];
        foreach (var party in ringing)
            Set(party, PartyStatus.Answered);

        foreach (var party in replaced)
            Set(party, PartyStatus.Disconnected, "CallFlip");

        Tell(session, [.. ringing, .. replaced]);
        PlanTalk(session, _random.Between(60, 300));
    }

    /// <summary>Lets a supervisor's telephone ring, and answer by itself.</summary>
    public void Listen(PartyState listener)
    {
        Tell(listener.Session, listener);
        if (_live)
            Plan(listener, TimeSpan.FromSeconds(2), () => SetAndTell(listener, PartyStatus.Answered));
    }

    /// <summary>Lets a call go on to somebody else, or to their voicemail.</summary>
    public void HandOn(PartyState party, PartyEnd target, bool isVoicemail, string reason)
    {
        var session = party.Session;
        var from = party.Direction == PartyState.Inbound ? party.From : party.To;
        var next = session.Add(target.Extension, PartyState.Inbound, from, target);
        Set(party, PartyStatus.Disconnected, reason);
        if (!isVoicemail)
        {
            Tell(session, party, next);
            PlanRinging(session);
            return;
        }

        Set(next, PartyStatus.VoiceMail);
        PartyState[] callers = [.. session.Parties.Where(caller => caller.IsRinging)];
        foreach (var caller in callers)
            Set(caller, PartyStatus.Answered);

        Tell(session, [party, next, .. callers]);
        if (_live)
            Plan(next, _random.Between(15, 45), () => Leave(next, "CallFinished"));
    }

    /// <summary>Lets a call ring at the next extension that is free, if there is one.</summary>
    public void Ignore(PartyState party)
    {
        if (Directory.Extensions.FirstOrDefault(extension => IsFree(extension)) is { } next)
            HandOn(party, next.Inside, false, "AgentDropped");
        else
            Leave(party, "AgentDropped");
    }

    /// <summary>Lets a party go on in another session. Whoever calls tells of it there.</summary>
    public PartyState Move(PartyState party, TelephonySessionState target)
    {
        var moved = target.Add(party.Extension, party.Direction, party.From, party.To);
        Set(moved, PartyStatus.Answered);
        party.Peer = moved;
        SetAndTell(party, PartyStatus.Gone, "CallSwitch");
        return moved;
    }

    /// <summary>Connects the others of two sessions; the two parties, which are one person's, leave.</summary>
    public void Bridge(PartyState party, PartyState other)
    {
        PartyState[] moved = [.. other.Session.Parties.Where(candidate => candidate.IsLive && !ReferenceEquals(candidate, other) && candidate.Supervised is null)];
        moved = [.. moved.Select(candidate => Move(candidate, party.Session))];
        Set(party, PartyStatus.Disconnected, "AttendedTransfer");
        Tell(party.Session, [party, .. moved]);
        End(other.Session, "AttendedTransfer");
        EndIfAlone(party.Session, "AttendedTransfer");
    }

    /// <summary>Lets a party leave. The session ends with it when nobody is left to talk to.</summary>
    public void Leave(PartyState party, string reason)
    {
        SetAndTell(party, PartyStatus.Disconnected, reason);
        EndIfAlone(party.Session, reason);
    }

    public void EndIfAlone(TelephonySessionState session, string reason)
    {
        // A supervisor who listens is no company; a host waits for the others alone.
        var left = session.Parties.Count(party => party.IsLive && party.Supervised is null);
        if (session.IsConference ? !session.Parties.Exists(party => party.IsLive && party.ConferenceRole == "Host") : left < 2)
            End(session, reason);
    }

    /// <summary>Ends a session as a whole.</summary>
    public void End(TelephonySessionState session, string reason)
    {
        if (session.HasEnded)
            return;

        PartyState[] left = [.. session.Parties.Where(party => party.IsLive)];
        foreach (var party in left)
        {
            if (party.IsRinging && party.Direction == PartyState.Inbound && party.Extension is not null)
            {
                party.IsMissed = true;
                List(party);
            }

            Set(party, PartyStatus.Disconnected, reason);
        }

        session.EndedAt = Now;
        _sessions.Remove(session.TelephonySessionId);
        _ordered.Remove(session);
        _ended.Add(session);
        if (left.Length > 0)
            Tell(session, left);
    }

    /// <summary>Lets the parties that are being set up ring, and whoever is to answer do so.</summary>
    public void PlanRinging(TelephonySessionState session)
    {
        if (!_live)
            return;

        foreach (var setUp in session.Parties.Where(party => party.Status == PartyStatus.Setup))
            Plan(setUp, TimeSpan.FromSeconds(1), () => Ring(setUp));

        var called = session.Parties.FindLast(party => party.IsRinging && party.Supervised is null);
        if (called is null)
            return;

        // Nobody answers for whoever signs in at the sandbox: that is what the commands are for. Who flips a call takes it.
        var answers = called.Extension is not { } extension || called.Replaces is not null || (!ReferenceEquals(extension, Directory.Supervisor) && !_random.Chance(0.15));
        var wait = answers ? _random.Between(3, 12) : TimeSpan.FromSeconds(40);
        _events.Add(Now + wait, () =>
        {
            if (called.IsRinging && !session.HasEnded)
            {
                if (answers)
                    Answer(session);
                else
                    End(session, "NoAnswer");
            }
        });
    }

    public string NextRecordingId() => (++_recordingNumber).ToString(CultureInfo.InvariantCulture);

    private void Ring(PartyState party)
    {
        if (party.Status == PartyStatus.Setup)
            SetAndTell(party, PartyStatus.Proceeding);
    }

    private TelephonySessionState Begin(string origin, SandboxExtension? caller, PartyEnd from, SandboxExtension? callee, PartyEnd to, DateTimeOffset at)
    {
        var session = NewSession(origin, at);
        Tell(session, session.Add(caller, PartyState.Outbound, from, to), session.Add(callee, PartyState.Inbound, from, to));
        return session;
    }

    private TelephonySessionState NewSession(string origin, DateTimeOffset at)
    {
        var session = new TelephonySessionState(_random.Hex(32), (++_sessionNumber).ToString(CultureInfo.InvariantCulture), origin, WireFormat.Milliseconds(at));
        _sessions.Add(session.TelephonySessionId, session);
        _ordered.Add(session);
        return session;
    }

    /// <summary>Gives a party of the account its record, "typically 3-10 seconds" late.</summary>
    private void List(PartyState party)
    {
        if (party.Extension is not null && party.RecordId is null)
        {
            party.RecordId = _random.Text(Letters, 15);
            party.ListedFrom = Now + _random.Between(3, 10);
        }
    }

    private void Plan(PartyState party, TimeSpan wait, Action act)
    {
        var generation = party.Generation;
        _events.Add(Now + wait, () =>
        {
            if (party.Generation == generation)
                act();
        });
    }

    private void PlanTalk(TelephonySessionState session, TimeSpan lasts)
    {
        if (!_live)
            return;

        _events.Add(Now + lasts, () => End(session, "CallFinished"));
        var holder = session.Parties.FindLast(party => party.Status == PartyStatus.Answered && party.Extension is not null && !ReferenceEquals(party.Extension, Directory.Supervisor));
        if (holder is not null && _random.Chance(0.3))
        {
            Plan(holder, _random.Between(15, 45), () =>
            {
                SetAndTell(holder, PartyStatus.Hold);
                Plan(holder, _random.Between(10, 40), () => SetAndTell(holder, PartyStatus.Answered));
            });
        }
    }

    private void Arrive()
    {
        _events.Add(Now + _random.Exponential(25), Arrive);
        var kind = _random.Next(0, 10);
        var free = Directory.Extensions.Where(extension => IsFree(extension) && (kind < 6 || !ReferenceEquals(extension, Directory.Supervisor))).ToList();
        if (_ordered.Count >= MostSessions || free.Count < 2)
            return;

        var one = free[_random.Next(0, free.Count)];
        free.Remove(one);
        PlanRinging(kind switch
        {
            < 6 => BeginInbound(one, OutsideNumber(), Now),
            < 8 => BeginOutbound(one, OutsideNumber(), Now),
            _ => BeginInternal(one, free[_random.Next(0, free.Count)], Now),
        });
    }

    /// <summary>A number from the range that is kept free for fiction.</summary>
    private string OutsideNumber() => "+1" + WireFormat.FictionalNumber(_random);

    private void Populate()
    {
        // Arranged so that whoever tries a command meets every state a party can have, each also of the signed-in user or not.
        var people = Directory.Extensions;
        var own = BeginInbound(people[0], OutsideNumber(), Ago(95));
        Connect(own, 90, 600);
        Connect(BeginInbound(people[2], OutsideNumber(), Ago(200)), 190, 240).Recordings.Add(new PartyRecording(NextRecordingId()));
        Set(Connect(BeginOutbound(people[3], OutsideNumber(), Ago(150)), 140, 180), PartyStatus.Hold);
        var parked = Connect(BeginInbound(people[4], OutsideNumber(), Ago(170)), 160, 300);
        Set(parked, PartyStatus.Parked);
        parked.ParkId = FreeParkLocation();
        Connect(BeginInternal(people[1], people[5], Ago(60)), 55, 120);
        var ringing = BeginInbound(people[0], OutsideNumber(), Ago(4));
        ringing.Parties.ForEach(party => Set(party, PartyStatus.Proceeding));
        PlanRinging(ringing);
    }

    /// <summary>Makes a call one that was answered some time ago, and gives the party of the account that was called, or that calls out.</summary>
    private PartyState Connect(TelephonySessionState session, double secondsAgo, double lastsSeconds)
    {
        SetConnected(session, TimeSpan.FromSeconds(secondsAgo));
        PlanTalk(session, TimeSpan.FromSeconds(lastsSeconds));
        return session.Parties.FindLast(party => party.Extension is not null)!;
    }

    private void SetConnected(TelephonySessionState session, TimeSpan ago)
    {
        foreach (var party in session.Parties)
        {
            Set(party, PartyStatus.Answered);
            party.ConnectedAt = Now - ago;
            if (party.RecordId is not null)
                party.ListedFrom -= ago;
        }
    }

    private DateTimeOffset Ago(double seconds) => Now - TimeSpan.FromSeconds(seconds);
}
