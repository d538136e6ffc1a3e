namespace RingCx.Sandbox;

/// <summary>Writes sessions and parties: RingCentral's guide, the OpenAPI document of call control, and the samples of events.</summary>
internal static class TelephonyWriter
{
    /// <summary>A session as RingCentral's guide shows it, without an object around it.</summary>
    public static void Session(Utf8JsonWriter writer, TelephonySessionState session, TimeSpan skew)
    {
        writer.WriteStartObject();
        writer.WriteString("creationTime", (session.CreationTime + skew).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        writer.WriteString("id", session.TelephonySessionId);
        Origin(writer, session);
        if (session.VoiceCallToken is not null)
            writer.WriteString("voiceCallToken", session.VoiceCallToken);

        writer.WriteStartArray("parties");
        foreach (var party in session.Parties)
            Party(writer, party);

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A party as RingCentral's guide shows it.</summary>
    public static void Party(Utf8JsonWriter writer, PartyState party)
    {
        writer.WriteStartObject();
        Common(writer, party, false);
        Media(writer, party);
        if (party.Extension is not null)
        {
            writer.WriteStartObject("owner");
            writer.WriteString("accountId", TelephonyDirectory.AccountId);
            writer.WriteString("extensionId", party.Extension.ExtensionId);
            writer.WriteEndObject();
        }

        if (party.ConferenceRole is not null)
            writer.WriteString("conferenceRole", party.ConferenceRole);

        writer.WriteEndObject();
    }

    /// <summary>A party that listens, as the OpenAPI document shows it.</summary>
    public static void SupervisingParty(Utf8JsonWriter writer, PartyState party)
    {
        writer.WriteStartObject();
        Account(writer, party);
        Common(writer, party, false);
        writer.WriteEndObject();
    }

    /// <summary>The body of an event.</summary>
    public static void Event(Utf8JsonWriter writer, TelephonyChange change, IEnumerable<PartyState> parties, TimeSpan skew)
    {
        var session = change.Session;
        writer.WriteStartObject();
        writer.WriteNumber("sequence", change.Sequence);
        writer.WriteString("sessionId", session.SessionId);
        writer.WriteString("telephonySessionId", session.TelephonySessionId);
        writer.WriteString("serverId", "10.13.22.28.TAM");
        writer.WriteString("eventTime", Time(change.At + skew));
        writer.WriteStartArray("parties");
        foreach (var party in parties)
        {
            writer.WriteStartObject();
            Account(writer, party);
            Common(writer, party, true);
            Media(writer, party);
            writer.WriteBoolean("missedCall", party.IsMissed);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        Origin(writer, session);
        writer.WriteEndObject();
    }

    /// <summary>A time as the platform states it: <c>2020-06-14T19:27:18.390Z</c>.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void Origin(Utf8JsonWriter writer, TelephonySessionState session)
    {
        writer.WriteStartObject("origin");
        writer.WriteString("type", session.Origin);
        writer.WriteEndObject();
    }

    private static void Account(Utf8JsonWriter writer, PartyState party)
    {
        writer.WriteString("accountId", TelephonyDirectory.AccountId);
        if (party.Extension is not null)
            writer.WriteString("extensionId", party.Extension.ExtensionId);
    }

    private static void Common(Utf8JsonWriter writer, PartyState party, bool isEvent)
    {
        writer.WriteString("direction", party.Direction);
        End(writer, "from", party.From);
        writer.WriteString("id", party.PartyId);
        writer.WriteBoolean("muted", party.IsMuted);
        writer.WriteBoolean("standAlone", party.IsStandAlone);
        Status(writer, party, isEvent);
        End(writer, "to", party.To);
    }

    private static void Media(Utf8JsonWriter writer, PartyState party)
    {
        writer.WriteStartObject("park");
        if (party.ParkId is not null)
            writer.WriteString("id", party.ParkId);

        writer.WriteEndObject();
        if (party.Recordings.Count > 0)
        {
            writer.WriteStartArray("recordings");
            foreach (var recording in party.Recordings)
                Recording(writer, recording);

            writer.WriteEndArray();
        }
    }

    /// <summary>A recording.</summary>
    public static void Recording(Utf8JsonWriter writer, PartyRecording recording)
    {
        writer.WriteStartObject();
        writer.WriteString("id", recording.RecordingId);
        writer.WriteBoolean("active", recording.IsActive);
        writer.WriteEndObject();
    }

    private static void Status(Utf8JsonWriter writer, PartyState party, bool isEvent)
    {
        writer.WriteStartObject("status");
        writer.WriteString("code", party.Status.ToString());
        if (isEvent)
            writer.WriteBoolean("rcc", false);

        if (party.Reason is not null)
            writer.WriteString("reason", party.Reason);

        if (party.Peer is { } peer)
        {
            writer.WriteStartObject("peerId");
            writer.WriteString("sessionId", peer.Session.SessionId);
            writer.WriteString("telephonySessionId", peer.Session.TelephonySessionId);
            writer.WriteString("partyId", peer.PartyId);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void End(Utf8JsonWriter writer, string name, PartyEnd end)
    {
        writer.WriteStartObject(name);
        writer.WriteString("phoneNumber", end.PhoneNumber);
        if (end.Name is not null)
            writer.WriteString("name", end.Name);

        if (end.Extension is not null)
        {
            writer.WriteString("extensionId", end.Extension.ExtensionId);
            writer.WriteString("deviceId", end.Extension.DeviceId);
        }

        writer.WriteEndObject();
    }
}
