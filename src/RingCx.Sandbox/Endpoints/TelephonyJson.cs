namespace RingCx.Sandbox;

/// <summary>Sessions and parties as JSON: RingCentral's guide, the OpenAPI document of call control, and the samples of events.</summary>
internal static class TelephonyJson
{
    private enum Shown { InGuide, InOpenApi, InEvent }

    /// <summary>A session as RingCentral's guide shows it, without an object around it.</summary>
    public static object Session(SandboxTelephonySession session, TimeSpan skew) => new
    {
        creationTime = (session.CreationTime + skew).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        id = session.TelephonySessionId,
        origin = new { type = session.Origin },
        session.VoiceCallToken,
        parties = session.Parties.Select(Party),
    };

    /// <summary>A party as RingCentral's guide shows it.</summary>
    public static object Party(SandboxTelephonyParty party) => Party(party, Shown.InGuide);

    /// <summary>A party that listens, as the OpenAPI document shows it.</summary>
    public static object SupervisingParty(SandboxTelephonyParty party) => Party(party, Shown.InOpenApi);

    public static object Event(TelephonyChange change, IEnumerable<SandboxTelephonyParty> parties, TimeSpan skew) => new
    {
        change.Sequence,
        change.Session.SessionId,
        change.Session.TelephonySessionId,
        serverId = "10.13.22.28.TAM",
        eventTime = Time(change.At + skew),
        parties = parties.Select(party => Party(party, Shown.InEvent)),
        origin = new { type = change.Session.Origin },
    };

    /// <summary>A time as the platform states it: <c>2020-06-14T19:27:18.390Z</c>.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static object Recording(SandboxPartyRecording recording) => new { id = recording.RecordingId, active = recording.IsActive };

    private static object Party(SandboxTelephonyParty party, Shown shown)
    {
        var isInGuide = shown == Shown.InGuide;
        return new
        {
            accountId = isInGuide ? null : TelephonyDirectory.AccountId,
            extensionId = isInGuide ? null : party.ExtensionId,
            party.Direction,
            from = End(party.Caller),
            id = party.PartyId,
            muted = party.IsMuted,
            standAlone = party.IsStandAlone,
            status = new
            {
                code = party.Status,
                rcc = shown == Shown.InEvent ? false : (bool?)null,
                party.Reason,
                peerId = party.Peer is { } peer ? new { peer.Session.SessionId, peer.Session.TelephonySessionId, peer.PartyId } : null,
            },
            to = End(party.Callee),
            park = shown == Shown.InOpenApi ? null : new { id = party.ParkId },
            recordings = shown == Shown.InOpenApi || party.Recordings.Count == 0 ? null : party.Recordings.Select(Recording),
            owner = isInGuide && party.Extension is { } owner ? new { accountId = TelephonyDirectory.AccountId, owner.ExtensionId } : null,
            conferenceRole = isInGuide ? party.ConferenceRole : null,
            missedCall = shown == Shown.InEvent ? party.IsMissed : (bool?)null,
        };
    }

    private static object End(PartyEnd end) => new { end.PhoneNumber, end.Name, end.Extension?.ExtensionId, end.Extension?.DeviceId };
}
