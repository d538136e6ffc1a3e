using System;
using System.Text.Json;
using System.Text.RegularExpressions;
using RingCx.Client.Json;

namespace RingCx.Client.Http;

/// <summary>Reads the error bodies of the two services (api.md: the 403 of RingCX, the errors of RingEX, OAuth's).</summary>
internal static class ServiceErrors
{
    // Codes are passed on to people, free text is not: a service may repeat in it what it was sent.
    private static readonly Regex Code = new(@"\A(?:[a-z]{1,30}(?:[._][a-z]{1,30}){1,5}|[A-Z]{2,4}-[0-9]{1,4}|(?:[A-Z][a-z]{1,30}){2,6})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The code in an error's body; null where there is none that looks like one.</summary>
    public static string? Parse(byte[] body)
    {
        if (body.Length is 0 or > 65536 || body[0] != (byte)'{')
        {
            return null;
        }

        try
        {
            var error = JsonSerializer.Deserialize(body, RingCxJsonContext.Default.ErrorAnswer);
            var code = error?.ErrorCode ?? error?.Error ?? (error?.Errors is { Count: > 0 } several ? several[0]?.ErrorCode : null);
            return code is not null && Code.IsMatch(code) ? code : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
