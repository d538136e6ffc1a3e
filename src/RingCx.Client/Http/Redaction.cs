using System.Text.RegularExpressions;

namespace RingCx.Client;

/// <summary>Takes out of texts what must not be read in them: all values but those on a list of harmless ones.</summary>
public static class Redaction
{
    // By allow list: a parameter that nobody thought of is hidden, not shown.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "product", "productId", "page", "maxRows", "sessionType", "record", "state", "gateId", "disposition",
        "callback", "callBackDTS", "ringDuration", "maxq", "maxCallsQueued", "includeRefresh",

        // RingEX's.
        "view", "perPage", "muted", "standAlone", "active", "mode", "callFlipId", "parkOrbit", "voicemail", "extensionNumber", "deviceId",
        "brandId", "supervisorDeviceId", "agentExtensionId", "agentExtensionNumber", "telephonySessionId", "partyId", "pattern", "time", "timeUnit",
        "extensionId", "proto", "autoAnswer", "countryId",
    };

    // The platform writes an address with spaces where they were escaped, so that these do not end it.
    private static readonly Regex Credentials = new(@"//[^/\r\n]*@", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly HashSet<string> Phones = new(StringComparer.OrdinalIgnoreCase)
    {
        "destination", "callerId", "phone", "destination_number", "phoneNumber",
    };

    /// <summary>Hides a phone number but for its last four digits; a shorter one is hidden whole.</summary>
    /// <param name="phone">The number; null gives an empty text.</param>
    public static string Phone(string? phone)
    {
        if (phone is null or "")
            return string.Empty;

        var digits = 0;
        foreach (var c in phone)
            digits += char.IsDigit(c) ? 1 : 0;

        var hidden = digits > 4 ? digits - 4 : digits;
        var text = new StringBuilder(phone.Length);
        foreach (var c in phone)
        {
            if (char.IsDigit(c))
                text.Append(hidden-- > 0 ? '*' : c);
            else
                text.Append(c);
        }

        return text.ToString();
    }

    /// <summary>A request's address without its host and with redacted query values.</summary>
    /// <param name="uri">The address; null gives an empty text.</param>
    public static string Address(Uri? uri)
    {
        if (uri is null)
            return string.Empty;

        var text = new StringBuilder(uri.AbsolutePath);
        var separator = '?';
        foreach (var pair in uri.Query.TrimStart('?').Split(['&'], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair.Substring(0, equals);
            var value = equals < 0 ? string.Empty : Uri.UnescapeDataString(pair.Substring(equals + 1));
            text.Append(separator).Append(name).Append('=').Append(Parameter(name, value));
            separator = '&';
        }

        return text.ToString();
    }

    /// <summary>An exception as it may be kept: where the platform's words hold an address with a user name and a password, as a proxy's may be, without these.</summary>
    internal static Exception WithoutCredentials(Exception error) =>
        Credentials.IsMatch(error.ToString()) ? WithoutCredentials(error, error.GetType()) : error;

    private static HttpRequestException WithoutCredentials(Exception error, Type type) => new HttpRequestException(
        type.FullName + ": " + Credentials.Replace(error.Message, "//***@"), error.InnerException is { } inner ? WithoutCredentials(inner, inner.GetType()) : null);

    /// <summary>A parameter's value as it may be read: as it is, masked, or not at all.</summary>
    internal static string Parameter(string name, string value) =>
        Harmless.Contains(name) ? value : Phones.Contains(name) ? Phone(value) : "***";
}
