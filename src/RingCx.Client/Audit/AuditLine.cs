using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;

namespace RingCx.Client.Audit;

/// <summary>
/// One action as lines of JSON: one as it begins, one as it has ended. Both have everything, so that each can be read without the other;
/// the id is what they have in common with no other line.
/// </summary>
internal sealed class AuditLine
{
    // A log, not a web page: a plus sign or an umlaut is to be read as it is. Line breaks are escaped all the same.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The field of what names an action across runs; only where it is to be done once.</summary>
    public const string OnceKeyField = "onceKey";

    private static readonly string RunAs = Environment.UserName + "@" + Environment.MachineName;
    private static readonly int ProcessId = CurrentProcessId();

    private readonly string _head;
    private readonly TimeProvider _time;
    private readonly long _start;

    /// <summary>Describes an action that is about to be sent.</summary>
    /// <param name="user">Who signed in; null where it is not known.</param>
    public AuditLine(ApiRequest call, string? user, string host, TimeProvider time)
    {
        (_time, _start) = (time, time.GetTimestamp());
        Action = call.Operation ?? Masked(call.Path.Substring(call.Path.LastIndexOf('/') + 1));
        var account = Account = Identifier.AccountIn(call.Path);
        var uii = Identifier.UiiIn(call.Path);
        var line = new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString("N"),
            ["at"] = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["user"] = user,
            ["runAs"] = RunAs,
            ["processId"] = ProcessId,
            ["host"] = host,
            ["account"] = account,
            ["uii"] = uii,
            ["action"] = Action,
        };
        if (call.OnceKey is not null)
            line[OnceKeyField] = OnceKey = Kept(call.OnceKey);

        if (call.Method != HttpMethod.Post || !call.Path.Contains("/activeCalls/"))
        {
            // There the last segment alone does not tell what was done. What has a name has ids in its path and no numbers; a recording's
            // id looks like one.
            line["method"] = call.Method.Method;
            line["path"] = call.Operation is not null
                ? call.Path
                : string.Join(
                    "/", call.Path.Split('/').Select(segment => segment == account || segment == uii ? segment : Masked(segment)));
        }

        // One that is there several times must not become a name that is there several times: readers refuse it, or drop all but one.
        line["parameters"] = new JsonObject(call.Parameters
            .GroupBy(static p => p.Key, static p => (JsonNode?)Shown(p.Key, p.Value), StringComparer.OrdinalIgnoreCase)
            .Select(static p => new KeyValuePair<string, JsonNode?>(p.Key, p.Count() == 1 ? p.Single() : new JsonArray([.. p]))));
        var text = line.ToJsonString(Readable);
        _head = text.Substring(0, text.Length - 1);
    }

    /// <summary>What was done, as the service calls it.</summary>
    public string Action { get; }

    /// <summary>The account; null where the path names none.</summary>
    public string? Account { get; }

    /// <summary>The name under which it is done once; null where it has none.</summary>
    public string? OnceKey { get; }

    public byte[] Begin() => ToBytes(AuditOutcome.Pending, "null");

    public byte[] End(string outcome) =>
        ToBytes(outcome, Math.Max(0, (long)_time.GetElapsedTime(_start).TotalMilliseconds).ToString(CultureInfo.InvariantCulture));

    private byte[] ToBytes(string outcome, string milliseconds) =>
        Encoding.UTF8.GetBytes($"{_head},\"outcome\":\"{outcome}\",\"durationMs\":{milliseconds}}}\n");

    // Whose seat was dialled from and which party was removed is what an audit is for; in other logs they have no place.
    private static string Shown(string name, string value) => name is "username" or "sessionId" ? value : Redaction.Parameter(name, value);

    private static string Masked(string segment)
    {
        var text = Uri.UnescapeDataString(segment);
        return PhoneNumber.MayBeIn(text) ? Redaction.Phone(text) : text;
    }

    // Whoever names an action by a phone number is to find it again, and nobody else is to read the number.
    private static string Kept(string key)
    {
        if (!PhoneNumber.MayBeIn(key))
            return key;

        using var hash = System.Security.Cryptography.SHA256.Create();
        return "sha256:" + BitConverter.ToString(hash.ComputeHash(Encoding.UTF8.GetBytes(key)), 0, 16).Replace("-", string.Empty);
    }

    private static int CurrentProcessId()
    {
        using var process = Process.GetCurrentProcess();
        return process.Id;
    }
}
