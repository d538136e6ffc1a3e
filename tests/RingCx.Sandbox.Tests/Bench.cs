namespace RingCx.Sandbox.Tests;

/// <summary>An engine with a manual clock, and a client that has signed in to it without any transport between.</summary>
public sealed class Bench
{
    public const string Account = "/voice/api/v1/admin/accounts/12440011/";

    public static readonly DateTimeOffset Start = new(2026, 5, 8, 14, 40, 44, TimeSpan.Zero);

    private string _token = "";

    public Bench(SandboxOptions? options = null)
    {
        options ??= new SandboxOptions { Live = false };
        Clock = SandboxClock.Manual(Start);
        options.Clock = Clock;
        Engine = new SandboxEngine(options);
    }

    public SandboxClock Clock { get; }

    public SandboxEngine Engine { get; }

    public static string Root => "/voice/api/v1/admin/accounts";

    public static string Calls => Root + "/12440011/activeCalls/";

    public static async Task<Bench> SignedInAsync(SandboxOptions? options = null)
    {
        var bench = new Bench(options);
        await bench.SignInAsync();
        return bench;
    }

    /// <summary>A bench whose requests carry the supervisor's RingCentral token.</summary>
    public static Bench OnPlatform(SandboxOptions? options = null)
    {
        var bench = new Bench(options);
        bench.UseToken(bench.Engine.Credentials.RingCentralToken);
        return bench;
    }

    /// <summary>Signs in the user without the supervisor permissions, at the RingCentral platform.</summary>
    public async Task RestrictAsync()
    {
        UseToken((await GrantJwtAsync(Engine.Credentials.RestrictedJwt)).Field("access_token"));
    }

    /// <summary>A request with a JSON body, or without any.</summary>
    public Task<Reply> JsonAsync(string method, string target, string? json = null)
    {
        return SendAsync(method, target, json, ("Content-Type", json is null ? "" : "application/json"));
    }

    public async Task<Reply> SendAsync(string method, string target, string? body = null, params (string Name, string Value)[] headers)
    {
        var all = new Dictionary<string, string> { ["User-Agent"] = "Bench/1.0" };
        if (_token.Length > 0)
        {
            all["Authorization"] = "Bearer " + _token;
        }

        if (body is not null)
        {
            all["Content-Type"] = "application/x-www-form-urlencoded";
        }

        foreach (var (name, value) in headers)
        {
            all[name] = value;
        }

        return new Reply(await Engine.SendAsync(new SandboxRequest(method, target, all.Where(header => header.Value.Length > 0), body)));
    }

    public Task<Reply> GetAsync(string target)
    {
        return SendAsync("GET", target);
    }

    public Task<Reply> PostAsync(string target)
    {
        return SendAsync("POST", target);
    }

    /// <summary>An action on a call of the first account.</summary>
    public Task<Reply> ActAsync(string uii, string action)
    {
        return PostAsync(Calls + uii + "/" + action);
    }

    public Task<Reply> ExchangeAsync(string ringCentralToken)
    {
        return SendAsync("POST", "/api/auth/login/rc/accesstoken?includeRefresh=true", "rcAccessToken=" + Uri.EscapeDataString(ringCentralToken) + "&rcTokenType=Bearer");
    }

    public Task<Reply> GrantAsync(string form, string? secret = null)
    {
        var pair = Engine.Credentials.ClientId + ":" + (secret ?? Engine.Credentials.ClientSecret);
        return SendAsync("POST", "/restapi/oauth/token", form, ("Authorization", "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(pair))));
    }

    public Task<Reply> GrantJwtAsync(string jwt)
    {
        return GrantAsync("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + Uri.EscapeDataString(jwt));
    }

    /// <summary>Exchanges the ready-made RingCentral token; later requests carry what came of it.</summary>
    public async Task<Reply> SignInAsync()
    {
        var reply = await ExchangeAsync(Engine.Credentials.RingCentralToken);
        Assert.Equal(200, reply.Status);
        UseToken(reply.Field("accessToken"));
        return reply;
    }

    public void UseToken(string token)
    {
        _token = token;
    }

    /// <summary>The one live call with this uii, as the engine has it.</summary>
    public SandboxCall Call(string uii)
    {
        return Assert.Single(Engine.Calls, call => call.Uii == uii);
    }

    public SandboxCall PacoCall()
    {
        return Assert.Single(Engine.Calls, call => call.AgentUsername == "paco.vu@sandbox.example");
    }

    public SandboxCall WaitingCall()
    {
        return Engine.Calls.First(call => call.AgentUsername is null);
    }
}
