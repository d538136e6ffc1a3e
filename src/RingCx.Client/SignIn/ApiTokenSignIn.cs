namespace RingCx.Client;

/// <summary>Uses a permanent API token as it is (docs/service-notes.md: Hosts).</summary>
public sealed class ApiTokenSignIn : SignInMethod
{
    /// <summary>Makes the method; it owns the secret.</summary>
    /// <param name="token">The API token, <c>aws80:</c> and a GUID in form.</param>
    /// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
    public ApiTokenSignIn(Secret token) => Token = token ?? throw new ArgumentNullException(nameof(token));

    /// <inheritdoc/>
    public override bool IsLegacy => true;

    internal Secret Token { get; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => Token.Dispose();
}
