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
        var identity = options.SignIn.ToCacheIdentity()
            ?? throw new ArgumentException("This way of signing in has no tokens to share.", nameof(options));
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
        {
            string[] parts = [options.SignIn.ToString(), options.BaseUri.AbsoluteUri, options.RingCentralUri.AbsoluteUri, .. identity];
            foreach (var part in parts)
            {
                // Written with its length, so that no two lists of parts read alike.
                writer.Write(part);
            }
        }

        using var hash = SHA256.Create();
        return string.Concat(hash.ComputeHash(buffer.ToArray()).Take(HashedBytes).Select(static b => b.ToString("x2", null)));
    }
}
