namespace RingCx.Client;

/// <summary>Signs in with an Engage user name and password (docs/service-notes.md: loginAdmin).</summary>
public sealed class EngageSignIn : SignInMethod
{
    /// <summary>Makes the method; it owns the secret.</summary>
    /// <param name="userName">The user's name.</param>
    /// <param name="password">The user's password.</param>
    /// <param name="platformId">The platform's id, as RingCX Admin shows it.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public EngageSignIn(string userName, Secret password, string platformId)
    {
        UserName = userName ?? throw new ArgumentNullException(nameof(userName));
        Password = password ?? throw new ArgumentNullException(nameof(password));
        PlatformId = platformId ?? throw new ArgumentNullException(nameof(platformId));
    }

    /// <summary>The user's name.</summary>
    public string UserName { get; }

    /// <summary>The platform's id.</summary>
    public string PlatformId { get; }

    internal Secret Password { get; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => Password.Dispose();
}
