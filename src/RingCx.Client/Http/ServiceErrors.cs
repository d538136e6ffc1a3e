using System;
using System.Text.Json;
using System.Text.RegularExpressions;
using RingCx.Client.Json;

namespace RingCx.Client.Http;

/// <summary>Reads the error bodies of the two services (api.md: the 403 of RingCX, the errors of RingEX, OAuth's).</summary>
internal static class ServiceErrors
{
    // Names of permissions and of parameters, such as ReadCompanyCallLog and to.phoneNumber.
    private static readonly Regex Name = new(@"\A[A-Za-z]{2,40}(?:\.[A-Za-z]{2,40}){0,3}\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    // Codes are passed on to people, free text is not: a service may repeat in it what it was sent.
    private static readonly Regex Code = new(@"\A(?:[a-z]{1,30}(?:[._][a-z]{1,30}){1,5}|[A-Z]{2,4}-[0-9]{1,4}|(?:[A-Z][a-z]{1,30}){2,6})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    // A sentence of people: no markup, no address, no token.
    private static readonly Regex Sentence = new(@"\A[A-Za-z][A-Za-z0-9 ,.:;'()+@_-]{0,299}\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static readonly Regex SecretLike = new(@"[A-Za-z0-9_+-]{25,}|\beyJ|bearer|token|password|secret|jwt", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
    private static readonly Regex Number = new(@"\+?[0-9][0-9 ().-]{3,}[0-9]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>What the service says of a refused action, shortened and with its numbers masked; null where it says nothing that is fit to be shown.</summary>
    public static string? Details(byte[] body)
    {
        const int Longest = 160;
        try
        {
            var details = (body.Length is 0 or > 65536 ? null : JsonSerializer.Deserialize(body, RingCxJsonContext.Default.ErrorAnswer)?.Details)?.Trim();
            if (details is null || !Sentence.IsMatch(details) || SecretLike.IsMatch(details))
            {
                return null;
            }

            var masked = Number.Replace(details, static number => Redaction.Phone(number.Value)).TrimEnd('.');
            return masked.Length <= Longest ? masked : masked.Substring(0, Longest) + "…";
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The code in an error's body; null where there is none that looks like one.</summary>
    public static string? Parse(byte[] body) => Read(body).Code;

    /// <summary>The code, the permission that is lacking and the parameter that is wrong; null where there is none that looks like one.</summary>
    public static (string? Code, string? Permission, string? Parameter) Read(byte[] body)
    {
        if (body.Length is 0 or > 65536 || body[0] != (byte)'{')
        {
            return default;
        }

        try
        {
            var error = JsonSerializer.Deserialize(body, RingCxJsonContext.Default.ErrorAnswer);
            var first = error?.Errors is { Count: > 0 } several ? several[0] : null;
            return (
                Matching(Code, error?.ErrorCode ?? error?.Error ?? first?.ErrorCode),
                Matching(Name, error?.PermissionName ?? first?.PermissionName),
                Matching(Name, error?.ParameterName ?? first?.ParameterName));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? Matching(Regex pattern, string? text) => text is not null && pattern.IsMatch(text) ? text : null;
}
