using RingCx.Tests.Services;

namespace RingCx.Sandbox.Tests;

public sealed class ContractTests
{
    /// <summary>A good value for every parameter.</summary>
    private static readonly Dictionary<string, string> Samples = new()
    {
        ["product"] = "ACCOUNT",
        ["productId"] = "12440011",
        ["externalId"] = "CRM-1001",
        ["page"] = "0",
        ["maxRows"] = "10",
        ["username"] = "sam.rivera%40sandbox.example",
        ["destination"] = "%2B15554150123",
        ["ringDuration"] = "30",
        ["callerId"] = "8005550100",
        ["destination_number"] = "8005550101",
        ["maxq"] = "60",
        ["maxCallsQueued"] = "5",
        ["phoneNumbersI18nEnabled"] = "true",
        ["sessionType"] = "COACHING",
        ["disposition"] = "SALE",
        ["callback"] = "true",
        ["callBackDTS"] = "20260601093000",
        ["notes"] = "called%20twice",
        ["phone"] = "5554150123",
        ["record"] = "false",
        ["includePermissions"] = "true",
        ["sessionId"] = "1",
        ["state"] = "ON",
        ["gateId"] = "40001",
        ["queueType"] = "Voice",
    };

    public static TheoryData<string> Operations => [.. Everything().Select(operation => operation.ToString())];

    [Fact]
    public void What_is_served_is_what_is_documented()
    {
        Assert.True(Everything().Count >= 19, "The table has been cut.");
        var served = SandboxEngine.Routes.Where(route => route.Path.StartsWith("/voice/", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            Everything().Select(operation => operation.Method + " " + operation.Path).Order(StringComparer.Ordinal),
            served.Select(route => route.Method + " " + route.Path).Order(StringComparer.Ordinal));
        foreach (var operation in Everything())
        {
            var route = served.Single(candidate => candidate.Path == operation.Path);
            Assert.Equal(Names(operation, true), route.RequiredParameters.Order(StringComparer.Ordinal));
            Assert.Equal(Names(operation, false), route.OptionalParameters.Order(StringComparer.Ordinal));
            Assert.False(route.HasForm);
        }
    }

    [Fact]
    public void Other_paths_are_those_of_RingEX_and_the_ways_to_sign_in()
    {
        Assert.Equal(
            [
                "GET /ws?access_token!wsc",
                "POST /api/auth/login/admin?username!password!platformId!",
                "POST /api/auth/login/rc/accesstoken?includeRefresh form",
                "POST /api/auth/token/refresh? form",
                "POST /api/v1/auth/login? form",
                "POST /restapi/oauth/revoke? form",
                "POST /restapi/oauth/token? form",
                "POST /restapi/oauth/wstoken?",
            ],
            SandboxEngine.Routes.Where(route => !route.Path.StartsWith("/voice/", StringComparison.Ordinal) && !route.Path.StartsWith("/restapi/v1.0/", StringComparison.Ordinal))
                .Select(route => route.Method + " " + route.Path + "?" + string.Concat(route.RequiredParameters.Select(name => name + "!")) + string.Concat(route.OptionalParameters) + (route.HasForm ? " form" : ""))
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Documented_request_is_answered(string description)
    {
        var operation = Find(description);
        foreach (var isLegacy in new[] { false, true })
        {
            var (bench, path) = await OpenAsync(operation, isLegacy);
            // productId and externalId stand in place of each other.
            var parameters = operation.Query.Where(parameter => parameter.Name != "externalId").ToList();

            var full = await SendAsync(bench, isLegacy, operation.Method, path, parameters);
            var least = await SendAsync((await OpenAsync(operation, isLegacy)).Bench, isLegacy, operation.Method, path, [.. parameters.Where(parameter => parameter.IsRequired && parameter.Name != "callback")], operation.Query.Any(parameter => parameter.Name == "callback") ? "callback=false" : "");

            Assert.Equal(200, full.Status);
            Assert.Equal(200, least.Status);
            var isArray = operation.Method == "GET" && operation.Name is not ("checkQueueStatus" or "checkQueueThreshold" or "getQueueAvailability");
            Assert.Equal(isArray, full.Text.StartsWith('['));
            Assert.True(operation.Method == "GET" || full.Text is "true" or "false", full.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Request_beside_the_documents_is_refused(string description)
    {
        var operation = Find(description);
        var (bench, path) = await OpenAsync(operation, false);
        var good = operation.Query.Where(parameter => parameter.Name != "externalId").ToList();

        RefusedFor("unheardOf", await SendAsync(bench, false, operation.Method, path, good, "unheardOf=1"));
        Assert.Equal(405, (await bench.SendAsync(operation.Method == "GET" ? "POST" : "GET", path)).Status);
        Assert.Equal(400, (await bench.SendAsync(operation.Method, path + QueryOf(good, ""), "body=1")).Status);
        foreach (var parameter in good)
        {
            var others = good.Where(other => other != parameter).ToList();
            if (parameter.IsRequired)
            {
                RefusedFor(parameter.Name, await SendAsync(bench, false, operation.Method, path, others));
            }

            if (parameter.Type is "integer" or "boolean")
            {
                RefusedFor(parameter.Name, await SendAsync(bench, false, operation.Method, path, others, parameter.Name + "=often"));
            }

            if (parameter.Values.Count > 0)
            {
                RefusedFor(parameter.Name, await SendAsync(bench, false, operation.Method, path, others, parameter.Name + "=ELSE"));
                foreach (var value in parameter.Values)
                {
                    // A digital queue is a chat queue, which has an id of its own.
                    var itsPath = value == "Digital" ? path.Replace("40002", "90001", StringComparison.Ordinal) : path;
                    Assert.Equal(200, (await SendAsync(bench, false, operation.Method, itsPath, others, parameter.Name + "=" + value)).Status);
                }
            }
        }
    }

    private static List<ServiceOperation> Everything()
    {
        return [.. ServiceTable.Of("RingCX").Where(operation => operation.IsServed)];
    }

    private static ServiceOperation Find(string description)
    {
        return ServiceTable.Named(description);
    }

    private static IEnumerable<string> Names(ServiceOperation operation, bool areRequired)
    {
        return operation.Query.Where(parameter => parameter.IsRequired == areRequired).Select(parameter => parameter.Name).Order(StringComparer.Ordinal);
    }

    private static async Task<(Bench Bench, string Path)> OpenAsync(ServiceOperation operation, bool isLegacy)
    {
        var bench = await Bench.SignedInAsync();
        var path = operation.Path
            .Replace("{accountId}", "12440011", StringComparison.Ordinal)
            .Replace("{agentGroupId}", "301", StringComparison.Ordinal)
            .Replace("{dialGroupId}", "5001", StringComparison.Ordinal)
            .Replace("{campaignId}", "50001", StringComparison.Ordinal)
            .Replace("{gateGroupId}", "4001", StringComparison.Ordinal)
            .Replace("{gateId}", "40002", StringComparison.Ordinal)
            .Replace("{uii}", bench.PacoCall().Uii, StringComparison.Ordinal);
        return (bench, isLegacy ? path["/voice".Length..] : path);
    }

    private static Task<Reply> SendAsync(Bench bench, bool isLegacy, string method, string path, List<ServiceField> parameters, string further = "")
    {
        var target = path + QueryOf(parameters, further);
        return isLegacy ? bench.SendAsync(method, target, null, ("X-Auth-Token", bench.Engine.Credentials.ApiToken)) : bench.SendAsync(method, target);
    }

    private static string QueryOf(List<ServiceField> parameters, string further)
    {
        var all = parameters.Select(parameter => parameter.Name + "=" + Samples[parameter.Name]).Append(further).Where(part => part.Length > 0);
        return string.Join('&', all) is { Length: > 0 } query ? "?" + query : "";
    }

    private static void RefusedFor(string name, Reply reply)
    {
        Assert.Equal(400, reply.Status);
        Assert.Contains("'" + name + "'", reply.Details, StringComparison.Ordinal);
    }
}
