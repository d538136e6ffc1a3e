namespace RingCx.Client;

/// <summary>
/// Signs in with a RingCentral app and a user's JWT, then exchanges the token (docs/service-notes.md: getRingCentralToken).
/// </summary>
public sealed class JwtSignIn(string clientId, Secret clientSecret, Secret jwt) : SignInMethod
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <summary>The app's client id.</summary>
    public string ClientId { get; } = clientId ?? throw new ArgumentNullException(nameof(clientId));

    internal Secret ClientSecret { get; } = clientSecret ?? throw new ArgumentNullException(nameof(clientSecret));

    internal Secret Jwt { get; } = jwt ?? throw new ArgumentNullException(nameof(jwt));

    internal override RingCentralGrant RingCentralGrant => new(
        ClientId,
        ClientSecret,
        () => new() { ["grant_type"] = GrantType, ["assertion"] = Jwt.Reveal() },
        "The app or its JWT was not accepted. Check the client id, the client secret and the JWT, that the JWT belongs to this "
            + "environment, and that it is allowed for this app.");

    internal override IReadOnlyList<string> ToCacheIdentity() => [ClientId, ClientSecret.Reveal(), Jwt.Reveal()];

    internal override Task<RingCxTokenAnswer> SignInAsync(
        SignInService service, RingCentralTokens ringCentral, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        ringCentral.ExchangeAsync(progress, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        ClientSecret.Dispose();
        Jwt.Dispose();
    }
}
