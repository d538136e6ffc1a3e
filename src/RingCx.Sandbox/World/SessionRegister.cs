namespace RingCx.Sandbox;

/// <summary>The telephony sessions of an account, the live ones and those that have ended of late.</summary>
internal sealed class SessionRegister(Timeline time, SeededRandom random)
{
    // "The default period of time a call remains in this cache (after being ended) is approximately 120 seconds."
    private static readonly TimeSpan ListedAfterEnd = TimeSpan.FromSeconds(120);

    // A little longer than any record shows.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(140);

    private readonly List<SandboxTelephonySession> _live = [];
    private readonly List<SandboxTelephonySession> _ended = [];
    private long _sessionNumber = 425_008_000_000L + random.Next(0, 1_000_000);
    private long _recordingNumber = 1_662_000_000L + random.Next(0, 1_000_000);

    /// <summary>In the order in which they began here.</summary>
    public IReadOnlyList<SandboxTelephonySession> Live => _live;

    public SandboxTelephonySession Add(string origin, DateTimeOffset at)
    {
        var number = (++_sessionNumber).ToString(CultureInfo.InvariantCulture);
        var session = new SandboxTelephonySession(random.Hex(32), number, origin, WireFormat.Milliseconds(at));
        _live.Add(session);
        return session;
    }

    public void Remove(SandboxTelephonySession session)
    {
        session.EndedAt = time.Now;
        _live.Remove(session);
        _ended.Add(session);
    }

    public void Forget() => _ended.RemoveAll(session => time.Now - session.EndedAt > Remembered);

    public SandboxTelephonySession? Find(string telephonySessionId) =>
        _live.Find(session => session.TelephonySessionId == telephonySessionId);

    /// <summary>The parties whose records the active calls hold now, the newest first.</summary>
    public IEnumerable<SandboxTelephonyParty> Listed() => _live.Concat(_ended)
        .SelectMany(session => session.Parties)
        .Where(party => party.RecordId is not null && party.ListedFrom <= time.Now && !(time.Now - party.EndedAt >= ListedAfterEnd))
        .OrderByDescending(party => party.Session.CreationTime)
        .ThenByDescending(party => party.PartyId, StringComparer.Ordinal);

    public bool IsFree(SandboxExtension extension) => !_live.Exists(session => session.LivePartyOf(extension) is not null);

    /// <summary>The lowest park location where no call waits; null when all fifty are taken.</summary>
    public string? FreeParkLocation() => Enumerable.Range(801, 50)
        .Select(number => "*" + number.ToString(CultureInfo.InvariantCulture))
        .FirstOrDefault(location => !IsParkLocationTaken(location));

    public bool IsParkLocationTaken(string location) =>
        _live.Exists(session => session.Parties.Any(party => party.IsLive && party.ParkId == location));

    public SandboxPartyRecording NewRecording() => new((++_recordingNumber).ToString(CultureInfo.InvariantCulture));
}
