namespace RingCx.Sandbox;

/// <summary>A token that somebody holds.</summary>
internal sealed class IssuedToken
{
    public IssuedToken(SandboxUser user, DateTimeOffset expiresAt, long grant)
    {
        User = user;
        ExpiresAt = expiresAt;
        Grant = grant;
    }

    public SandboxUser User { get; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>What one sign-in gave has one number: revoking any of its tokens ends them all.</summary>
    public long Grant { get; }
}
