namespace RingCx.Client;

/// <summary>One of the ways to get a RingCX token (docs/service-notes.md).</summary>
public abstract class SignInMethod : IDisposable
{
    private protected SignInMethod()
    {
    }

    /// <summary>True for a token that legacy hosts take in <c>X-Auth-Token</c>.</summary>
    public virtual bool IsLegacy => false;

    /// <summary>Forgets the secrets.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Forgets the secrets.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);

    /// <summary>The type's name: no secret.</summary>
    public sealed override string ToString() => GetType().Name;
}
