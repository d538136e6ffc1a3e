using System.Diagnostics;
using System.Text.Encodings.Web;

namespace RingCx.Client.Audit;

/// <summary>
/// One action as lines of JSON: one as it begins, one as it has ended. Both have everything, so that each can be read without the other; the
/// id is what they have in common with no other line.
/// </summary>
internal sealed class AuditLine
{
    // A log, not a web page: a plus sign or an umlaut is to be read as it is. Line breaks are escaped all the same.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string RunAs = Environment.UserName + "@" + Environment.MachineName;
    private static readonly int ProcessId = CurrentProcessId();

    private readonly byte[] _head;

    /// <summary>Describes an action that is about to be sent.</summary>
    /// <param name="user">Who signed in; null where it is not known.</param>
    /// <param name="at">When it is.</param>
    public AuditLine(ApiRequest call, string? user, string host, DateTimeOffset at)
    {
        Action = call.Operation ?? Masked(call.Path.Substring(call.Path.LastIndexOf('/') + 1));
        using var text = new MemoryStream();
        using var json = new Utf8JsonWriter(text, Readable);
        json.WriteStartObject();
        json.WriteString("id", Guid.NewGuid().ToString("N"));
        json.WriteString("at", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("user", user);
        json.WriteString("runAs", RunAs);
        json.WriteNumber("processId", ProcessId);
        json.WriteString("host", host);
        var account = Identifier.AccountIn(call.Path);
        var uii = Identifier.UiiIn(call.Path);
        json.WriteString("account", account);
        json.WriteString("uii", uii);
        json.WriteString("action", Action);
        if (call.Method != HttpMethod.Post || !call.Path.Contains("/activeCalls/"))
        {
            // There the last segment alone does not tell what was done.
            json.WriteString("method", call.Method.Method);
            // What has a name has ids in its path and no numbers; a recording's id looks like one.
            var isPlain = call.Operation is not null;
            json.WriteString("path", string.Join("/", call.Path.Split('/').Select(segment => isPlain || segment == account || segment == uii ? segment : Masked(segment))));
        }

        WriteParameters(json, call.Parameters);
        json.Flush();
        _head = text.ToArray();
    }

    /// <summary>What was done, as the service calls it.</summary>
    public string Action { get; }

    /// <summary>The line, with its end.</summary>
    /// <param name="outcome">How the action ended; <see cref="AuditOutcome.Pending"/> as it begins.</param>
    /// <param name="duration">How long it took; null as it begins.</param>
    public byte[] ToBytes(string outcome, TimeSpan? duration)
    {
        var milliseconds = duration is { } span ? Math.Max(0, (long)span.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : "null";
        return [.. _head, .. Encoding.ASCII.GetBytes($",\"outcome\":\"{outcome}\",\"durationMs\":{milliseconds}}}\n")];
    }

    private static void WriteParameters(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        json.WriteStartObject("parameters");

        // One that is there several times must not become a name that is there several times: readers refuse it, or drop all but one.
        foreach (var parameter in pairs.GroupBy(static pair => pair.Key, static pair => Shown(pair.Key, pair.Value), StringComparer.OrdinalIgnoreCase))
        {
            var values = parameter.ToList();
            if (values.Count == 1)
            {
                json.WriteString(parameter.Key, values[0]);
                continue;
            }

            json.WriteStartArray(parameter.Key);
            values.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    // Whose seat was dialled from and which party was removed is what an audit is for; in other logs they have no place.
    private static string Shown(string name, string value) => name is "username" or "sessionId" ? value : Redaction.Parameter(name, value);

    private static string Masked(string segment)
    {
        var text = Uri.UnescapeDataString(segment);
        return PhoneNumber.MayBeIn(text) ? Redaction.Phone(text) : text;
    }

    private static int CurrentProcessId()
    {
        using var process = Process.GetCurrentProcess();
        return process.Id;
    }
}
