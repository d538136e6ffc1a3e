namespace RingCx.Sandbox.Tests;

public sealed class DirectoryTests
{
    [Fact]
    public async Task Accounts_are_listed()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { AccountCount = 2, Live = false });

        var accounts = (await bench.GetAsync(Bench.Root)).Json.EnumerateArray().ToList();

        Assert.Equal(["12440011", "12440012"], accounts.Select(account => account.GetProperty("accountId").GetString()));
        Assert.Equal("Sandbox Contact Center", accounts[0].GetProperty("accountName").GetString());
        Assert.NotEqual("Sandbox Contact Center", accounts[1].GetProperty("accountName").GetString());
        Assert.All(accounts, account => Assert.Equal("12440000", account.GetProperty("mainAccountId").GetString()));
    }

    [Theory]
    [InlineData("gateGroups/withChildren")]
    [InlineData("gateGroups/withChildren/additionalData")]
    public async Task Queues_are_listed_in_their_groups(string path)
    {
        var bench = await Bench.SignedInAsync();

        var groups = (await bench.GetAsync(Bench.Root + "/12440011/" + path)).Json.EnumerateArray().ToList();

        Assert.Equal(["Service", "After hours"], groups.Select(group => group.GetProperty("groupName").GetString()));
        var gates = groups.SelectMany(group => group.GetProperty("gates").EnumerateArray()).ToList();
        Assert.Equal(
            [(40001, "Sales", true), (40002, "Support", true), (40003, "Billing", true), (40011, "Night desk", true), (40012, "Overflow", false)],
            gates.Select(gate => (gate.GetProperty("gateId").GetInt32(), gate.GetProperty("gateName").GetString()!, gate.GetProperty("isActive").GetBoolean())));
    }

    [Fact]
    public async Task Lists_of_groups_have_pages()
    {
        var bench = await Bench.SignedInAsync();

        foreach (var path in new[] { "gateGroups/withChildren", "gateGroups/withChildren/additionalData", "agentGroups" })
        {
            var all = (await bench.GetAsync(Bench.Root + "/12440011/" + path)).Json;
            var count = path == "agentGroups" ? 3 : 2;
            Assert.Equal(count, all.GetArrayLength());
            var second = (await bench.GetAsync(Bench.Root + "/12440011/" + path + "?page=1&maxRows=1")).Json;
            Assert.Equal(all[1].GetProperty("groupName").GetString(), Assert.Single(second.EnumerateArray().ToList()).GetProperty("groupName").GetString());
            Assert.Equal(0, (await bench.GetAsync(Bench.Root + "/12440011/" + path + "?page=" + count + "&maxRows=1")).Json.GetArrayLength());
            Assert.Equal(400, (await bench.GetAsync(Bench.Root + "/12440011/" + path + "?page=x")).Status);
        }
    }

    [Theory]
    [InlineData("gateGroups/withChildren")]
    [InlineData("agentGroups")]
    public async Task Permissions_come_on_request(string path)
    {
        var bench = await Bench.SignedInAsync();

        var without = await bench.GetAsync(Bench.Root + "/12440011/" + path);
        var with = await bench.GetAsync(Bench.Root + "/12440011/" + path + "?includePermissions=true");

        Assert.Equal(0, without.Json[0].GetProperty("permissions").GetArrayLength());
        Assert.Equal("READ", with.Json[0].GetProperty("permissions")[0].GetString());
        Assert.Equal(400, (await bench.GetAsync(Bench.Root + "/12440011/" + path + "?includePermissions=maybe")).Status);
    }

    [Fact]
    public async Task Agents_are_listed_by_group()
    {
        var bench = await Bench.SignedInAsync();
        var groups = (await bench.GetAsync(Bench.Root + "/12440011/agentGroups")).Json.EnumerateArray().ToList();
        var usernames = new List<string>();
        foreach (var group in groups)
        {
            var id = group.GetProperty("agentGroupId").GetInt32();
            foreach (var agent in (await bench.GetAsync(Bench.Root + "/12440011/agentGroups/" + id + "/agents")).Json.EnumerateArray())
            {
                Assert.Equal(id, agent.GetProperty("groupId").GetInt32());
                Assert.True(agent.GetProperty("isActive").GetBoolean());
                Assert.True(agent.GetProperty("agentId").GetInt32() > 0);
                usernames.Add(agent.GetProperty("username").GetString()!);
            }
        }

        Assert.Equal(["Service team", "Outbound team", "Back office"], groups.Select(group => group.GetProperty("groupName").GetString()));
        Assert.Equal(10, usernames.Distinct().Count());
        Assert.Equal("paco.vu@sandbox.example", usernames[0]);
        Assert.True(bench.Engine.Calls.All(call => call.AgentUsername is null || usernames.Contains(call.AgentUsername)));
    }

    [Fact]
    public async Task Every_agent_of_a_large_account_is_listed()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { InitialCalls = 3000, Live = false });

        var agents = (await bench.GetAsync(Bench.Root + "/12440011/agentGroups/301/agents")).Json.EnumerateArray().Select(agent => agent.GetProperty("username").GetString()).ToHashSet();

        Assert.Equal(6 + 1494, agents.Count);
        var onService = bench.Engine.Calls.Where(call => call.AgentUsername is not null && call.GateId is not null).ToList();
        Assert.Equal(5 + 1494, onService.Count);
        Assert.All(onService, call => Assert.Contains(call.AgentUsername, agents));
    }

    [Theory]
    [InlineData("399", 404)]
    [InlineData("-1", 400)]
    [InlineData("all", 400)]
    public async Task Unknown_agent_group_is_refused(string id, int status)
    {
        var bench = await Bench.SignedInAsync();

        Assert.Equal(status, (await bench.GetAsync(Bench.Root + "/12440011/agentGroups/" + id + "/agents")).Status);
    }

    [Fact]
    public async Task System_dispositions_are_listed()
    {
        var bench = await Bench.SignedInAsync();

        var names = (await bench.GetAsync(Bench.Root + "/12440011/campaignLeads/systemDispositions")).Json.EnumerateArray().Select(name => name.GetString()).ToList();

        Assert.Equal(17, names.Count);
        Assert.Equal("ANSWER", names[0]);
        Assert.Equal("API_ERROR", names[16]);
    }
}
