using System.Net.Http.Headers;

namespace RingCx.Sandbox.Tests;

/// <summary>An HttpClient that has signed in to an engine, in process or over a real connection.</summary>
public sealed class Line : IDisposable
{
    private readonly SandboxServer? _server;

    private Line(SandboxEngine engine, bool overHttp)
    {
        Engine = engine;
        if (overHttp)
        {
            _server = SandboxServer.Start(engine);
            Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = _server.Uri };
        }
        else
        {
            Client = new HttpClient(new SandboxHandler(engine)) { BaseAddress = new Uri("https://ringcx.sandbox.example/") };
        }

        Client.DefaultRequestHeaders.UserAgent.ParseAdd("Line/1.0 (tests)");
    }

    public SandboxEngine Engine { get; }

    public HttpClient Client { get; }

    public Uri? ServerUri => _server?.Uri;

    public static async Task<Line> OpenAsync(bool overHttp, SandboxOptions? options = null)
    {
        var line = new Line(new SandboxEngine(options ?? new SandboxOptions { Live = false }), overHttp);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["rcAccessToken"] = line.Engine.Credentials.RingCentralToken, ["rcTokenType"] = "Bearer" });
        using var answer = await line.Client.PostAsync(new Uri("api/auth/login/rc/accesstoken?includeRefresh=true", UriKind.Relative), form);
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        line.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", json.GetProperty("accessToken").GetString());
        line.Engine.ClearLog();
        return line;
    }

    public string PacoUii()
    {
        return Engine.Calls.Single(call => call.AgentUsername == "paco.vu@sandbox.example").Uii;
    }

    public bool PacoIsRecorded()
    {
        return Engine.Calls.Single(call => call.AgentUsername == "paco.vu@sandbox.example").IsRecording;
    }

    public Task<HttpResponseMessage> ListAsync(HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead, System.Threading.CancellationToken cancellationToken = default)
    {
        return Client.GetAsync(new Uri("voice/api/v1/admin/accounts/12440011/activeCalls/list?maxRows=10000", UriKind.Relative), completion, cancellationToken);
    }

    /// <summary>Stops the recording of Paco's call. The empty content keeps HttpClient from sending the request twice by itself.</summary>
    public async Task<HttpResponseMessage> StopRecordingAsync(System.Threading.CancellationToken cancellationToken = default)
    {
        using var nothing = new ByteArrayContent([]);
        return await Client.PostAsync(new Uri("voice/api/v1/admin/accounts/12440011/activeCalls/" + PacoUii() + "/toggleCallRecording?record=false", UriKind.Relative), nothing, cancellationToken);
    }

    public void Dispose()
    {
        Client.Dispose();
        _server?.Dispose();
    }
}
