namespace RingCx.Client.Tests.Support;

/// <summary>Each way of signing in, with the secrets of the tests.</summary>
internal static class SignInMethods
{
    public const string ClientId = "runbook-app";
    public const string UserName = "vu@example.com";
    public const string PlatformId = "aws13";

    /// <summary>The names that <see cref="Make"/> knows.</summary>
    public static readonly TheoryData<string> Names = [nameof(JwtSignIn), nameof(RingCentralTokenSignIn), nameof(EngageSignIn), nameof(ApiTokenSignIn)];

    public static SignInMethod Make(string name) => name switch
    {
        nameof(JwtSignIn) => Jwt(),
        nameof(RingCentralTokenSignIn) => RingCentralToken(),
        nameof(EngageSignIn) => Engage(),
        nameof(ApiTokenSignIn) => ApiToken(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such way of signing in."),
    };

    public static JwtSignIn Jwt() => new(ClientId, Secret.FromText(TestSecrets.ClientSecret), Secret.FromText(TestSecrets.Jwt));

    public static RingCentralTokenSignIn RingCentralToken() => new(Secret.FromText(TestSecrets.RingCentralToken));

    public static EngageSignIn Engage() => new(UserName, Secret.FromText(TestSecrets.Password), PlatformId);

    public static ApiTokenSignIn ApiToken() => new(Secret.FromText(TestSecrets.ApiToken));
}
