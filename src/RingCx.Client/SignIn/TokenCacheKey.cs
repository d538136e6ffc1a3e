using System.Security.Cryptography;

namespace RingCx.Client.SignIn;

/// <summary>What tells one user's tokens from another's: a hash that stands in the name of the cache's file.</summary>
internal static class TokenCacheKey
{
    private const int HashedBytes = 8;

    /// <summary>The first 16 digits of a SHA-256 over how, where and as whom the options sign in.</summary>
    /// <exception cref="ArgumentException">This way of signing in has no tokens to share.</exception>
    public static string Of(RingCxClientOptions options)
    {
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
        {
            foreach (var part in Parts(options))
            {
                // Written with its length, so that no two lists of parts read alike.
                writer.Write(part);
            }
        }

        using var hash = SHA256.Create();
        return string.Concat(hash.ComputeHash(buffer.ToArray()).Take(HashedBytes).Select(static b => b.ToString("x2", null)));
    }

    private static string[] Parts(RingCxClientOptions options) =>
    [
        options.SignIn.GetType().Name,
        options.BaseUri.AbsoluteUri,
        options.RingCentralUri.AbsoluteUri,
        .. options.SignIn switch
        {
            JwtSignIn jwt => [jwt.ClientId, jwt.ClientSecret.Reveal(), jwt.Jwt.Reveal()],
            RingCentralTokenSignIn given => [given.Token.Reveal()],

            // Not the password: people choose it, and whoever sees the file's name could try passwords against the hash.
            EngageSignIn engage => (string[])[engage.UserName, engage.PlatformId],
            _ => throw new ArgumentException("This way of signing in has no tokens to share.", nameof(options)),
        },
    ];
}
