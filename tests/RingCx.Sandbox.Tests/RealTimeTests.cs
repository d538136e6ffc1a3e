namespace RingCx.Sandbox.Tests;

/// <summary>What supervisors see: agents, queues and chat queues as they are now.</summary>
public sealed class RealTimeTests
{
    private const string Root = Bench.Account + "realTimeData/";

    [Fact]
    public async Task Agent_on_a_call_has_every_field()
    {
        var bench = await Bench.SignedInAsync();
        var call = bench.PacoCall();

        var paco = Assert.Single((await bench.GetAsync(Root + "agent")).Json.EnumerateArray().ToList(), row => row.GetProperty("username").GetString() == "paco.vu@sandbox.example");

        Assert.Equal(
            "agentId subaccountId accountName firstName lastName username email agentType agentGroupId agentGroupName agentLoginId agentPhone profileName agentState agentLoginType "
            + "stateTime loginTime pendingDisposition pendingDispositionTime isOffhook isGhostLogin isDequeueAgent lastUpdate callUii callAni callDnis gateId campaignId loginDialGroupId "
            + "callSource callSourceDesc callsHandled rna totalTalkTime",
            string.Join(' ', paco.EnumerateObject().Select(field => field.Name)));
        Assert.Equal("ON_CALL", paco.GetProperty("agentState").GetString());
        Assert.Equal(call.Uii, paco.GetProperty("callUii").GetString());
        Assert.Equal(180, paco.GetProperty("stateTime").GetInt64());
    }
}
