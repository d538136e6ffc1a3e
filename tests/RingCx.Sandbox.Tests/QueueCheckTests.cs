namespace RingCx.Sandbox.Tests;

public sealed class QueueCheckTests
{
    private const string Status = "prerouteChecks/checkQueueStatus?destination_number=";
    private const string Threshold = "prerouteChecks/checkQueueThreshold?destination_number=";

    [Theory]
    // In Support two calls wait, for 70 and 120 seconds; in Billing one, for 240.
    [InlineData(Status + "8005550101&maxq=121", true, null)]
    [InlineData(Status + "8005550101&maxq=120", false, "Calls in queue: 2, longest queue time: 120 seconds")]
    [InlineData(Status + "%2B18005550102&maxq=240&phoneNumbersI18nEnabled=true", false, "Calls in queue: 1, longest queue time: 240 seconds")]
    [InlineData(Status + "18005550102&maxq=241", true, null)]
    [InlineData(Status + "8005550101&maxq=0", true, null)]
    [InlineData(Status + "8005550101&maxq=-5", true, null)]
    [InlineData(Status + "8005550111&maxq=600", false, "The queue is not active")]
    [InlineData(Threshold + "8005550101", true, null)]
    [InlineData(Threshold + "8005550101&maxCallsQueued=3", true, null)]
    [InlineData(Threshold + "8005550101&maxCallsQueued=2", false, "Calls in queue: 2")]
    [InlineData(Threshold + "8005550101&maxCallsQueued=0", false, "Calls in queue: 2")]
    [InlineData(Threshold + "8005550111", false, "The queue is not active")]
    public async Task Queue_is_checked(string query, bool status, string? reason)
    {
        var bench = await Bench.SignedInAsync();

        var reply = await bench.GetAsync(Bench.Calls + query);

        Assert.Equal(200, reply.Status);
        Assert.Equal(["status", "reason"], reply.Json.EnumerateObject().Select(field => field.Name));
        Assert.Equal(status, reply.Json.GetProperty("status").GetBoolean());
        Assert.Equal(reason, reply.Json.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Empty_queue_has_no_waiting_time()
    {
        var bench = await Bench.SignedInAsync(new SandboxOptions { InitialCalls = 0, Live = false });

        Assert.True((await bench.GetAsync(Bench.Calls + Status + "8005550101&maxq=1")).Json.GetProperty("status").GetBoolean());
        Assert.Equal(JsonValueKind.False, (await bench.GetAsync(Bench.Calls + Threshold + "8005550101&maxCallsQueued=0")).Json.GetProperty("status").ValueKind);
    }

    [Fact]
    public async Task Without_an_available_agent_the_queue_takes_no_call()
    {
        var bench = await Bench.SignedInAsync();
        bench.Engine.AddCall("tom.becker@sandbox.example", 40001);

        var reply = await bench.GetAsync(Bench.Calls + Status + "8005550101&maxq=0");

        Assert.False(reply.Json.GetProperty("status").GetBoolean());
        Assert.Equal("No agents available", reply.Field("reason"));
    }

    [Fact]
    public async Task Threshold_is_ten_when_it_is_not_given()
    {
        var bench = await Bench.SignedInAsync();
        for (var i = 0; i < 7; i++)
        {
            bench.Engine.AddCall(null, 40002);
        }

        Assert.True((await bench.GetAsync(Bench.Calls + Threshold + "8005550101")).Json.GetProperty("status").GetBoolean());
        bench.Engine.AddCall(null, 40002);
        Assert.False((await bench.GetAsync(Bench.Calls + Threshold + "8005550101")).Json.GetProperty("status").GetBoolean());
    }

    [Fact]
    public async Task Number_that_belongs_to_no_queue_is_not_found()
    {
        var bench = await Bench.SignedInAsync();

        Assert.Equal(404, (await bench.GetAsync(Bench.Calls + Status + "8005550199&maxq=1")).Status);
        Assert.Equal(404, (await bench.GetAsync(Bench.Calls + Threshold + "8005550199")).Status);
    }
}
