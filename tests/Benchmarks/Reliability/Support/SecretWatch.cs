using System.Text.RegularExpressions;

namespace RingCx.Reliability.Support;

/// <summary>Looks for what must not be read in any message: secrets, tokens, whole phone numbers, notes.</summary>
internal sealed partial class SecretWatch
{
    private readonly HashSet<string> _secrets = [];

    public SecretWatch(SandboxCredentials credentials)
    {
        foreach (var secret in new[] { credentials.ClientSecret, credentials.Jwt, credentials.RestrictedJwt, credentials.RingCentralToken, credentials.Password, credentials.ApiToken })
        {
            Learn(secret);
        }
    }

    /// <summary>Learns the tokens that a request carried.</summary>
    public void Learn(SandboxExchange exchange)
    {
        if (exchange.Headers.TryGetValue("Authorization", out var authorization))
        {
            Learn(authorization[(authorization.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        }

        foreach (var field in (exchange.Body ?? string.Empty).Split('&').Select(static f => f.Split('=')))
        {
            if (field is ["rcAccessToken" or "refresh_token" or "assertion" or "token", var value])
            {
                Learn(Uri.UnescapeDataString(value));
            }
        }
    }

    /// <summary>What of a text must not be in it, told without it; null where all is well.</summary>
    public string? Find(string text)
    {
        if (_secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)))
        {
            return "a secret";
        }

        return LikeAToken().IsMatch(text) ? "something like a token"
            : PhoneNumbers().IsMatch(text) ? "a whole phone number"
            : text.Contains(Ask.NotesMark, StringComparison.Ordinal) ? "notes"
            : null;
    }

    private void Learn(string secret)
    {
        _secrets.Add(secret);
        _secrets.Add(Uri.EscapeDataString(secret));
    }

    // A uii is 30 digits; the sandbox's tokens are longer, and nothing else is.
    [GeneratedRegex("(?=[A-Za-z]*[0-9])[A-Za-z0-9+]{41,}", RegexOptions.CultureInvariant)]
    private static partial Regex LikeAToken();

    // Those of Ask and no others, so that a uii is not taken for one.
    [GeneratedRegex(@"(?<![0-9])1?555[0-9]{7}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneNumbers();
}
