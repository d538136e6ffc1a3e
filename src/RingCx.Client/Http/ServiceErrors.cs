using System.Text.RegularExpressions;

namespace RingCx.Client.Http;

/// <summary>Reads the error bodies of the two services (docs/service-notes.md: the 403 of RingCX, the errors of RingEX, OAuth's).</summary>
internal static class ServiceErrors
{
    // Names of permissions and of parameters, such as ReadCompanyCallLog and to.phoneNumber.
    private static readonly Regex Name = Pattern.Of(@"\A[A-Za-z]{2,40}(?:\.[A-Za-z]{2,40}){0,3}\z");

    // Codes are passed on to people, free text is not: a service may repeat in it what it was sent.
    private static readonly Regex Code = Pattern.Of(
        @"\A(?:[a-z]{1,30}(?:[._][a-z]{1,30}){1,5}|[A-Z]{2,4}-[0-9]{1,4}|(?:[A-Z][a-z]{1,30}){2,6})\z");

    // RFC 6749: invalid_grant, invalid_client, ...
    private static readonly Regex OAuthCode = Pattern.Of(@"\A[a-z]{2,30}(?:_[a-z]{2,30}){1,4}\z");

    // "Jwt is expired", as plain text; what checks it there has more sentences that begin so (service-notes).
    private static readonly Regex TokenRefused = Pattern.Of(@"\A\s*""?(?:Jwt|Jwks)\b[^<>]*\z", RegexOptions.IgnoreCase);

    /// <summary>The most bytes of an error's body: the services' have a few hundred.</summary>
    public const int LargestBody = 65536;

    private const int LongestWord = 200;

    // A sentence of people: no markup, no address, no token.
    private static readonly Regex Sentence = Pattern.Of(@"\A[A-Za-z][A-Za-z0-9 ,.:;'()+@_-]{0,299}\z");
    private static readonly Regex SecretLike = Pattern.Of(
        @"[A-Za-z0-9_+-]{25,}|\beyJ|bearer|token|password|secret|jwt", RegexOptions.IgnoreCase);
    private static readonly Regex Number = Pattern.Of(@"\+?[0-9][0-9 ().-]{3,}[0-9]");

    /// <summary>What the service says of a refusal, shortened, its numbers masked; null where that is not fit to be shown.</summary>
    public static string? Details(byte[] body)
    {
        const int Longest = 160;
        var details = AnswerIn(body)?.Details?.Trim();
        if (details is null || !Sentence.IsMatch(details) || SecretLike.IsMatch(details))
            return null;

        var masked = Number.Replace(details, static number => Redaction.Phone(number.Value)).TrimEnd('.');
        return masked.Length <= Longest ? masked : masked.Substring(0, Longest) + "…";
    }

    /// <summary>The code in an error's body; null where there is none that looks like one.</summary>
    public static string? Parse(byte[] body) => Read(body).Code;

    /// <summary>The code, the missing permission and the wrong parameter; null where there is none that looks like one.</summary>
    public static (string? Code, string? Permission, string? Parameter) Read(byte[] body)
    {
        var error = AnswerIn(body);
        var first = error?.Errors is { Count: > 0 } several ? several[0] : null;
        return (
            Matching(Code, error?.ErrorCode ?? error?.Error ?? first?.ErrorCode),
            Matching(Name, error?.PermissionName ?? first?.PermissionName),
            Matching(Name, error?.ParameterName ?? first?.ParameterName));
    }

    private static ErrorAnswer? AnswerIn(byte[] body)
    {
        try
        {
            return body.Length is 0 or > LargestBody || body[0] != (byte)'{'
                ? null
                : JsonSerializer.Deserialize(body, RingCxJsonContext.Default.ErrorAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a body of an error is one that the services write; an empty one is not.</summary>
    public static bool IsOwn(byte[] body, HttpStatusCode status, SignInKind signIn)
    {
        if (body.Length is 0 or > LargestBody)
            return false;

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind switch
            {
                // The bare word that actions answer.
                JsonValueKind.True or JsonValueKind.False => signIn == SignInKind.None,
                JsonValueKind.Object => IsOwn(document.RootElement, signIn),
                _ => false,
            };
        }
        catch (JsonException)
        {
            return status == HttpStatusCode.Unauthorized && body.Length <= LongestWord && signIn != SignInKind.RingCentral
                && TokenRefused.IsMatch(Encoding.UTF8.GetString(body));
        }
    }

    // RingCX: errorCode, generalMessage. RingEX: errors[] with errorCode each, errorCode and message beside them. OAuth: error, which other
    // people's services have too, with other words in it.
    private static bool IsOwn(JsonElement error, SignInKind signIn) =>
        Has(error, "errorCode") || Has(error, "generalMessage") || Has(error, "permissionName")
        || (error.TryGetProperty("errors", out var errors)
            && errors.ValueKind == JsonValueKind.Array
            && errors.EnumerateArray().Any(static e => e.ValueKind == JsonValueKind.Object && Has(e, "errorCode")))
        || (error.TryGetProperty("error", out var code)
            && code.ValueKind == JsonValueKind.String
            && code.GetString() is { } word
            && (signIn != SignInKind.None
                ? OAuthCode.IsMatch(word)
                : word is "invalid_request" or "invalid_token" or "insufficient_scope"));

    private static bool Has(JsonElement error, string name) => error.TryGetProperty(name, out _);

    private static string? Matching(Regex pattern, string? text) => text is not null && pattern.IsMatch(text) ? text : null;
}
