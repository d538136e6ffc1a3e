namespace RingCx.Client;

/// <summary>
/// One of the ways to get a RingCX token (docs/service-notes.md), which owns its secrets. Each says itself how it signs in, what can be
/// renewed and what tells its tokens from another's; nothing else asks which of them it is.
/// </summary>
public abstract class SignInMethod : IDisposable
{
    private protected SignInMethod() { }

    /// <summary>True for a token that legacy hosts take in <c>X-Auth-Token</c>.</summary>
    public virtual bool IsLegacy => false;

    /// <summary>A RingCX token that is used as it is and never renewed; null for a way that obtains its tokens.</summary>
    internal virtual Secret? PermanentToken => null;

    /// <summary>A RingCentral token that somebody else obtained; null where there is none.</summary>
    internal virtual Secret? GivenRingCentralToken => null;

    /// <summary>
    /// What RingCentral gives its own token for, which can be renewed and revoked then; null where it is not asked for one.
    /// </summary>
    internal virtual RingCentralGrant? RingCentralGrant => null;

    /// <summary>The user's name, for an answer that does not tell it; null where it is not known here either.</summary>
    internal virtual string? KnownUserName => null;

    /// <summary>Forgets the secrets.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The type's name: no secret.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>Who signs in, for the name of a shared cache. It holds secrets. Null where there are no tokens to share.</summary>
    internal virtual IReadOnlyList<string>? ToCacheIdentity() => null;

    /// <summary>Asks for a new RingCX token, where there is none that could be refreshed.</summary>
    internal abstract Task<RingCxTokenAnswer> SignInAsync(
        SignInService service, RingCentralTokens ringCentral, IProgress<RequestEvent>? progress, CancellationToken cancellationToken);

    /// <summary>Forgets the secrets.</summary>
    protected abstract void Dispose(bool disposing);
}
