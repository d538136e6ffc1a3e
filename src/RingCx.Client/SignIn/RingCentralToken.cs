using System;
using RingCx.Client.Json;

namespace RingCx.Client.SignIn;

/// <summary>RingCentral's own token, which RingCX's is exchanged for.</summary>
internal sealed class RingCentralToken
{
    // RingCentral tells how long; its documents say about two hours.
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan RenewAhead = TimeSpan.FromSeconds(60);

    private readonly DateTimeOffset _expiresAt;

    public RingCentralToken(string value, string? refreshToken, DateTimeOffset expiresAt)
    {
        Value = value;
        RefreshToken = refreshToken;
        _expiresAt = expiresAt;
    }

    public string Value { get; }

    /// <summary>Good once; null where there is none.</summary>
    public string? RefreshToken { get; }

    public static RingCentralToken From(RingCentralTokenAnswer answer, DateTimeOffset now) =>
        new(answer.AccessToken!, answer.RefreshToken, now + AccessToken.Lifetime(answer.ExpiresIn, DefaultLifetime));

    /// <summary>The one that is in a cache; null where there is none.</summary>
    public static RingCentralToken? From(CachedTokens tokens) =>
        tokens.RingCentralToken is null or "" ? null : new(tokens.RingCentralToken, tokens.RingCentralRefreshToken, tokens.RingCentralExpiresAt);

    public bool IsGoodAt(DateTimeOffset now) => now < _expiresAt - RenewAhead;

    public void CopyTo(CachedTokens tokens)
    {
        tokens.RingCentralToken = Value;
        tokens.RingCentralRefreshToken = RefreshToken;
        tokens.RingCentralExpiresAt = _expiresAt;
    }

    public override string ToString() => "***";
}
