using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RingCx.Sandbox.Tests;

public sealed class ServerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_lists_and_acts(bool overHttp)
    {
        using var line = await Line.OpenAsync(overHttp);

        using var list = await line.ListAsync();
        using var action = await line.StopRecordingAsync();

        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
        Assert.Equal("application/json", list.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(list.Headers.Date);
        Assert.NotNull(list.RequestMessage);
        Assert.Contains("\"agentLastName\":\"Vu\"", await list.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("true", await action.Content.ReadAsStringAsync());
        Assert.False(line.PacoIsRecorded());
        var seen = line.Engine.Log;
        Assert.Equal("/voice/api/v1/admin/accounts/12440011/activeCalls/list?maxRows=10000", seen[0].Target);
        Assert.Equal("Line/1.0 (tests)", seen[0].Headers["User-Agent"]);
        Assert.Null(seen[1].Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Target_arrives_as_it_was_sent(bool overHttp)
    {
        using var line = await Line.OpenAsync(overHttp);
        const string target = "voice/api/v1/admin/accounts/12440011/activeCalls/1/dispositionCall?disposition=SALE&callback=false&notes=a%2Bb%20%26c%40d";

        using var answer = await line.Client.PostAsync(new Uri(target, UriKind.Relative), null);

        Assert.Equal("/" + target, Assert.Single(line.Engine.Log).Target);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Large_page_comes_whole()
    {
        using var line = await Line.OpenAsync(true, new SandboxOptions { InitialCalls = 10_000, Live = false });

        using var answer = await line.ListAsync();
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(10_000, System.Text.Json.JsonDocument.Parse(text).RootElement.GetArrayLength());
        Assert.True(text.Length > 3_000_000);
    }

    [Fact]
    public async Task Connection_is_kept_and_serves_request_after_request()
    {
        using var server = SandboxServer.Start(new Bench().Engine);
        using var raw = await Raw.ConnectAsync(server);

        for (var i = 0; i < 3; i++)
        {
            await raw.WriteAsync("GET /nowhere HTTP/1.1\r\nHost: x\r\nUser-Agent: raw\r\n\r\n");
            var answer = await raw.ReadAnswerAsync();
            Assert.StartsWith("HTTP/1.1 404 Not Found\r\n", answer, StringComparison.Ordinal);
            Assert.Contains("Connection: keep-alive", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("GET /nowhere HTTP/1.1\r\nUser-Agent: raw\r\nConnection: close\r\n\r\n", "HTTP/1.1 404")]
    [InlineData("GET /nowhere HTTP/1.0\r\nUser-Agent: raw\r\n\r\n", "HTTP/1.1 404")]
    [InlineData("NONSENSE\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("GET nowhere HTTP/1.1\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("GET / HTTP/2.0\r\n\r\n", "HTTP/1.1 505")]
    [InlineData("GET / HTTP/1.1\r\nno colon\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("GET / HTTP/1.1\r\nA : b\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "HTTP/1.1 400")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n", "HTTP/1.1 400")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", "HTTP/1.1 413")]
    public async Task Answer_to_the_last_or_a_bad_request_ends_the_connection(string request, string status)
    {
        using var server = SandboxServer.Start(new Bench().Engine);
        using var raw = await Raw.ConnectAsync(server);

        await raw.WriteAsync(request);
        var answer = await raw.ReadToEndAsync();

        Assert.StartsWith(status, answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_have_a_limit()
    {
        using var server = SandboxServer.Start(new Bench().Engine);
        using var small = await Raw.ConnectAsync(server);
        await small.WriteAsync("GET / HTTP/1.1\r\nConnection: close\r\nUser-Agent: " + new string('a', 60_000) + "\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 404", await small.ReadToEndAsync(), StringComparison.Ordinal);

        using var large = await Raw.ConnectAsync(server);
        await large.WriteAsync("GET / HTTP/1.1\r\nUser-Agent: " + new string('a', 65_536 - "GET / HTTP/1.1\r\nUser-Agent: ".Length));
        Assert.StartsWith("HTTP/1.1 431", await large.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chunked_body_is_put_together()
    {
        var engine = new Bench().Engine;
        using var server = SandboxServer.Start(engine);
        using var raw = await Raw.ConnectAsync(server);

        await raw.WriteAsync("POST /api/auth/token/refresh HTTP/1.1\r\nUser-Agent: raw\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n8;x=y\r\nrefresh_\r\n");
        await raw.WriteAsync("7\r\ntoken=x\r\n0\r\nTrailer: z\r\n\r\n");
        var answer = await raw.ReadAnswerAsync();

        Assert.StartsWith("HTTP/1.1 401", answer, StringComparison.Ordinal);
        Assert.Equal("refresh_token=x", Assert.Single(engine.Log).Body);
        await raw.WriteAsync("GET /next HTTP/1.1\r\nUser-Agent: raw\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 404", await raw.ReadAnswerAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_that_asks_first_is_told_to_continue()
    {
        var engine = new Bench().Engine;
        using var server = SandboxServer.Start(engine);
        using var raw = await Raw.ConnectAsync(server);

        await raw.WriteAsync("POST /nowhere HTTP/1.1\r\nUser-Agent: raw\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await raw.ReadAnswerAsync());
        Assert.Empty(engine.Log);
        await raw.WriteAsync("hello");

        Assert.StartsWith("HTTP/1.1 404", await raw.ReadAnswerAsync(), StringComparison.Ordinal);
        Assert.Equal("hello", Assert.Single(engine.Log).Body);
    }

    [Fact]
    public async Task Head_is_answered_without_a_body()
    {
        using var server = SandboxServer.Start(new Bench().Engine);
        using var raw = await Raw.ConnectAsync(server);

        await raw.WriteAsync("HEAD /nowhere HTTP/1.1\r\nUser-Agent: raw\r\nConnection: close\r\n\r\n");
        var answer = await raw.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 404", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Absolute_target_is_understood()
    {
        var engine = new Bench().Engine;
        using var server = SandboxServer.Start(engine);
        using var raw = await Raw.ConnectAsync(server);

        await raw.WriteAsync("GET http://127.0.0.1/nowhere?a=1 HTTP/1.1\r\nUser-Agent: raw\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 404", await raw.ReadAnswerAsync(), StringComparison.Ordinal);
        Assert.Equal("/nowhere?a=1", Assert.Single(engine.Log).Target);
    }

    [Fact]
    public async Task Character_outside_ASCII_is_refused_by_name()
    {
        var engine = new Bench().Engine;
        using var server = SandboxServer.Start(engine);
        using var raw = await Raw.ConnectAsync(server);

        await raw.WriteAsync("GET /ä HTTP/1.1\r\nUser-Agent: raw\r\n\r\n");

        var answer = await raw.ReadAnswerAsync();
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("ASCII", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SandboxFaultKind.DropBeforeHandling, true)]
    [InlineData(SandboxFaultKind.DropAfterHandling, false)]
    public async Task Drop_before_is_a_reset_and_drop_after_an_orderly_close(SandboxFaultKind kind, bool isReset)
    {
        var engine = new Bench().Engine;
        using var server = SandboxServer.Start(engine);
        engine.AddFault(new SandboxFault { Kind = kind });
        using var raw = await Raw.ConnectAsync(server);

        await raw.WriteAsync("GET /nowhere HTTP/1.1\r\nUser-Agent: raw\r\n\r\n");

        if (isReset)
        {
            var error = await Assert.ThrowsAsync<IOException>(() => raw.ReadToEndAsync());
            Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(error.InnerException).SocketErrorCode);
        }
        else
        {
            Assert.Equal("", await raw.ReadToEndAsync());
        }
    }

    [Fact]
    public async Task Many_connections_are_served_at_once()
    {
        using var line = await Line.OpenAsync(true, new SandboxOptions { Live = false, RequestsPerMinute = 10_000 });

        var statuses = await Task.WhenAll(Enumerable.Range(0, 300).Select(async _ =>
        {
            using var answer = await line.ListAsync();
            return (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Length);
        }));

        Assert.Single(statuses.Distinct());
        Assert.Equal(HttpStatusCode.OK, statuses[0].StatusCode);
        Assert.Equal(300, line.Engine.Log.Count);
    }

    [Fact]
    public async Task Slow_answer_holds_up_no_other_request()
    {
        using var line = await Line.OpenAsync(true);
        line.Engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.Latency, Delay = TimeSpan.FromMinutes(5) });
        var slow = line.ListAsync();
        while (line.Engine.Log.Count == 0)
        {
            await Task.Delay(5);
        }

        using var quick = await line.ListAsync();

        Assert.Equal(HttpStatusCode.OK, quick.StatusCode);
        Assert.False(slow.IsCompleted);
        line.Client.CancelPendingRequests();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
    }

    [Fact]
    public async Task Dispose_ends_connections_and_frees_the_port()
    {
        var engine = new Bench().Engine;
        var server = SandboxServer.Start(engine);
        var port = server.Uri.Port;
        using var idle = await Raw.ConnectAsync(server);
        await idle.WriteAsync("GET /nowhere HTTP/1.1\r\nUser-Agent: raw\r\n\r\n");
        await idle.ReadAnswerAsync();
        engine.AddFault(new SandboxFault { Kind = SandboxFaultKind.Latency, Delay = TimeSpan.FromMinutes(5) });
        using var waiting = await Raw.ConnectAsync(server);
        await waiting.WriteAsync("GET /nowhere HTTP/1.1\r\nUser-Agent: raw\r\n\r\n");
        while (engine.Log.Count < 2)
        {
            await Task.Delay(5);
        }

        var watch = Stopwatch.StartNew();

        server.Dispose();
        server.Dispose();

        foreach (var raw in new[] { idle, waiting })
        {
            Assert.Equal("", await raw.ReadUntilClosedAsync());
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "It took " + watch.Elapsed);
        using var client = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, port));
        using var again = SandboxServer.Start(engine, port);
        Assert.Equal(port, again.Uri.Port);
    }

    [Fact]
    public void Server_listens_to_this_machine_alone()
    {
        using var server = SandboxServer.Start(new Bench().Engine);

        Assert.Equal("http", server.Uri.Scheme);
        Assert.Equal("127.0.0.1", server.Uri.Host);
        Assert.Equal("/", server.Uri.AbsolutePath);
        Assert.Throws<SocketException>(() => SandboxServer.Start(new Bench().Engine, server.Uri.Port));
        Assert.Throws<ArgumentOutOfRangeException>(() => SandboxServer.Start(new Bench().Engine, 70_000));
        Assert.Throws<ArgumentNullException>(() => SandboxServer.Start(null!));
        Assert.Throws<ArgumentNullException>(() => new SandboxHandler(null!));
    }
}
