namespace RingCx;

/// <summary>A telephony session with its parties (docs/service-notes.md: readCallSessionStatus). Any property can be null but Parties.</summary>
public sealed class RingExCallSession
{
    private readonly string? _voiceCallToken;

    internal RingExCallSession(TelephonySession session)
    {
        TelephonySessionId = session.Id;
        CreationTime = session.CreationTime;
        Origin = session.Origin?.Type;
        Parties = RingExCallParty.From(session.Parties, session.Id);
        _voiceCallToken = session.VoiceCallToken;
    }

    /// <summary>The session's id: what the other RingEx commands take.</summary>
    public string? TelephonySessionId { get; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreationTime { get; }

    /// <summary>Where it comes from: Call, RingOut, RingMe, Conference, CallOut and so on.</summary>
    public string? Origin { get; }

    /// <summary>Who is in it; empty where nobody is.</summary>
    public RingExCallParty[] Parties { get; }

    /// <summary>What a softphone joins a conference with, of a session that New-RingExConference opened; null for any other. It is a secret, and so no property.</summary>
    public SecureString? GetVoiceCallToken() => _voiceCallToken is null ? null : SecretTransformationAttribute.FromText(_voiceCallToken);

    /// <summary>The session's id.</summary>
    public override string ToString() => TelephonySessionId ?? string.Empty;
}
