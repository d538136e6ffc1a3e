namespace RingCx.Client;

/// <summary>Uses a permanent API token as it is (docs/service-notes.md: Hosts).</summary>
/// <param name="token">The API token, <c>aws80:</c> and a GUID in form.</param>
public sealed class ApiTokenSignIn(Secret token) : SignInMethod
{
    private readonly Secret _token = token ?? throw new ArgumentNullException(nameof(token));

    /// <inheritdoc/>
    public override bool IsLegacy => true;

    internal override Secret PermanentToken => _token;

    internal override Task<RingCxTokenAnswer> SignInAsync(
        SignInService service, RingCentralTokens ringCentral, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("This way of signing in has no token to renew.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _token.Dispose();
}
