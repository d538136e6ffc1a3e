using RingCx.Client.Tests.Support;

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
    public async Task Takes_an_account_without_queues_for_one(string answer)
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
}
