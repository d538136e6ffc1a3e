namespace RingCx.Client;

/// <summary>Uses a permanent API token as it is (docs/service-notes.md: Hosts).</summary>
/// <remarks>Makes the method; it owns the secret.</remarks>
/// <param name="token">The API token, <c>aws80:</c> and a GUID in form.</param>
/// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
public sealed class ApiTokenSignIn(Secret token) : SignInMethod
{
    /// <inheritdoc/>
    public override bool IsLegacy => true;

    internal Secret Token { get; } = token ?? throw new ArgumentNullException(nameof(token));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => Token.Dispose();
}
