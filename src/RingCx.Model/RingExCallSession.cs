using System.Security;

namespace RingCx;

/// <summary>
/// A telephony session with its parties (docs/service-notes.md: readCallSessionStatus). Any property can be null but Parties.
/// </summary>
public sealed class RingExCallSession
{
    internal RingExCallSession() { }

    /// <summary>The session's id: what the other RingEx commands take.</summary>
    public string? TelephonySessionId { get; internal set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreationTime { get; internal set; }

    /// <summary>Where it comes from: Call, RingOut, RingMe, Conference, CallOut and so on.</summary>
    public string? Origin { get; internal set; }

    /// <summary>Who is in it; empty where nobody is.</summary>
    public RingExCallParty[] Parties { get; internal set; } = [];

    /// <summary>
    /// What a softphone joins a conference with, of a session that New-RingExConference opened; null for any other. It is a secret, and so
    /// no property.
    /// </summary>
    public SecureString? GetVoiceCallToken()
    {
        if (VoiceCallToken is null)
            return null;

        var token = new SecureString();
        foreach (var c in VoiceCallToken)
            token.AppendChar(c);

        token.MakeReadOnly();
        return token;
    }

    /// <summary>The session's id.</summary>
    public override string ToString() => TelephonySessionId ?? string.Empty;

    internal string? VoiceCallToken { get; set; }

    /// <summary>Adds what the service does not repeat in each party.</summary>
    internal RingExCallSession Complete()
    {
        Parties = RingExCallParty.In(TelephonySessionId, Parties);
        return this;
    }
}
