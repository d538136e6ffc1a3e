namespace RingCx.Client;

/// <summary>Exchanges a RingCentral access token that somebody else obtained (docs/service-notes.md: exchangeRingCentralToken).</summary>
public sealed class RingCentralTokenSignIn(Secret token) : SignInMethod
{
    private readonly Secret _token = token ?? throw new ArgumentNullException(nameof(token));

    internal override Secret GivenRingCentralToken => _token;

    internal override IReadOnlyList<string> ToCacheIdentity() => [_token.Reveal()];

    internal override Task<RingCxTokenAnswer> SignInAsync(
        SignInService service, RingCentralTokens ringCentral, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        service.ExchangeAsync(_token.Reveal(), progress, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _token.Dispose();
}
