namespace RingCx.Client.SignIn;

/// <summary>RingCentral's own token: RingCX's is exchanged for it, and RingEX takes it as it is.</summary>
internal sealed class RingCentralToken
{
    // RingCentral tells how long; its documents say about two hours.
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(1);

    // Somebody else obtained it and can tell how long it is good; here it is used until it is refused.
    private static readonly TimeSpan Unknown = TimeSpan.FromDays(3650);

    private RingCentralToken(AccessToken access, string? refreshToken)
    {
        Access = access;
        RefreshToken = refreshToken;
    }

    public AccessToken Access { get; }

    /// <summary>Good once; null where there is none.</summary>
    public string? RefreshToken { get; }

    public static RingCentralToken From(RingCentralTokenAnswer answer, TimeProvider time) =>
        new(new AccessToken(answer.AccessToken!, time, AccessToken.Lifetime(answer.ExpiresIn, DefaultLifetime)), answer.RefreshToken);

    /// <summary>The one that is in a cache; null where there is none.</summary>
    public static RingCentralToken? From(CachedTokens tokens, TimeProvider time) => tokens.RingCentralToken is { Length: > 0 } token
        ? new(new AccessToken(token, time, tokens.RingCentralExpiresAt - time.GetUtcNow(), isAdopted: true), tokens.RingCentralRefreshToken)
        : null;

    public static RingCentralToken Given(Secret token, TimeProvider time) => new(new AccessToken(token.Reveal(), time, Unknown), null);

    public void CopyTo(CachedTokens tokens)
    {
        tokens.RingCentralToken = Access.Reveal();
        tokens.RingCentralRefreshToken = RefreshToken;
        tokens.RingCentralExpiresAt = Access.ExpiresAt!.Value;
    }

    public override string ToString() => "***";
}
