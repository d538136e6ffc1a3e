using RingCx.Tests.Services;

namespace RingCx.Sandbox.Tests;

public sealed class PlatformContractTests
{
    private static readonly Dictionary<string, string> Query = new()
    {
        ["direction"] = "direction=Inbound&direction=Outbound",
        ["view"] = "view=Simple",
        ["type"] = "type=Voice",
        ["transport"] = "transport=PSTN&transport=VoIP",
        ["page"] = "page=1",
        ["perPage"] = "perPage=10",
        ["timestamp"] = "timestamp=1",
        ["timeout"] = "timeout=10",
        ["brandId"] = "brandId=~",
    };

    private static IReadOnlyList<ServiceOperation> Documented => ServiceTable.Of("RingEX");

    public static TheoryData<string> Operations => [.. Documented.Select(operation => operation.ToString())];

    public static TheoryData<string> OperationsWithBody => [.. Documented.Where(operation => operation.Body.Count > 0).Select(operation => operation.ToString())];

    [Fact]
    public void What_is_served_is_what_is_documented()
    {
        Assert.Equal(
            Documented.Select(operation => Describe(operation.Method, operation.Path, operation.Group, [.. operation.Query.Select(field => field.Name).Order(StringComparer.Ordinal)], operation.Body.Count > 0)).Order(StringComparer.Ordinal),
            SandboxEngine.Routes.Where(route => route.Path.StartsWith("/restapi/v1.0/", StringComparison.Ordinal))
                .Select(route => Describe(route.Method, route.Path, route.RateLimitGroup!, [.. route.OptionalParameters.Order(StringComparer.Ordinal)], route.HasJson))
                .Order(StringComparer.Ordinal));
        Assert.True(Documented.Count >= 26, "The table has been cut.");
        Assert.All(SandboxEngine.Routes.Where(route => route.RateLimitGroup is not null), route => Assert.Empty(route.RequiredParameters));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Documented_request_is_answered_as_documented(string description)
    {
        var operation = Find(description);
        foreach (var query in new[] { "", "?" + string.Join('&', operation.Query.Select(field => Query[field.Name])) })
        {
            var telephony = new Telephony();
            var (path, body) = await SampleAsync(telephony, operation);

            var reply = await telephony.Bench.JsonAsync(operation.Method, path + (query.Length > 1 ? query : ""), body);

            Assert.True(operation.Status == reply.Status, reply.Status + " " + reply.Text);
            Assert.Equal(operation.Group, reply["X-Rate-Limit-Group"], true);
            Assert.Equal(operation.Status == 204 || operation.Path.EndsWith("/flip", StringComparison.Ordinal), reply.Text.Length == 0);
            Assert.True(telephony.Engine.Log[^1].CarriedOut);
        }
    }

    [PublishedTheory]
    [MemberData(nameof(Operations))]
    public async Task Answer_has_the_shape_that_was_published(string description)
    {
        var operation = Find(description);
        if (PublishedTable.AnswerOf(operation) is not { } schema)
        {
            return;
        }

        var telephony = new Telephony();
        var (path, body) = await SampleAsync(telephony, operation);
        // The guide, which came later, shows a session without the object that the document puts around it.
        var isBare = operation.Method == "GET" && operation.Path.EndsWith("{telephonySessionId}", StringComparison.Ordinal);
        Conforms((await telephony.Bench.JsonAsync(operation.Method, path, body)).Json, isBare ? schema.GetProperty("properties").GetProperty("session") : schema, "");
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Request_beside_the_documents_is_refused(string description)
    {
        var operation = Find(description);
        var telephony = new Telephony();
        var (path, body) = await SampleAsync(telephony, operation);
        var before = JsonSerializer.Serialize(telephony.Engine.TelephonySessions);

        Telephony.Invalid(await telephony.Bench.JsonAsync(operation.Method, path + "?unheardOf=1", body), "unheardOf");
        Assert.Equal(405, (await telephony.Bench.JsonAsync("PUT", path)).Status);
        if (operation.Body.Count == 0)
        {
            Telephony.Invalid(await telephony.Bench.JsonAsync(operation.Method, path, "{}"), "body");
        }

        Telephony.Missing(await telephony.Bench.JsonAsync(operation.Method, path.Replace("/~/", "/12440011/", StringComparison.Ordinal), body), "accountId");
        foreach (var (id, name) in new[] { ("telephonySessionId", "s-00000000000000000000000000000000"), ("partyId", "p-00000000000000000000000000000000-1"), ("recordingId", "1") })
        {
            if (operation.Path.Contains('{' + id + '}', StringComparison.Ordinal))
            {
                var wrong = path.Split('/');
                wrong[Array.IndexOf(operation.Path.Split('/'), '{' + id + '}')] = name;
                Telephony.Missing(await telephony.Bench.JsonAsync(operation.Method, string.Join('/', wrong), body), id);
            }
        }

        telephony.Bench.UseToken("");
        Telephony.Refused(await telephony.Bench.JsonAsync(operation.Method, path, body), 401, "TokenInvalid");
        Assert.Equal(before, JsonSerializer.Serialize(telephony.Engine.TelephonySessions));
    }

    [Theory]
    [MemberData(nameof(OperationsWithBody))]
    public async Task Body_beside_the_documents_is_refused(string description)
    {
        var operation = Find(description);
        var telephony = new Telephony();
        var (path, body) = await SampleAsync(telephony, operation);
        var before = JsonSerializer.Serialize(telephony.Engine.TelephonySessions);
        var fields = JsonSerializer.Deserialize<Dictionary<string, object>>(body!)!;

        if (operation.NeedsBody)
        {
            Telephony.Invalid(await telephony.Bench.JsonAsync(operation.Method, path), "body");
        }

        Telephony.Invalid(await telephony.Bench.SendAsync(operation.Method, path, body), "body");
        Telephony.Invalid(await telephony.Bench.JsonAsync(operation.Method, path, "nonsense"), "body");
        Telephony.Invalid(await telephony.Bench.JsonAsync(operation.Method, path, "[]"), "body");
        Telephony.Invalid(await telephony.Bench.JsonAsync(operation.Method, path, JsonSerializer.Serialize(new Dictionary<string, object>(fields) { ["unheardOf"] = 1 })), "unheardOf");
        Telephony.Invalid(await telephony.Bench.JsonAsync(operation.Method, path, "{" + body![1..^1] + "," + body[1..]), fields.Keys.First());
        foreach (var name in fields.Keys)
        {
            Telephony.Invalid(await telephony.Bench.JsonAsync(operation.Method, path, JsonSerializer.Serialize(new Dictionary<string, object>(fields) { [name] = 1 })), name);
        }

        foreach (var name in operation.Body.Where(field => field.IsRequired).Select(field => field.Name))
        {
            Telephony.Invalid(await telephony.Bench.JsonAsync(operation.Method, path, JsonSerializer.Serialize(fields.Where(field => field.Key != name).ToDictionary())), name);
        }

        Assert.Equal(before, JsonSerializer.Serialize(telephony.Engine.TelephonySessions));
    }

    private static ServiceOperation Find(string description)
    {
        return ServiceTable.Named(description);
    }

    private static string Describe(string method, string path, string group, string[] query, bool hasBody)
    {
        return (method + " " + path + " " + group + " ?" + string.Join('&', query) + (hasBody ? " body" : "")).ToUpperInvariant();
    }

    /// <summary>Where an operation succeeds, and with what body.</summary>
    private static async Task<(string Path, string? Body)> SampleAsync(Telephony telephony, ServiceOperation operation)
    {
        var device = "{\"deviceId\":\"" + telephony.DeviceOf(0) + "\"}";
        var action = operation.Method + " " + operation.Path[(operation.Path.LastIndexOf('}') + 1)..].TrimStart('/');
        (SandboxTelephonySession Session, string? Body) sample = action switch
        {
            "POST hold" => (telephony.Answered, "{\"proto\":\"Auto\"}"),
            "POST unhold" => (telephony.Held, null),
            "POST reject" => (telephony.Ringing, null),
            "POST ignore" or "POST answer" => (telephony.Ringing, device),
            "POST pickup" => (telephony.Parked, device),
            "POST forward" => (telephony.Ringing, "{\"extensionNumber\":\"107\"}"),
            "POST reply" => (telephony.Ringing, "{\"replyWithText\":\"In a meeting\"}"),
            "POST transfer" => (telephony.Answered, "{\"phoneNumber\":\"+16505550199\"}"),
            "POST flip" => (telephony.Answered, "{\"callFlipId\":\"3\"}"),
            "POST telephony/call-out" => (telephony.Answered, "{\"from\":" + device + ",\"to\":{\"phoneNumber\":\"+16505550199\"}}"),
            "POST supervise" => (telephony.Pacos, Supervision(telephony)),
            "POST bridge" => (telephony.Answered, Named(telephony.Now(telephony.Engine.AddTelephonySession(telephony.Engine.Extensions[0].ExtensionId)))),
            "POST parties/bring-in" => (telephony.Now(await telephony.ConferenceAsync()), Named(telephony.Answered, "sessionId")),
            _ when operation.Path.EndsWith("{recordingId}", StringComparison.Ordinal) => (telephony.Pacos, "{\"active\":false}"),
            _ when operation.Method == "PATCH" => (telephony.Answered, "{\"muted\":true}"),
            _ when operation.Method == "DELETE" => (telephony.Parked, null),
            _ => (telephony.Answered, null),
        };
        var (session, body) = sample;
        var party = Telephony.PartyOf(session);
        var path = operation.Path
            .Replace("{accountId}", "~", StringComparison.Ordinal)
            .Replace("{extensionId}", "~", StringComparison.Ordinal)
            .Replace("{telephonySessionId}", session.TelephonySessionId, StringComparison.Ordinal)
            .Replace("{partyId}", party.PartyId, StringComparison.Ordinal)
            .Replace("{recordingId}", party.Recordings.Count > 0 ? party.Recordings[0].RecordingId : "", StringComparison.Ordinal);
        return (path, body);
    }

    private static string Supervision(Telephony telephony)
    {
        return "{\"mode\":\"Listen\",\"supervisorDeviceId\":\"" + telephony.DeviceOf(0) + "\",\"agentExtensionId\":\"" + telephony.Engine.Extensions[2].ExtensionId + "\"}";
    }

    private static string Named(SandboxTelephonySession session, string name = "telephonySessionId")
    {
        return "{\"" + name + "\":\"" + session.TelephonySessionId + "\",\"partyId\":\"" + Telephony.PartyOf(session).PartyId + "\"}";
    }

    /// <summary>Demands that JSON has the documented fields alone, of the documented types and values.</summary>
    private static void Conforms(JsonElement json, JsonElement schema, string at)
    {
        var type = schema.GetProperty("type").GetString();
        JsonValueKind[] kinds = type switch
        {
            "object" => [JsonValueKind.Object],
            "array" => [JsonValueKind.Array],
            "string" => [JsonValueKind.String],
            "integer" or "number" => [JsonValueKind.Number],
            _ => [JsonValueKind.True, JsonValueKind.False],
        };
        Assert.True(kinds.Contains(json.ValueKind), at + " is " + json.ValueKind);
        if (type == "object")
        {
            foreach (var field in json.EnumerateObject())
            {
                Assert.True(schema.GetProperty("properties").TryGetProperty(field.Name, out var inner), at + "." + field.Name + " is not documented");
                Conforms(field.Value, inner, at + "." + field.Name);
            }

            if (schema.TryGetProperty("required", out var required))
            {
                Assert.All(required.EnumerateArray(), name => Assert.True(json.TryGetProperty(name.GetString()!, out _), at + "." + name + " is missing"));
            }
        }
        else if (type == "array")
        {
            foreach (var item in json.EnumerateArray())
            {
                Conforms(item, schema.GetProperty("items"), at + "[]");
            }
        }
        else if (schema.TryGetProperty("enum", out var values))
        {
            Assert.Contains(json.GetString(), values.EnumerateArray().Select(value => value.GetString()));
        }
    }
}
