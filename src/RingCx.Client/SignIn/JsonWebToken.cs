namespace RingCx.Client.SignIn;

/// <summary>
/// What a token that is a JWT says of itself. It is not verified: the service does that, and here nothing but patience depends on it.
/// </summary>
internal static class JsonWebToken
{
    // A token of a service that renews every five minutes is not good for longer. Whoever says so means something else by it.
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);

    /// <summary>
    /// How many seconds it is good from its beginning on: <c>exp</c> less <c>iat</c> (RFC 7519), both of the service's clock, so that no
    /// difference to this machine's comes in. Null where it does not tell, or tells what cannot be.
    /// </summary>
    public static double? Lifetime(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
            return null;

        try
        {
            using var claims = JsonDocument.Parse(Decode(parts[1]));
            var seconds = Number(claims.RootElement, "exp") - Number(claims.RootElement, "iat");
            return seconds > 0 && seconds <= LongestLifetime.TotalSeconds ? seconds : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Of another kind, or another service's.
            return null;
        }
    }

    private static double? Number(JsonElement claims, string name) =>
        claims.ValueKind == JsonValueKind.Object && claims.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : null;

    // base64url (RFC 7515) leaves the padding out.
    private static byte[] Decode(string text) =>
        Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
}
