using System.Text.RegularExpressions;

namespace RingCx.Client;

/// <summary>Takes out of texts what must not be read in them: all values but those on a list of harmless ones.</summary>
public static class Redaction
{
    // By allow list: a parameter that nobody thought of is hidden, not shown.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "product", "productId", "page", "maxRows", "sessionType", "record", "state", "gateId", "disposition",
        "callback", "callBackDTS", "ringDuration", "maxq", "maxCallsQueued", "includeRefresh", "queueType",

        // RingEX's.
        "view", "perPage", "muted", "standAlone", "active", "mode", "callFlipId", "parkOrbit", "voicemail", "extensionNumber", "deviceId",
        "brandId", "supervisorDeviceId", "agentExtensionId", "agentExtensionNumber", "telephonySessionId", "partyId", "pattern", "time",
        "timeUnit", "extensionId", "proto", "autoAnswer", "countryId",
    };

    // The platform writes an address with spaces where they were escaped, so that these do not end it.
    private static readonly Regex Credentials = Pattern.Of(@"//[^/\r\n]*@");

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

        var digits = phone.Count(char.IsDigit);
        var hidden = digits > 4 ? digits - 4 : digits;
        return string.Concat(phone.Select(c => char.IsDigit(c) && hidden-- > 0 ? '*' : c));
    }

    /// <summary>A request's address without its host and with redacted query values.</summary>
    /// <param name="uri">The address; null gives an empty text.</param>
    public static string Address(Uri? uri)
    {
        if (uri is null)
            return string.Empty;

        var query = string.Join("&", uri.Query.TrimStart('?').Split(['&'], StringSplitOptions.RemoveEmptyEntries).Select(Parameter));
        return query.Length == 0 ? uri.AbsolutePath : uri.AbsolutePath + "?" + query;
    }

    /// <summary>An exception without the user names and passwords of addresses, such as a proxy's, in the platform's words.</summary>
    internal static Exception WithoutCredentials(Exception error) =>
        Credentials.IsMatch(error.ToString()) ? WithoutCredentials(error, error.GetType()) : error;

    private static HttpRequestException WithoutCredentials(Exception error, Type type) => new(
        type.FullName + ": " + Credentials.Replace(error.Message, "//***@"),
        error.InnerException is { } inner ? WithoutCredentials(inner, inner.GetType()) : null);

    /// <summary>A parameter's value as it may be read: as it is, masked, or not at all.</summary>
    internal static string Parameter(string name, string value) =>
        Harmless.Contains(name) ? value : Phones.Contains(name) ? Phone(value) : "***";

    private static string Parameter(string pair)
    {
        var equals = pair.IndexOf('=');
        var name = equals < 0 ? pair : pair.Substring(0, equals);
        return $"{name}={Parameter(name, equals < 0 ? string.Empty : Uri.UnescapeDataString(pair.Substring(equals + 1)))}";
    }
}
