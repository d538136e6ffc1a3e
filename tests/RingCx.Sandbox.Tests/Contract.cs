using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace RingCx.Sandbox.Tests;

/// <summary>
/// What the documents say can be called: the OpenAPI document where it lies beside the repository, and always a table
/// made from it and from seeds 000 and 001, for where it does not.
/// </summary>
public static class Contract
{
    private const string Account = "/voice/api/v1/admin/accounts/{accountId}/";

    private const string Calls = Account + "activeCalls/";

    private static readonly string[] Products =
    [
        "ACCOUNT", "ACD", "AGENT", "CHAT_QUEUE", "OUTBOUND", "VISUAL_IVR", "CLOUD_PROFILE", "CLOUD_DESTINATION", "TRAC_NUMBER",
        "HTTP_SERVICES", "SCRIPTING", "TN_MANAGER", "SURVEY", "DNIS", "TEAMS", "KNOWLEDGE_BASE", "UTILITIES",
    ];

    /// <summary>The operations of the OpenAPI document.</summary>
    public static readonly IReadOnlyList<Operation> Table =
    [
        new("GET", "/voice/api/v1/admin/accounts"),
        new("GET", Calls + "list", new("product", "string", false, Products), new("productId", "integer", false), new("externalId", "string", false), new("page", "integer", false), new("maxRows", "integer", false)),
        new("POST", Calls + "createManualAgentCall", new("username", "string", true), new("destination", "string", true), new("ringDuration", "integer", true), new("callerId", "string", true)),
        new("GET", Calls + "prerouteChecks/checkQueueStatus", new("destination_number", "string", true), new("maxq", "integer", true), new("phoneNumbersI18nEnabled", "boolean", false)),
        new("GET", Calls + "prerouteChecks/checkQueueThreshold", new("destination_number", "string", true), new("maxCallsQueued", "integer", false), new("phoneNumbersI18nEnabled", "boolean", false)),
        new("POST", Calls + "{uii}/addSessionToCall", new("destination", "string", true), new("sessionType", "string", true, "MONITOR", "COACHING", "BARGEIN")),
        new("POST", Calls + "{uii}/dispositionCall", new("disposition", "string", true), new("callback", "boolean", true), new("callBackDTS", "string", false), new("notes", "string", false)),
        new("POST", Calls + "{uii}/hangupCall"),
        new("POST", Calls + "{uii}/hangupSession", new Parameter("phone", "string", true)),
        new("POST", Calls + "{uii}/toggleCallRecording", new Parameter("record", "boolean", true)),
        new("GET", Account + "agentGroups", new("page", "integer", false), new("maxRows", "integer", false), new("includePermissions", "boolean", false)),
        new("GET", Account + "agentGroups/{agentGroupId}/agents"),
        new("GET", Account + "campaignLeads/systemDispositions"),
        new("GET", Account + "gateGroups/withChildren", new("includePermissions", "boolean", false), new("page", "integer", false), new("maxRows", "integer", false)),
        new("GET", Account + "gateGroups/withChildren/additionalData", new("page", "integer", false), new("maxRows", "integer", false)),
    ];

    /// <summary>The four operations that seed 000 alone has, under "Additional Control Endpoints".</summary>
    public static readonly IReadOnlyList<Operation> SeedOnly =
    [
        new("POST", Calls + "{uii}/hangupSessionById", new Parameter("sessionId", "string", true)),
        new("POST", Calls + "{uii}/toggleCallHold", new Parameter("state", "string", true, "ON", "OFF")),
        new("POST", Calls + "{uii}/requeueCall", new Parameter("gateId", "integer", true)),
        new("POST", Calls + "{uii}/pingCall"),
    ];

    /// <summary>The operations of the document itself, or the table where there is none.</summary>
    public static IReadOnlyList<Operation> Documented => DocumentPath("ringcx-active-calls.openapi3.json") is { } path ? Read(path) : Table;

    /// <summary>Where an OpenAPI document lies beside the repository; null when it does not.</summary>
    public static string? DocumentPath(string name)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Directory.Build.props")))
        {
            directory = directory.Parent;
        }

        Assert.NotNull(directory);
        var path = Path.Combine(directory.FullName, "..", "shared", "reference", "openapi", name);
        return File.Exists(path) ? path : null;
    }

    private static List<Operation> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var operations = new List<Operation>();
        foreach (var item in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in item.Value.EnumerateObject())
            {
                var parameters = new List<Parameter>();
                if (method.Value.TryGetProperty("parameters", out var listed))
                {
                    parameters.AddRange(listed.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query").Select(Read));
                }

                operations.Add(new Operation(method.Name.ToUpperInvariant(), item.Name, [.. parameters]));
            }
        }

        return operations;
    }

    private static Parameter Read(JsonElement parameter)
    {
        var schema = parameter.GetProperty("schema");
        return new Parameter(
            parameter.GetProperty("name").GetString()!,
            schema.GetProperty("type").GetString()!,
            parameter.TryGetProperty("required", out var required) && required.GetBoolean(),
            schema.TryGetProperty("enum", out var values) ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : []);
    }
}
