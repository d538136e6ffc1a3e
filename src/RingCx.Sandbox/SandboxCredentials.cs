namespace RingCx.Sandbox;

/// <summary>What a client signs in with at a sandbox. All of it is derived from the seed and good nowhere else.</summary>
public sealed class SandboxCredentials
{
    private const string Alphabet = SeededRandom.Letters;

    internal SandboxCredentials(SeededRandom random)
    {
        ClientId = random.Text(Alphabet, 22);
        ClientSecret = random.Text(Alphabet, 44);
        Jwt = MakeJwt(random);
        RestrictedJwt = MakeJwt(random);
        RingCentralToken = "U0pD" + random.Text(Alphabet, 60);
        // Reserved characters: a client that does not encode what it sends is found out.
        Password = "s&ndb+x " + random.Text(Alphabet, 10) + "%/=";
        ApiToken = "aws80:" + random.Uuid();
        // New ones come last: what is drawn before them stays what it was.
        AdministratorJwt = MakeJwt(random);
        WithoutReportsJwt = MakeJwt(random);
    }

    /// <summary>The RingCentral app's client id.</summary>
    public string ClientId { get; }

    /// <summary>The RingCentral app's client secret.</summary>
    public string ClientSecret { get; }

    /// <summary>The JWT of a supervisor, for the grant <c>urn:ietf:params:oauth:grant-type:jwt-bearer</c>.</summary>
    public string Jwt { get; }

    /// <summary>The JWT of a user without the supervisor permissions: everything below activeCalls answers 403.</summary>
    public string RestrictedJwt { get; }

    /// <summary>
    /// The JWT of an administrator who is no agent: the exchange names the user in <c>rcUser</c> alone. The user may do what a
    /// supervisor may.
    /// </summary>
    public string AdministratorJwt { get; }

    /// <summary>
    /// The JWT of a supervisor without the right to reports: realTimeData answers 403, everything else as to the supervisor. The user has
    /// no extension on the RingCentral platform.
    /// </summary>
    public string WithoutReportsJwt { get; }

    /// <summary>A RingCentral access token of the supervisor, ready for the exchange. It does not run out; it can be revoked.</summary>
    public string RingCentralToken { get; }

    /// <summary>The supervisor's user name, for the Engage login and the legacy login.</summary>
    public string Username { get; } = "dana.ruiz@sandbox.example";

    /// <summary>The supervisor's password. Holds characters that have to be percent-encoded.</summary>
    public string Password { get; }

    /// <summary>The platform of the Engage login.</summary>
    public string PlatformId { get; } = "aws80";

    /// <summary>A permanent token for the header <c>X-Auth-Token</c>, in the form <c>aws80:&lt;guid&gt;</c>.</summary>
    public string ApiToken { get; }

    private static string MakeJwt(SeededRandom random) =>
        "eyJraWQiOiJzYW5kYm94IiwiYWxnIjoiUlMyNTYifQ." + random.Text(Alphabet, 80) + "." + random.Text(Alphabet + "-_", 86);
}
