namespace RingCx.Client;

/// <summary>Signs in with a RingCentral app and a user's JWT, then exchanges the token (docs/service-notes.md: getRingCentralToken).</summary>
/// <remarks>Makes the method; it owns the secrets.</remarks>
/// <exception cref="ArgumentNullException">An argument is null.</exception>
public sealed class JwtSignIn(string clientId, Secret clientSecret, Secret jwt) : SignInMethod
{
    /// <summary>The app's client id.</summary>
    public string ClientId { get; } = clientId ?? throw new ArgumentNullException(nameof(clientId));

    internal Secret ClientSecret { get; } = clientSecret ?? throw new ArgumentNullException(nameof(clientSecret));

    internal Secret Jwt { get; } = jwt ?? throw new ArgumentNullException(nameof(jwt));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        ClientSecret.Dispose();
        Jwt.Dispose();
    }
}
