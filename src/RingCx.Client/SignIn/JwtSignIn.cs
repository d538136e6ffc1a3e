namespace RingCx.Client;

/// <summary>Signs in with a RingCentral app and a user's JWT, then exchanges the token (docs/service-notes.md: getRingCentralToken).</summary>
public sealed class JwtSignIn : SignInMethod
{
    /// <summary>Makes the method; it owns the secrets.</summary>
    /// <param name="clientId">The app's client id.</param>
    /// <param name="clientSecret">The app's client secret.</param>
    /// <param name="jwt">The user's JWT credential.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public JwtSignIn(string clientId, Secret clientSecret, Secret jwt)
    {
        ClientId = clientId ?? throw new ArgumentNullException(nameof(clientId));
        ClientSecret = clientSecret ?? throw new ArgumentNullException(nameof(clientSecret));
        Jwt = jwt ?? throw new ArgumentNullException(nameof(jwt));
    }

    /// <summary>The app's client id.</summary>
    public string ClientId { get; }

    internal Secret ClientSecret { get; }

    internal Secret Jwt { get; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        ClientSecret.Dispose();
        Jwt.Dispose();
    }
}
