using System.Numerics;
using System.Text.RegularExpressions;

namespace RingCx.Client;

/// <summary>The ids and names that become part of a path. What is not plainly one is refused, so none can change the path.</summary>
public static class Identifier
{
    private static readonly Regex Uii = Rule(@"^[A-Za-z0-9_-]{1,64}\z");
    private static readonly Regex RewrittenNumber = Rule(@"^[+-]?[0-9]+([.,][0-9]*)?[eE][+-]?[0-9]+\z|^[0-9]+[.,][0-9]+\z");
    private static readonly Regex Account = Rule(@"^[0-9]{1,20}\z");
    private static readonly Regex Telephony = Rule(@"^[A-Za-z0-9_=-][A-Za-z0-9_=.-]{0,127}\z");
    private static readonly Regex CallInPath = Rule("/activeCalls/(?<id>[A-Za-z0-9_-]{1,64})/[^/]+$");
    private static readonly Regex AccountInPath = Rule("^/?v[0-9]+/admin/accounts/(?<id>[^/]+)");
    private static readonly Regex TokenCache = Rule(@"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}\z");
    private static readonly Regex Device = Rule(
        @"^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9\u00B9\u00B2\u00B3])\s*(?:[.:].*)?\z",
        RegexOptions.IgnoreCase | RegexOptions.Singleline);

    /// <summary>Whether a text can be a call's uii, such as <c>202005081040440132050000019657</c>.</summary>
    public static bool IsUii(string? text) => ProblemOfUii(text).Length == 0;

    /// <summary>Why a text cannot be a call's uii.</summary>
    /// <returns>What is wrong, as a sentence; empty where nothing is.</returns>
    public static string ProblemOfUii(string? text)
    {
        if (text is null or "")
            return "It is empty.";

        const string Hint = "take it from where it came from, as a text.";
        if (Uii.IsMatch(text))
            return IsRounded(text) ? "A spreadsheet or a program has rounded it to a number's precision: " + Hint : string.Empty;

        if (RewrittenNumber.IsMatch(text))
            return "A spreadsheet or a program has rewritten it as a number, and rounded it: " + Hint;

        var index = text.ToList().FindIndex(static c => !(c < 128 && (char.IsLetterOrDigit(c) || c is '-' or '_')));
        return index < 0 ? $"It has {text.Length} characters." : $"It holds {OffendingCharacter.Describe(text, index, 0, out _)}.";
    }

    /// <summary>Whether a text can be an account's id, such as <c>12440011</c>.</summary>
    public static bool IsAccountId(string? text) => text is not null && Account.IsMatch(text);

    /// <summary>
    /// Whether a text can be the id of one of RingEX's telephony sessions, parties or recordings, such as
    /// <c>s-a6abd24ca6774373a8120a3390d3cbe8</c>.
    /// </summary>
    public static bool IsTelephonyId(string? text) => text is not null && Telephony.IsMatch(text);

    /// <summary>Whether a text can be the id of one of RingEX's extensions or devices: digits.</summary>
    public static bool IsExtensionId(string? text) => IsAccountId(text);

    /// <summary>The uii of the call that a path of the API is about; null where it is about none.</summary>
    /// <param name="path">The path, such as <c>/v1/admin/accounts/12440011/activeCalls/202005081040440132050000019657/pingCall</c>.</param>
    public static string? UiiIn(string path) => Part(CallInPath, path) is var uii && uii != "prerouteChecks" ? uii : null;

    /// <summary>The account that a path of the API is about; null where it is about none.</summary>
    internal static string? AccountIn(string path) => Part(AccountInPath, path);

    /// <summary>Whether a text can name a token cache: it becomes part of a file's name.</summary>
    public static bool IsTokenCacheName(string? text) =>
        text is not null && TokenCache.IsMatch(text) && !text.EndsWith(".", StringComparison.Ordinal) && !IsDeviceName(text);

    /// <summary>
    /// Whether Windows takes a file of this name for a device, such as <c>NUL.txt</c>: what works on one system is to work on the others.
    /// </summary>
    public static bool IsDeviceName(string name) => Device.IsMatch(name);

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
        if (text.Length < SpreadsheetDigits + TelltaleZeros || !text.All(static c => c is >= '0' and <= '9') || text[0] == '0')
            return false;

        var lowerBits = BigInteger.Parse(text, CultureInfo.InvariantCulture) & ((BigInteger.One << TelltaleBits) - 1);
        return text.Skip(SpreadsheetDigits).All(static c => c == '0') || (text.Length >= TelltaleDigits && lowerBits.IsZero);
    }

    internal static Regex Rule(string pattern, RegexOptions more = RegexOptions.None) =>
        new(pattern, RegexOptions.CultureInvariant | more, TimeSpan.FromSeconds(1));

    private static string? Part(Regex pattern, string path) =>
        pattern.Match(path ?? throw new ArgumentNullException(nameof(path))) is { Success: true } match ? match.Groups["id"].Value : null;
}
