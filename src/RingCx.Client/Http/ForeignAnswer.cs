using System.Text.RegularExpressions;

namespace RingCx.Client.Http;

/// <summary>An answer with an error's status that is not the service's own, and what it tells of who has given it.</summary>
internal static class ForeignAnswer
{
    private static readonly string[] Introductions = ["Via", "Server"];

    // The name of a product alone, without its version and the hosts that "Via" names.
    private static readonly Regex Product = Pattern.Of(
        @"\A(?:(?:[0-9.]|[A-Z]{2,9}/[0-9.])+ \S+ \()?(?<name>[A-Za-z][A-Za-z _.-]{1,30}[A-Za-z])(?=[/ ;,()0-9]|\z)");

    private static readonly Regex MediaType = Pattern.Of(@"\A[A-Za-z]{1,20}/[A-Za-z0-9.+-]{1,40}");

    /// <summary>Whether an answer with this status may be another's; the table of retries has rows for the others.</summary>
    public static bool MayBe(HttpStatusCode status) => (int)status is >= 400 and < 500 and not (407 or 429) or 511;

    /// <summary>What is said of an answer that is foreign; null for one of the service's own.</summary>
    /// <param name="types">What it says of its body's type.</param>
    /// <param name="body">Its body; empty where none came, null for one that is larger than any error of the service.</param>
    public static string? Of(HttpResponseMessage response, string[] types, byte[]? body, SignInKind signIn)
    {
        // 511 is by its definition the network's.
        if (body is not null && (int)response.StatusCode != 511 && IsOwn(response, types, body, signIn))
            return null;

        var type = types.FirstOrDefault() is { } first && MediaType.Match(first) is { Success: true } found
            ? ", " + found.Value
            : string.Empty;
        var product = ProductOf(response) is { } name ? $" It calls itself {name}." : string.Empty;
        return FormattableString.Invariant($"An answer came ({(int)response.StatusCode}{type}) that is not the service's own: ")
            + "a proxy, a firewall or the sign-in page of a network may have given it in its place, or the address is not the service's."
            + product;
    }

    private static bool IsOwn(HttpResponseMessage response, string[] types, byte[] body, SignInKind signIn)
    {
        if (ServiceErrors.IsOwn(body, response.StatusCode, signIn))
            return true;

        // Nobody has published the body of every error, so that of an API's may be empty: a 404 of an ended call that would not be believed
        // would leave every job in doubt. What has a type of its own, or asks for another sign-in than the service's, is not the service.
        return body.Length == 0
            && signIn != SignInKind.RingCentral
            && types.All(IsOfTheService)
            && response.Headers.ProxyAuthenticate.Count == 0
            && response.Headers.WwwAuthenticate.All(static c => string.Equals(c.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsOfTheService(string type)
    {
        var media = type.Split(';')[0].Trim().ToLowerInvariant();
        return media is "" or "text/plain"
            || (media.StartsWith("application/", StringComparison.Ordinal) && media.EndsWith("json", StringComparison.Ordinal));
    }

    private static string? ProductOf(HttpResponseMessage response) => Introductions
        .SelectMany(header => response.Headers.TryGetValues(header, out var values) ? values : [])
        .Select(static value => Product.Match(value))
        .FirstOrDefault(static match => match.Success)?.Groups["name"].Value;
}
