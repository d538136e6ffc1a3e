namespace RingCx.Client;

/// <summary>Exchanges a RingCentral access token that somebody else obtained (docs/service-notes.md: exchangeRingCentralToken).</summary>
/// <remarks>Makes the method; it owns the secret.</remarks>
/// <param name="token">The RingCentral access token.</param>
/// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
public sealed class RingCentralTokenSignIn(Secret token) : SignInMethod
{
    internal Secret Token { get; } = token ?? throw new ArgumentNullException(nameof(token));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => Token.Dispose();
}
