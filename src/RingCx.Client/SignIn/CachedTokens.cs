namespace RingCx.Client.SignIn;

/// <summary>What processes that share a user share. Times are of the machine's clock, which they share as well.</summary>
internal sealed class CachedTokens
{
    /// <summary>The RingCX access token.</summary>
    public string? AccessToken { get; set; }

    /// <summary>When the access token was obtained.</summary>
    public DateTimeOffset ObtainedAt { get; set; }

    /// <summary>When the access token runs out.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>The RingCX refresh token, spent by its first use; null where there is none.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>The RingCentral access token; null where the sign-in has none of its own.</summary>
    public string? RingCentralToken { get; set; }

    /// <summary>When the RingCentral access token runs out.</summary>
    public DateTimeOffset RingCentralExpiresAt { get; set; }

    /// <summary>The RingCentral refresh token; null where there is none.</summary>
    public string? RingCentralRefreshToken { get; set; }

    /// <summary>Who signed in; null where the sign-in does not tell.</summary>
    public string? UserName { get; set; }

    /// <summary>The main account's id; null where the sign-in does not tell.</summary>
    public string? MainAccountId { get; set; }

    /// <summary>Three asterisks, whatever is in it.</summary>
    public override string ToString() => "***";
}
