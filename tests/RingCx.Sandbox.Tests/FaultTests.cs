using System.Diagnostics;
using System.Net;

namespace RingCx.Sandbox.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData(false, SandboxFaultKind.RateLimited, 429, "too.many.requests.exception")]
    [InlineData(true, SandboxFaultKind.RateLimited, 429, "too.many.requests.exception")]
    [InlineData(false, SandboxFaultKind.ServerError, 500, "internal.error.exception")]
    [InlineData(true, SandboxFaultKind.ServerError, 500, "internal.error.exception")]
    [InlineData(false, SandboxFaultKind.Unavailable, 503, "unavailable.exception")]
    [InlineData(true, SandboxFaultKind.Unavailable, 503, "unavailable.exception")]
    [InlineData(false, SandboxFaultKind.Unauthorized, 401, "Jwt is expired")]
    [InlineData(true, SandboxFaultKind.Unauthorized, 401, "Jwt is expired")]
    [InlineData(false, SandboxFaultKind.Forbidden, 403, "access.denied.exception")]
    [InlineData(true, SandboxFaultKind.Forbidden, 403, "access.denied.exception")]
    [InlineData(false, SandboxFaultKind.NotFound, 404, "not.found.exception")]
    [InlineData(true, SandboxFaultKind.NotFound, 404, "not.found.exception")]
    [InlineData(false, SandboxFaultKind.Refused, 200, "false")]
    [InlineData(true, SandboxFaultKind.Refused, 200, "false")]
    [InlineData(false, SandboxFaultKind.Redirect, 302, "")]
    [InlineData(true, SandboxFaultKind.Redirect, 302, "")]
    public async Task Fault_in_place_of_an_answer_carries_nothing_out(bool overHttp, SandboxFaultKind kind, int status, string body)
    {
        using var line = await Line.OpenAsync(overHttp);
        line.Engine.AddFault(new SandboxFault { Kind = kind });

        using var answer = await line.StopRecordingAsync();

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(body, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(answer.Headers.RetryAfter);
        Assert.True(line.PacoIsRecorded());
        Assert.Equal(status, Assert.Single(line.Engine.Log).StatusCode);
        using var next = await line.StopRecordingAsync();
        Assert.Equal("true", await next.Content.ReadAsStringAsync());
        Assert.False(line.PacoIsRecorded());
    }

    [Theory]
    [InlineData(false, SandboxFaultKind.RateLimited, "7")]
    [InlineData(true, SandboxFaultKind.RateLimited, "7")]
    [InlineData(false, SandboxFaultKind.Unavailable, "Fri, 08 May 2026 14:41:00 GMT")]
    [InlineData(true, SandboxFaultKind.Unavailable, "Fri, 08 May 2026 14:41:00 GMT")]
    [InlineData(false, SandboxFaultKind.RateLimited, "in a while")]
    [InlineData(true, SandboxFaultKind.RateLimited, "in a while")]
    public async Task Retry_after_is_sent_raw(bool overHttp, SandboxFaultKind kind, string value)
    {
        using var line = await Line.OpenAsync(overHttp);
        line.Engine.AddFault(new SandboxFault { Kind = kind, RetryAfter = value });

        using var answer = await line.ListAsync();

        Assert.Equal(value, answer.Headers.NonValidated["Retry-After"].ToString());
    }

    [Theory]
    [InlineData(false, 500)]
    [InlineData(true, 502)]
    [InlineData(false, 504)]
    [InlineData(true, 504)]
    public async Task Server_error_has_the_status_that_was_asked_for(bool overHttp, int status)
    {
        using var line = await Line.OpenAsync(overHttp);
        line.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.ServerError, StatusCode = status });

        using var answer = await line.ListAsync();

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Redirect_points_where_it_was_told(bool overHttp)
    {
        using var line = await Line.OpenAsync(overHttp);
        line.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.Redirect, Count = 2 });
        line.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.Redirect, Location = "http://127.0.0.1:1/x" });

        using var first = await line.ListAsync();
        using var second = await line.ListAsync();
        using var third = await line.ListAsync();

        Assert.Equal("https://elsewhere.sandbox.example/", first.Headers.Location!.ToString());
        Assert.Equal("https://elsewhere.sandbox.example/", second.Headers.Location!.ToString());
        Assert.Equal("http://127.0.0.1:1/x", third.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData(false, SandboxFaultKind.DropBeforeHandling, true)]
    [InlineData(true, SandboxFaultKind.DropBeforeHandling, true)]
    [InlineData(false, SandboxFaultKind.DropAfterHandling, false)]
    [InlineData(true, SandboxFaultKind.DropAfterHandling, false)]
    [InlineData(false, SandboxFaultKind.ResetAfterHandling, false)]
    [InlineData(true, SandboxFaultKind.ResetAfterHandling, false)]
    public async Task Dropped_connection_is_an_error_of_the_transport(bool overHttp, SandboxFaultKind kind, bool isStillRecorded)
    {
        using var line = await Line.OpenAsync(overHttp);
        line.Engine.AddFault(new SandboxFault { Kind = kind });

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => line.StopRecordingAsync());

        Assert.IsAssignableFrom<IOException>(error.InnerException);
        Assert.Equal(isStillRecorded, line.PacoIsRecorded());
        Assert.Equal(0, Assert.Single(line.Engine.Log).StatusCode);
        using var next = await line.ListAsync();
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Truncated_body_breaks_off_in_the_middle(bool overHttp)
    {
        using var line = await Line.OpenAsync(overHttp);
        var whole = await (await line.ListAsync()).Content.ReadAsByteArrayAsync();
        line.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.TruncatedBody, Count = 2 });

        await Assert.ThrowsAsync<HttpRequestException>(() => line.ListAsync());

        using var answer = await line.ListAsync(HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(whole.Length, answer.Content.Headers.ContentLength);
        using var stream = await answer.Content.ReadAsStreamAsync();
        using var read = new MemoryStream();
        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(read));
        Assert.Equal(whole[..(whole.Length / 2)], read.ToArray());
        using var next = await line.ListAsync();
        Assert.Equal(whole, await next.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Truncated_answer_to_an_action_was_carried_out(bool overHttp)
    {
        using var line = await Line.OpenAsync(overHttp);
        line.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.TruncatedBody });

        await Assert.ThrowsAsync<HttpRequestException>(() => line.StopRecordingAsync());

        Assert.False(line.PacoIsRecorded());
    }

    [Theory]
    [InlineData(false, SandboxFaultKind.EmptyBody, "text/plain", "")]
    [InlineData(true, SandboxFaultKind.EmptyBody, "text/plain", "")]
    [InlineData(false, SandboxFaultKind.ForeignJson, "application/json", "weather")]
    [InlineData(true, SandboxFaultKind.ForeignJson, "application/json", "weather")]
    [InlineData(false, SandboxFaultKind.HtmlBody, "text/html", "<html>")]
    [InlineData(true, SandboxFaultKind.HtmlBody, "text/html", "<html>")]
    [InlineData(false, SandboxFaultKind.WrongContentType, "application/octet-stream", "true")]
    [InlineData(true, SandboxFaultKind.WrongContentType, "application/octet-stream", "true")]
    public async Task Spoilt_answer_belongs_to_a_request_that_was_carried_out(bool overHttp, SandboxFaultKind kind, string contentType, string body)
    {
        using var line = await Line.OpenAsync(overHttp);
        line.Engine.AddFault(new SandboxFault { Kind = kind });

        using var answer = await line.StopRecordingAsync();
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(contentType, answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(body, text, StringComparison.Ordinal);
        Assert.Equal(body.Length == 0, text.Length == 0);
        Assert.False(line.PacoIsRecorded());
        if (kind == SandboxFaultKind.ForeignJson)
        {
            Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(text).RootElement.ValueKind);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Latency_delays_the_answer(bool overHttp)
    {
        using var line = await Line.OpenAsync(overHttp);
        line.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.Latency, Delay = TimeSpan.FromMilliseconds(300) });
        var watch = Stopwatch.StartNew();

        using var answer = await line.StopRecordingAsync();

        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(290), "It took " + watch.Elapsed);
        Assert.Equal("true", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wait_for_a_late_answer_can_be_cancelled_and_the_request_was_carried_out(bool overHttp)
    {
        using var line = await Line.OpenAsync(overHttp);
        line.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.Latency, Delay = TimeSpan.FromMinutes(5) });
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => line.StopRecordingAsync(cancellation.Token));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "It took " + watch.Elapsed);
        Assert.False(line.PacoIsRecorded());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Slow_body_trickles_and_is_whole(bool overHttp)
    {
        using var line = await Line.OpenAsync(overHttp);
        var whole = await (await line.ListAsync()).Content.ReadAsByteArrayAsync();
        line.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.SlowBody, Delay = TimeSpan.FromMilliseconds(600) });
        var watch = Stopwatch.StartNew();

        using var answer = await line.ListAsync(HttpCompletionOption.ResponseHeadersRead);
        using var stream = await answer.Content.ReadAsStreamAsync();
        using var read = new MemoryStream();
        var pieces = 0;
        var buffer = new byte[65536];
        for (var count = await stream.ReadAsync(buffer); count > 0; count = await stream.ReadAsync(buffer))
        {
            read.Write(buffer, 0, count);
            pieces++;
        }

        Assert.Equal(whole, read.ToArray());
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(550), TimeSpan.FromSeconds(4));
        Assert.InRange(pieces, 3, 20);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Slow_body_can_be_cancelled(bool overHttp)
    {
        using var line = await Line.OpenAsync(overHttp);
        line.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.SlowBody, Delay = TimeSpan.FromMinutes(5) });
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => line.ListAsync(HttpCompletionOption.ResponseContentRead, cancellation.Token));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "It took " + watch.Elapsed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_answer_comes_until_the_client_gives_up(bool overHttp)
    {
        using var line = await Line.OpenAsync(overHttp);
        line.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.NoAnswer });
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => line.StopRecordingAsync(cancellation.Token));

        Assert.True(line.PacoIsRecorded());
        Assert.Equal(0, Assert.Single(line.Engine.Log).StatusCode);
        using var next = await line.StopRecordingAsync();
        Assert.Equal("true", await next.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bad_gateway_page_belongs_to_a_request_that_was_carried_out(bool overHttp)
    {
        using var line = await Line.OpenAsync(overHttp);
        line.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.BadGatewayPage });

        using var answer = await line.StopRecordingAsync();

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.False(line.PacoIsRecorded());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Enormous_body_comes_without_a_length(bool overHttp)
    {
        using var line = await Line.OpenAsync(overHttp);
        line.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.EnormousBody });

        using var answer = await line.ListAsync(HttpCompletionOption.ResponseHeadersRead);

        Assert.Null(answer.Content.Headers.ContentLength);
        using var stream = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[1 << 20];
        var total = 0L;
        for (var count = await stream.ReadAsync(buffer); count > 0; count = await stream.ReadAsync(buffer))
        {
            total += count;
        }

        Assert.Equal((80L << 20) + 2, total);
        using var next = await line.ListAsync();
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_that_comes_byte_by_byte_is_complete(bool overHttp)
    {
        using var line = await Line.OpenAsync(overHttp);
        var whole = await (await line.ListAsync()).Content.ReadAsByteArrayAsync();
        line.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.ByteByByte });

        using var answer = await line.ListAsync();

        Assert.Equal(whole, await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData(SandboxFaultKind.DropBeforeHandling, false)]
    [InlineData(SandboxFaultKind.DropAfterHandling, true)]
    [InlineData(SandboxFaultKind.TruncatedBody, true)]
    [InlineData(SandboxFaultKind.ServerError, false)]
    [InlineData(SandboxFaultKind.BadGatewayPage, true)]
    [InlineData(SandboxFaultKind.Refused, false)]
    public async Task Log_tells_the_fault_and_whether_the_request_was_carried_out(SandboxFaultKind kind, bool carriedOut)
    {
        var bench = await Bench.SignedInAsync();
        bench.Engine.ClearLog();
        bench.Engine.AddFault(new SandboxFault { Kind = kind });
        var uii = bench.PacoCall().Uii;

        for (var i = 0; i < 2; i++)
        {
            await bench.ActAsync(uii, "toggleCallRecording?record=false");
        }

        Assert.Equal([(kind, carriedOut), (null, !carriedOut)], bench.Engine.Log.Select(exchange => (exchange.Fault, exchange.CarriedOut)));
    }

    [Fact]
    public async Task Fault_strikes_as_often_and_where_it_was_told()
    {
        var bench = await Bench.SignedInAsync();
        bench.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.ServerError, Count = 2, SkipFirst = 1, PathContains = "agentGroups" });
        var statuses = new List<int>();
        foreach (var path in new[] { "agentGroups", "gateGroups/withChildren", "agentGroups", "gateGroups/withChildren", "agentGroups", "agentGroups" })
        {
            statuses.Add((await bench.GetAsync(Bench.Root + "/12440011/" + path)).Status);
        }

        Assert.Equal([200, 200, 500, 200, 500, 200], statuses);
    }

    [Fact]
    public async Task Fault_can_stay_until_it_is_cleared()
    {
        var bench = await Bench.SignedInAsync();
        bench.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.Unavailable, Count = -1 });
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(503, (await bench.GetAsync(Bench.Root)).Status);
        }

        bench.Engine.ClearFaults();

        Assert.Equal(200, (await bench.GetAsync(Bench.Root)).Status);
    }

    [Fact]
    public async Task Faults_strike_in_the_order_in_which_they_were_added()
    {
        var bench = await Bench.SignedInAsync();
        var reused = new SandboxFault { Kind = SandboxFaultKind.Unavailable };
        bench.Engine.AddFault(reused);
        reused.Kind = SandboxFaultKind.NotFound;
        bench.Engine.AddFault(reused);
        bench.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.Forbidden, Count = 0 });

        Assert.Equal(503, (await bench.GetAsync(Bench.Root)).Status);
        Assert.Equal(404, (await bench.GetAsync(Bench.Root)).Status);
        Assert.Equal(200, (await bench.GetAsync(Bench.Root)).Status);
    }

    [Fact]
    public async Task Probability_is_drawn_from_the_seed()
    {
        var runs = new List<string>();
        foreach (var seed in new[] { 1, 1, 2 })
        {
            var bench = await Bench.SignedInAsync(new SandboxOptions { Seed = seed, Live = false, RequestsPerMinute = 1000 });
            bench.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.Unavailable, Count = -1, Probability = 0.3 });
            var run = "";
            for (var i = 0; i < 200; i++)
            {
                run += (await bench.GetAsync(Bench.Root)).Status == 503 ? "x" : ".";
            }

            runs.Add(run);
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], runs[2]);
        Assert.All(runs, run => Assert.InRange(run.Count(mark => mark == 'x'), 35, 85));
    }

    [Fact]
    public void Fault_out_of_range_is_refused()
    {
        var engine = new Bench().Engine;

        Assert.Throws<ArgumentOutOfRangeException>(() => engine.AddFault(new SandboxFault { Count = -2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => engine.AddFault(new SandboxFault { Probability = 1.1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => engine.AddFault(new SandboxFault { Probability = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => engine.AddFault(new SandboxFault { Delay = TimeSpan.FromTicks(-1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.ServerError, StatusCode = 404 }));
        Assert.Throws<ArgumentNullException>(() => engine.AddFault(null!));
    }
}
