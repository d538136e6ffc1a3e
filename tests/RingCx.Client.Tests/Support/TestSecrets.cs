namespace RingCx.Client.Tests.Support;

/// <summary>The secrets that the tests sign in with.</summary>
internal static class TestSecrets
{
    public const string ClientSecret = "cs-4Yk7-client-secret";
    public const string Jwt = "eyJhbGciOiJSUzI1NiJ9.and-4Yk8-a-user.and-4Yk9-signed";
    public const string Password = "pw-4Yka&=%-pass word";
    public const string RingCentralToken = "rct-4Ykb-given-token";
    public const string ApiToken = "aws80:4ykc0000-1111-2222-3333-444455556666";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [ClientSecret, Jwt, Password, RingCentralToken, ApiToken];
}
