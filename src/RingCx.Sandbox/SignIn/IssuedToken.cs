namespace RingCx.Sandbox;

/// <summary>A token that somebody holds.</summary>
internal sealed class IssuedToken(SandboxUser user, DateTimeOffset expiresAt, long grant)
{
    public SandboxUser User { get; } = user;

    public DateTimeOffset ExpiresAt { get; set; } = expiresAt;

    /// <summary>What one sign-in gave has one number: revoking any of its tokens ends them all.</summary>
    public long Grant { get; } = grant;
}
