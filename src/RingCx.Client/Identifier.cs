using System.Text.RegularExpressions;

namespace RingCx.Client;

/// <summary>The ids and names that become part of a path. What is not plainly one is refused, so none can change the path.</summary>
public static class Identifier
{
    /// <summary>Whether a text can be a call's uii, such as <c>202005081040440132050000019657</c>.</summary>
    public static bool IsUii(string? text) => ProblemOfUii(text).Length == 0;

    /// <summary>Why a text cannot be a call's uii.</summary>
    /// <returns>What is wrong, as a sentence; empty where nothing is.</returns>
    public static string ProblemOfUii(string? text)
    {
        if (text is null or "")
            return "It is empty.";

        const string Hint = "take it from where it came from, as a text.";
        if (Consists(text, 64, "_-"))
            return IsRounded(text) ? "A spreadsheet or a program has rounded it to a number's precision: " + Hint : string.Empty;

        if (Patterns.RewrittenNumber.IsMatch(text))
            return "A spreadsheet or a program has rewritten it as a number, and rounded it: " + Hint;

        var index = 0;
        while (index < text.Length && IsOneOf(text[index], "_-"))
            index++;

        return index == text.Length
            ? $"It has {text.Length} characters."
            : $"It holds {OffendingCharacter.Describe(text, index, 0, out _)}.";
    }

    /// <summary>Whether a text can be an account's id, such as <c>12440011</c>.</summary>
    public static bool IsAccountId(string? text) => text is { Length: >= 1 and <= 20 } && text.All(IsDigit);

    /// <summary>
    /// Whether a text can be the id of one of RingEX's telephony sessions, parties or recordings, such as
    /// <c>s-a6abd24ca6774373a8120a3390d3cbe8</c>.
    /// </summary>
    public static bool IsTelephonyId(string? text) => text is not null && Consists(text, 128, "_=.-") && text[0] != '.';

    /// <summary>Whether a text can be the id of one of RingEX's extensions or devices: digits.</summary>
    public static bool IsExtensionId(string? text) => IsAccountId(text);

    /// <summary>The uii of the call that a path of the API is about; null where it is about none.</summary>
    /// <param name="path">The path, such as <c>/v1/admin/accounts/12440011/activeCalls/202005081040440132050000019657/pingCall</c>.</param>
    public static string? UiiIn(string path) => Part(Patterns.CallInPath, path) is var uii && uii != "prerouteChecks" ? uii : null;

    /// <summary>The account that a path of the API is about; null where it is about none.</summary>
    internal static string? AccountIn(string path) => Part(Patterns.AccountInPath, path);

    /// <summary>Whether a text can name a token cache: it becomes part of a file's name.</summary>
    public static bool IsTokenCacheName(string? text) =>
        text is not null && Patterns.TokenCache.IsMatch(text) && !text.EndsWith(".", StringComparison.Ordinal) && !IsDeviceName(text);

    /// <summary>
    /// Whether Windows takes a file of this name for a device, such as <c>NUL.txt</c>: what works on one system is to work on the others.
    /// </summary>
    public static bool IsDeviceName(string name) => Patterns.Device.IsMatch(name);

    internal static string AccountPath(string accountId) => IsAccountId(accountId)
        ? "/v1/admin/accounts/" + accountId
        : throw new ArgumentException("An account id is digits, such as 12440011.", nameof(accountId));

    internal static string Segment(string id, string parameter) => IsUii(id)
        ? id
        : throw new ArgumentException("The id is not letters, digits, - and _.", parameter);

    internal static string TelephonySegment(string id, string parameter) => IsTelephonyId(id)
        ? id
        : throw new ArgumentException("The id is not letters, digits and - _ = .", parameter);

    // A uii of digits begins with the time to the second and goes on with who made it and a count. What was held as a number has lost the
    // end: a spreadsheet keeps fifteen digits and puts zeros behind them, a program keeps 53 bits, which as a number leaves the lower bits
    // empty. A uii that ends like that by chance is one of a billion.
    private static bool IsRounded(string text)
    {
        const int SpreadsheetDigits = 15;
        const int TelltaleZeros = 9;
        const int TelltaleDigits = 28;
        const int TelltaleBits = 40;
        if (text.Length < SpreadsheetDigits + TelltaleZeros || !text.All(IsDigit) || text[0] == '0')
            return false;

        // The lower bits of a product and a sum depend on lower bits alone.
        var lowerBits = 0UL;
        foreach (var digit in text)
            lowerBits = ((lowerBits * 10) + digit - '0') & ((1UL << TelltaleBits) - 1);

        return text.Substring(SpreadsheetDigits).All(static c => c == '0') || (text.Length >= TelltaleDigits && lowerBits == 0);
    }

    // These are asked of nearly every request, and a pattern is slow to make: letters and digits without accents, or one of the signs.
    private static bool Consists(string text, int most, string signs) =>
        text.Length >= 1 && text.Length <= most && text.All(c => IsOneOf(c, signs));

    private static bool IsOneOf(char c, string signs) =>
        c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') || IsDigit(c) || signs.IndexOf(c) >= 0;

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static string? Part(Regex pattern, string path) =>
        pattern.Match(path ?? throw new ArgumentNullException(nameof(path))) is { Success: true } match ? match.Groups["id"].Value : null;

    // Made when the first of them is asked for.
    private static class Patterns
    {
        public static readonly Regex RewrittenNumber = Pattern.Of(@"^[+-]?[0-9]+([.,][0-9]*)?[eE][+-]?[0-9]+\z|^[0-9]+[.,][0-9]+\z");
        public static readonly Regex CallInPath = Pattern.Of("/activeCalls/(?<id>[A-Za-z0-9_-]{1,64})/[^/]+$");
        public static readonly Regex AccountInPath = Pattern.Of("^/?v[0-9]+/admin/accounts/(?<id>[^/]+)");
        public static readonly Regex TokenCache = Pattern.Of(@"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}\z");
        public static readonly Regex Device = Pattern.Of(
            @"^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9\u00B9\u00B2\u00B3])\s*(?:[.:].*)?\z",
            RegexOptions.IgnoreCase | RegexOptions.Singleline);
    }
}
