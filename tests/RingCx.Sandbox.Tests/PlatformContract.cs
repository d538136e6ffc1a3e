using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace RingCx.Sandbox.Tests;

/// <summary>
/// What the documents say of RingEX: the OpenAPI document of call control where it lies beside the repository, and always
/// a table made from it, for where it does not.
/// </summary>
public static class PlatformContract
{
    private const string Account = "/restapi/v1.0/account/{accountId}/";

    private const string Session = Account + "telephony/sessions/{telephonySessionId}";

    private const string Party = Session + "/parties/{partyId}";

    /// <summary>The operations of the OpenAPI document.</summary>
    public static readonly IReadOnlyList<PlatformOperation> Table =
    [
        new("GET", Account + "active-calls", "Heavy", 200, "direction view type transport page perPage"),
        new("GET", Account + "extension/{extensionId}/active-calls", "Heavy", 200, "direction view type page perPage"),
        new("POST", Account + "telephony/call-out", "Heavy", 201, "", "from! from.deviceId to! to.phoneNumber to.extensionNumber"),
        new("POST", Account + "telephony/conference", "Heavy", 201),
        new("GET", Session, "Light", 200, "timestamp timeout"),
        new("DELETE", Session, "Light", 204),
        new("POST", Session + "/supervise", "Light", 201, "", "mode! supervisorDeviceId! agentExtensionNumber agentExtensionId"),
        new("POST", Session + "/parties/bring-in", "Light", 201, "", "telephonySessionId! partyId!"),
        new("GET", Party, "Light", 200),
        new("PATCH", Party, "Light", 200, "", "party party.muted party.standAlone"),
        new("DELETE", Party, "Light", 204),
        new("POST", Party + "/hold", "Light", 200),
        new("POST", Party + "/unhold", "Light", 200),
        new("POST", Party + "/transfer", "Light", 200, "", "phoneNumber voicemail parkOrbit extensionNumber"),
        new("POST", Party + "/forward", "Light", 200, "", "phoneNumber voicemail extensionNumber"),
        new("POST", Party + "/flip", "Light", 200, "", "callFlipId"),
        new("POST", Party + "/park", "Light", 201),
        new("POST", Party + "/answer", "Light", 200, "", "deviceId"),
        new("POST", Party + "/reject", "Light", 204),
        new("POST", Party + "/ignore", "Light", 204, "", "deviceId!"),
        new("POST", Party + "/pickup", "Light", 201, "", "deviceId!"),
        new("POST", Party + "/bridge", "Light", 200, "", "telephonySessionId! partyId!"),
        new("POST", Party + "/reply", "Light", 200, "", "replyWithText replyWithPattern replyWithPattern.pattern replyWithPattern.time replyWithPattern.timeUnit"),
        new("POST", Party + "/recordings", "Light", 201),
        new("PATCH", Party + "/recordings/{recordingId}", "Light", 200, "brandId", "active"),
        new("POST", Party + "/supervise", "Light", 201, "", "mode! supervisorDeviceId! agentExtensionId!"),
    ];

    /// <summary>The operations of the document itself, or the table where there is none.</summary>
    public static IReadOnlyList<PlatformOperation> Documented => Document() is { } document ? Read(document) : Table;

    /// <summary>The shape of an operation's answer; null when the document is not there, or gives none.</summary>
    public static JsonElement? AnswerOf(PlatformOperation operation)
    {
        return Document()?.GetProperty("paths").GetProperty(operation.Path).GetProperty(Lower(operation.Method)) is { } documented ? SchemaOf(Success(documented).Value) : null;
    }

    private static JsonElement? Document()
    {
        return Contract.DocumentPath("ringex-call-control.openapi3.json") is { } path ? JsonDocument.Parse(File.ReadAllText(path)).RootElement : null;
    }

    private static List<PlatformOperation> Read(JsonElement document)
    {
        return [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => Read(path.Name, method)))];
    }

    private static PlatformOperation Read(string path, JsonProperty method)
    {
        var query = method.Value.GetProperty("parameters").EnumerateArray()
            .Where(parameter => parameter.GetProperty("in").GetString() == "query")
            .Select(parameter => parameter.GetProperty("name").GetString()!);
        var body = method.Value.TryGetProperty("requestBody", out var documented) ? Fields(SchemaOf(documented)!.Value, "") : [];
        var success = Success(method.Value).Name;
        return new PlatformOperation(
            method.Name.ToUpperInvariant(),
            path,
            method.Value.GetProperty("x-throttling-group").GetString()!,
            success == "default" ? 200 : int.Parse(success, System.Globalization.CultureInfo.InvariantCulture),
            string.Join(' ', query),
            string.Join(' ', body));
    }

    private static JsonProperty Success(JsonElement operation)
    {
        return operation.GetProperty("responses").EnumerateObject().First(response => response.Name == "default" || response.Name[0] == '2');
    }

    private static JsonElement? SchemaOf(JsonElement described)
    {
        return described.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json) ? json.GetProperty("schema") : null;
    }

    private static IEnumerable<string> Fields(JsonElement schema, string prefix)
    {
        string[] required = schema.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
        foreach (var field in schema.GetProperty("properties").EnumerateObject())
        {
            yield return prefix + field.Name + (required.Contains(field.Name) ? "!" : "");
            if (field.Value.GetProperty("type").GetString() == "object")
            {
                foreach (var inner in Fields(field.Value, prefix + field.Name + "."))
                {
                    yield return inner;
                }
            }
        }
    }

    private static string Lower(string method)
    {
#pragma warning disable CA1308 // OpenAPI writes methods in lower case.
        return method.ToLowerInvariant();
#pragma warning restore CA1308
    }
}
