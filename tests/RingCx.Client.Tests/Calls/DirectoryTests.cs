namespace RingCx.Client.Tests;

public class DirectoryTests
{
    private const string Groups = "[{\"agentGroupId\":7,\"groupName\":\"Day\"}]";

    [Theory]
    [InlineData("[{\"gateGroupId\":7,\"groupName\":\"Day\",\"gates\":[{\"gateId\":40001,\"gateName\":\"Sales\"}]}]")]
    [InlineData("[{\"id\":7,\"description\":\"Day\",\"gates\":[{\"id\":40001,\"description\":\"Sales\"}]}]")]
    [InlineData("[{\"gateGroupId\":7,\"groupName\":\"Day\",\"description\":\"other\",\"gates\":[{\"gateId\":40001,\"id\":3,\"gateName\":\"Sales\",\"description\":\"other\"},{\"gateName\":\"no id\"}]}]")]
    public async Task Takes_id_and_description_for_a_queue_where_the_documented_names_are_missing(string answer)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(answer), ScriptedAnswer.Json("[]"));
        var queue = Assert.Single(await bench.RunAsync(c => c.Directory.GetQueuesAsync(ClientBench.AccountId, null, default)));
        Assert.Equal((40001, "Sales", 7, "Day"), (queue.GateId, queue.GateName, queue.GateGroupId, queue.GroupName));
    }

    [Theory]
    [InlineData("[{\"gateGroupId\":7,\"gates\":[{\"queueId\":40001,\"queueName\":\"Sales\"}]}]")]
    [InlineData("[{\"groupId\":7,\"queues\":[{\"id\":40001}]}]")]
    [InlineData("[{\"gateGroupId\":7,\"gates\":[null]}]")]
    [InlineData("[{\"gateGroupId\":7,\"gates\":[{\"gateId\":99999999999}]}]")]
    public async Task Calls_queues_without_an_id_a_bad_response(string answer)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(answer), ScriptedAnswer.Json("[]"));
        await bench.FailAsync(FailureKind.BadResponse, c => c.Directory.GetQueuesAsync(ClientBench.AccountId, null, default));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{\"gateGroupId\":7,\"groupName\":\"Day\",\"gates\":[]}]")]
    [InlineData("[{\"gateGroupId\":7,\"groupName\":\"Day\"}]")]
    public async Task Accepts_an_account_without_queues(string answer)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(answer), ScriptedAnswer.Json("[]"));
        Assert.Empty(await bench.RunAsync(c => c.Directory.GetQueuesAsync(ClientBench.AccountId, null, default)));
    }

    [Theory]
    [InlineData(Groups, "[{\"agentId\":5,\"username\":\"sam@sandbox.example\"}]")]
    [InlineData("[{\"id\":7,\"description\":\"Day\"}]", "[{\"id\":5,\"username\":\"sam@sandbox.example\"}]")]
    public async Task Takes_id_and_description_for_agents_and_their_groups_too(string groups, string agents)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(groups), ScriptedAnswer.Json("[]"), ScriptedAnswer.Json(agents));
        var agent = Assert.Single(await bench.RunAsync(c => c.Directory.GetAgentsAsync(ClientBench.AccountId, null, default)));
        Assert.Equal((5, 7, "Day"), (agent.AgentId, agent.AgentGroupId, agent.GroupName));
    }

    [Theory]
    [InlineData("[{\"groupId\":7}]", "[]")]
    [InlineData(Groups, "[{\"username\":\"sam@sandbox.example\"}]")]
    public async Task Calls_agents_and_groups_without_an_id_a_bad_response(string groups, string agents)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(groups), ScriptedAnswer.Json("[]"), ScriptedAnswer.Json(agents));
        await bench.FailAsync(FailureKind.BadResponse, c => c.Directory.GetAgentsAsync(ClientBench.AccountId, null, default));
    }

    [Theory]
    [InlineData(true, "/gateGroups/7/gates/40001/dispositions", "gateDispositionId")]
    [InlineData(false, "/dialGroups/7/campaigns/40001/campaignDispositions", "campaignDispositionId")]
    public async Task Reads_the_dispositions_of_a_queue_and_of_a_campaign(bool ofQueue, string path, string id)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json($$"""[{"{{id}}":3,"disposition":"SALE","isSuccess":true,"isDefault":false,"isDisabled":1,"requireNote":true},{"rank":2},{"id":4,"description":"LATER"}]"""));
        var found = await ReadDispositionsAsync(bench, ofQueue);
        Assert.EndsWith("/v1/admin/accounts/12440011" + path, Assert.Single(bench.ApiRequests).Path, StringComparison.Ordinal);
        Assert.Equal(
            [(3, "SALE", true, false, true, true), (4, "LATER", null, null, null, null)],
            found.Select(static d => (d.DispositionId, d.Disposition, d.IsDisabled, d.IsDefault, d.IsSuccess, d.RequiresNote)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_dispositions_without_a_name_a_bad_response_and_none_at_all_an_empty_list(bool ofQueue)
    {
        using var foreign = ClientBench.Answering(ScriptedAnswer.Json("[{\"id\":3}]"));
        await foreign.FailAsync(FailureKind.BadResponse, _ => ReadDispositionsAsync(foreign, ofQueue));
        using var empty = ClientBench.Answering(ScriptedAnswer.Json("[]"));
        Assert.Empty(await ReadDispositionsAsync(empty, ofQueue));
    }

    private static Task<IReadOnlyList<RcxDisposition>> ReadDispositionsAsync(ClientBench bench, bool ofQueue) => bench.RunAsync(c => ofQueue
        ? c.Directory.GetGateDispositionsAsync(ClientBench.AccountId, 7, 40001, null, default)
        : c.Directory.GetCampaignDispositionsAsync(ClientBench.AccountId, 7, 40001, null, default));
}
