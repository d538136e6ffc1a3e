namespace RingCx.Client;

/// <summary>Signs in with an Engage user name and password (docs/service-notes.md: loginAdmin).</summary>
/// <param name="platformId">The platform's id, as RingCX Admin shows it.</param>
public sealed class EngageSignIn(string userName, Secret password, string platformId) : SignInMethod
{
    /// <summary>The user's name.</summary>
    public string UserName { get; } = userName ?? throw new ArgumentNullException(nameof(userName));

    /// <summary>The platform's id.</summary>
    public string PlatformId { get; } = platformId ?? throw new ArgumentNullException(nameof(platformId));

    internal Secret Password { get; } = password ?? throw new ArgumentNullException(nameof(password));

    internal override string KnownUserName => UserName;

    // Not the password: people choose it, and whoever sees the file's name could try passwords against the hash.
    internal override IReadOnlyList<string> ToCacheIdentity() => [UserName, PlatformId];

    internal override Task<RingCxTokenAnswer> SignInAsync(
        SignInService service, RingCentralTokens ringCentral, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        service.LogInAsync(this, progress, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => Password.Dispose();
}
