namespace RingCx.Sandbox;

/// <summary>The telephony of one account on the RingCentral platform. Not thread-safe: the engine holds its lock.</summary>
internal sealed class TelephonyWorld
{
    private const int MostSessions = 8;

    private readonly SeededRandom _random;
    private readonly Timeline _time;
    private readonly bool _live;

    public TelephonyWorld(SandboxOptions options, DateTimeOffset start)
    {
        _time = new Timeline(start);
        _random = new SeededRandom(options.Seed, "telephony");
        _live = options.Live;
        Sessions = new SessionRegister(_time, _random);
        Populate();
        if (_live)
            _time.Plan(_random.Exponential(20), Arrive);
    }

    public TelephonyDirectory Directory { get; } = new();

    public Action<TelephonyChange>? Changed { get; set; }

    public DateTimeOffset Now => _time.Now;

    public SessionRegister Sessions { get; }

    public void AdvanceTo(DateTimeOffset now)
    {
        _time.AdvanceTo(now);
        Sessions.Forget();
    }

    public SandboxTelephonySession BeginInbound(SandboxExtension extension, string caller, DateTimeOffset at) =>
        Begin("Call", new PartyEnd(caller), extension.Outside, at);

    public SandboxTelephonySession BeginOutbound(SandboxExtension extension, string callee, DateTimeOffset at, string origin = "Call") =>
        Begin(origin, new PartyEnd(TelephonyDirectory.MainNumber, extension.Name, extension), new PartyEnd(callee), at);

    public SandboxTelephonySession BeginInternal(
        SandboxExtension extension, SandboxExtension callee, DateTimeOffset at, string origin = "Call") =>
        Begin(origin, extension.Inside, callee.Inside, at);

    /// <summary>Adds a call between an extension and the outside that began some time ago.</summary>
    public SandboxTelephonySession AddOutsideCall(
        SandboxExtension extension, bool isAnswered, bool isOutbound, string? phoneNumber, TimeSpan age)
    {
        phoneNumber ??= OutsideNumber();
        var session = isOutbound ? BeginOutbound(extension, phoneNumber, Now - age) : BeginInbound(extension, phoneNumber, Now - age);
        if (isAnswered)
            SetConnected(session, age, () => _random.Between(60, 300));
        else
            SetAll(session.Parties, PartyStatus.Proceeding);

        Tell(session, session.Parties);
        return session;
    }

    /// <summary>Lets a conference begin with its host alone.</summary>
    public SandboxTelephonySession BeginConference(SandboxExtension host)
    {
        var session = Sessions.Add("Conference", Now);
        session.VoiceCallToken = _random.Text(SeededRandom.Letters, 24);
        var party = session.Add(host, SandboxTelephonyParty.Outbound, host.Inside, new PartyEnd("conference"));
        party.ConferenceRole = "Host";
        SetAndTell(party, PartyStatus.Answered);
        return session;
    }

    /// <summary>Changes a party's status, and what follows from it alone. Whoever calls tells of it.</summary>
    public void Set(SandboxTelephonyParty party, PartyStatus status, string? reason = null)
    {
        (party.State, party.Reason) = (status, reason);
        party.IsStandAlone = status == PartyStatus.Hold;
        party.Generation++;
        if (party.IsConnected)
        {
            List(party);
        }
        else if (!party.IsLive)
        {
            party.EndedAt = Now;
            party.ParkId = null;
            party.OpenRecordings.Clear();
        }
    }

    public void Tell(SandboxTelephonySession session, params IEnumerable<SandboxTelephonyParty> parties)
    {
        // Whoever listens to a party leaves with it.
        var left = session.Parties.Where(party => party is { IsLive: true, Supervised.IsLive: false });
        var listeners = SetAll(left, PartyStatus.Disconnected, "CallFinished");
        session.Sequence++;
        Changed?.Invoke(new TelephonyChange(session, [.. parties, .. listeners], session.Sequence, Now));
    }

    public void SetAndTell(SandboxTelephonyParty party, PartyStatus status, string? reason = null)
    {
        Set(party, status, reason);
        Tell(party.Session, party);
    }

    /// <summary>Connects the parties of a call that ring, whichever of them has answered.</summary>
    public void Answer(SandboxTelephonySession session)
    {
        var ringing = SetAll(session.Company.Where(party => party.IsRinging), PartyStatus.Answered);
        var flipped = ringing.Select(party => party.Replaces).OfType<SandboxTelephonyParty>().Where(party => party.IsLive);
        var replaced = SetAll(flipped, PartyStatus.Disconnected, "CallFlip");
        Tell(session, [.. ringing, .. replaced]);
        PlanTalk(session, _random.Between(60, 300));
    }

    /// <summary>Lets a supervisor's telephone ring, and answer by itself.</summary>
    public void Listen(SandboxTelephonyParty listener)
    {
        Tell(listener.Session, listener);
        if (_live)
            Plan(listener, TimeSpan.FromSeconds(2), () => SetAndTell(listener, PartyStatus.Answered));
    }

    /// <summary>Lets a call go on to somebody else, or to their voicemail.</summary>
    public void HandOn(SandboxTelephonyParty party, PartyEnd target, bool isVoicemail, string reason)
    {
        var session = party.Session;
        var from = party.Direction == SandboxTelephonyParty.Inbound ? party.Caller : party.Callee;
        var next = session.Add(target.Extension, SandboxTelephonyParty.Inbound, from, target);
        Set(party, PartyStatus.Disconnected, reason);
        if (!isVoicemail)
        {
            Tell(session, party, next);
            PlanRinging(session);
            return;
        }

        Set(next, PartyStatus.VoiceMail);
        var callers = SetAll(session.Parties.Where(caller => caller.IsRinging), PartyStatus.Answered);
        Tell(session, [party, next, .. callers]);
        if (_live)
            Plan(next, _random.Between(15, 45), () => Leave(next, "CallFinished"));
    }

    /// <summary>Lets a call ring at the next extension that is free, if there is one.</summary>
    public void Ignore(SandboxTelephonyParty party)
    {
        if (Directory.Extensions.FirstOrDefault(Sessions.IsFree) is { } next)
            HandOn(party, next.Inside, false, "AgentDropped");
        else
            Leave(party, "AgentDropped");
    }

    /// <summary>Lets a party go on in another session. Whoever calls tells of it there.</summary>
    public SandboxTelephonyParty Move(SandboxTelephonyParty party, SandboxTelephonySession target)
    {
        var moved = target.Add(party.Extension, party.Direction, party.Caller, party.Callee);
        Set(moved, PartyStatus.Answered);
        party.Peer = moved;
        SetAndTell(party, PartyStatus.Gone, "CallSwitch");
        return moved;
    }

    /// <summary>Connects the others of two sessions; the two parties, which are one person's, leave.</summary>
    public void Bridge(SandboxTelephonyParty party, SandboxTelephonyParty other)
    {
        var others = other.Session.Company.Where(candidate => !ReferenceEquals(candidate, other)).ToList();
        var moved = others.ConvertAll(candidate => Move(candidate, party.Session));
        Set(party, PartyStatus.Disconnected, "AttendedTransfer");
        Tell(party.Session, [party, .. moved]);
        End(other.Session, "AttendedTransfer");
        EndIfAlone(party.Session, "AttendedTransfer");
    }

    /// <summary>Lets a party leave. The session ends with it when nobody is left to talk to.</summary>
    public void Leave(SandboxTelephonyParty party, string reason)
    {
        SetAndTell(party, PartyStatus.Disconnected, reason);
        EndIfAlone(party.Session, reason);
    }

    public void EndIfAlone(SandboxTelephonySession session, string reason)
    {
        // A supervisor who listens is no company; a host waits for the others alone.
        var hasCompany = session.IsConference
            ? session.Parties.Any(party => party is { IsLive: true, ConferenceRole: "Host" })
            : session.Company.Count() > 1;
        if (!hasCompany)
            End(session, reason);
    }

    public void End(SandboxTelephonySession session, string reason)
    {
        if (session.EndedAt is not null)
            return;

        var left = session.Parties.Where(party => party.IsLive).ToList();
        foreach (var party in left)
        {
            if (party is { IsRinging: true, Direction: SandboxTelephonyParty.Inbound, Extension: not null })
            {
                party.IsMissed = true;
                List(party);
            }

            Set(party, PartyStatus.Disconnected, reason);
        }

        Sessions.Remove(session);
        if (left.Count > 0)
            Tell(session, left);
    }

    /// <summary>Lets the parties that are being set up ring, and whoever is to answer do so.</summary>
    public void PlanRinging(SandboxTelephonySession session)
    {
        if (!_live)
            return;

        foreach (var setUp in session.Parties.Where(party => party.State == PartyStatus.Setup))
            Plan(setUp, TimeSpan.FromSeconds(1), () => SetAndTell(setUp, PartyStatus.Proceeding));

        var called = session.Company.LastOrDefault(party => party.IsRinging);
        if (called is null)
            return;

        // Nobody answers for whoever signs in at the sandbox: that is what the commands are for. Who flips a call takes it.
        var answers = called.Extension is not { } extension || called.Replaces is not null
            || (!ReferenceEquals(extension, Directory.Supervisor) && !_random.Chance(0.15));
        _time.Plan(answers ? _random.Between(3, 12) : TimeSpan.FromSeconds(40), () =>
        {
            if (!called.IsRinging)
                return;

            if (answers)
                Answer(session);
            else
                End(session, "NoAnswer");
        });
    }

    private SandboxTelephonySession Begin(string origin, PartyEnd from, PartyEnd to, DateTimeOffset at)
    {
        var session = Sessions.Add(origin, at);
        session.Add(from.Extension, SandboxTelephonyParty.Outbound, from, to);
        session.Add(to.Extension, SandboxTelephonyParty.Inbound, from, to);
        Tell(session, session.Parties);
        return session;
    }

    private List<SandboxTelephonyParty> SetAll(IEnumerable<SandboxTelephonyParty> parties, PartyStatus status, string? reason = null)
    {
        List<SandboxTelephonyParty> all = [.. parties];
        all.ForEach(party => Set(party, status, reason));
        return all;
    }

    /// <summary>Gives a party of the account its record, "typically 3-10 seconds" late.</summary>
    private void List(SandboxTelephonyParty party)
    {
        if (party.Extension is not null && party.RecordId is null)
        {
            party.RecordId = _random.Text(SeededRandom.Letters, 15);
            party.ListedFrom = Now + _random.Between(3, 10);
        }
    }

    private void Plan(SandboxTelephonyParty party, TimeSpan wait, Action act) => _time.Plan(wait, () => party.Generation, act);

    private void PlanTalk(SandboxTelephonySession session, TimeSpan lasts)
    {
        if (!_live)
            return;

        _time.Plan(lasts, () => End(session, "CallFinished"));
        var holder = session.Parties.LastOrDefault(party =>
            party is { State: PartyStatus.Answered, Extension: not null } && !ReferenceEquals(party.Extension, Directory.Supervisor));
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
        _time.Plan(_random.Exponential(25), Arrive);
        var kind = _random.Next(0, 10);
        // Nobody but a client calls for the supervisor.
        var free = Directory.Extensions.Skip(kind < 6 ? 0 : 1).Where(Sessions.IsFree).ToList();
        if (Sessions.Live.Count >= MostSessions || free.Count < 2)
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

    private string OutsideNumber() => "+1" + WireFormat.FictionalNumber(_random);

    private void Populate()
    {
        // Arranged so that whoever tries a command meets every state a party can have, each also of the signed-in user or not.
        var people = Directory.Extensions;
        Connect(BeginInbound(people[0], OutsideNumber(), Ago(95)), 90, 600);
        Connect(BeginInbound(people[2], OutsideNumber(), Ago(200)), 190, 240).OpenRecordings.Add(Sessions.NewRecording());
        Set(Connect(BeginOutbound(people[3], OutsideNumber(), Ago(150)), 140, 180), PartyStatus.Hold);
        var parked = Connect(BeginInbound(people[4], OutsideNumber(), Ago(170)), 160, 300);
        Set(parked, PartyStatus.Parked);
        parked.ParkId = Sessions.FreeParkLocation();
        Connect(BeginInternal(people[1], people[5], Ago(60)), 55, 120);
        var ringing = BeginInbound(people[0], OutsideNumber(), Ago(4));
        SetAll(ringing.Parties, PartyStatus.Proceeding);
        PlanRinging(ringing);
    }

    /// <summary>Makes a call one that was answered some time ago, and gives the account's last party.</summary>
    private SandboxTelephonyParty Connect(SandboxTelephonySession session, double secondsAgo, double lastsSeconds)
    {
        SetConnected(session, TimeSpan.FromSeconds(secondsAgo), () => TimeSpan.FromSeconds(lastsSeconds));
        return session.Parties.Last(party => party.Extension is not null);
    }

    private void SetConnected(SandboxTelephonySession session, TimeSpan ago, Func<TimeSpan> lasts)
    {
        foreach (var party in session.Parties)
        {
            Set(party, PartyStatus.Answered);
            if (party.RecordId is not null)
                party.ListedFrom -= ago;
        }

        PlanTalk(session, lasts());
    }

    private DateTimeOffset Ago(double seconds) => Now - TimeSpan.FromSeconds(seconds);
}
