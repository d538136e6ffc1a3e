namespace RingCx.Client;

/// <summary>Exchanges a RingCentral access token that somebody else obtained (docs/service-notes.md: exchangeRingCentralToken).</summary>
public sealed class RingCentralTokenSignIn : SignInMethod
{
    /// <summary>Makes the method; it owns the secret.</summary>
    /// <param name="token">The RingCentral access token.</param>
    /// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
    public RingCentralTokenSignIn(Secret token) => Token = token ?? throw new ArgumentNullException(nameof(token));

    internal Secret Token { get; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => Token.Dispose();
}
