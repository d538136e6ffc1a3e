using System.Reflection;
using RingCx.Client.SignIn;
using RingCx.Client.Storage;

namespace RingCx.Client.Tests.SignIn;

/// <summary>Several clients, as in several processes, that share a token cache.</summary>
public sealed class SharedTokensTests : IDisposable
{
    private static readonly SignInCall[] OneSignIn = [SignInCall.RingCentralToken, SignInCall.Exchange];

    private readonly TemporaryFolder _folder = new();
    private readonly List<RingCxClient> _clients = [];
    private readonly ClientBench _bench;

    public SharedTokensTests() => _bench = new ClientBench(SignInMethods.Jwt(), o => Share(o));

    public void Dispose()
    {
        _clients.ForEach(static c => c.Dispose());
        _bench.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Ten_sign_in_once()
    {
        await PingAllAsync(10);
        Assert.Equal(OneSignIn, _bench.Service.Calls);
        Assert.All(_clients, static c => Assert.Equal(("vu@example.com", "12440000"), (c.User!.UserName, c.User.MainAccountId)));
        Assert.Single(_clients.Select(static c => c.TokenExpiresAt).Distinct());
    }

    [Fact]
    public async Task Two_are_made_of_the_same_options_which_neither_changes()
    {
        var options = Share(new RingCxClientOptions(SignInMethods.Jwt()) { Transport = () => _bench.Transport, TimeProvider = _bench.Clock });
        var before = Values(options);
        Assert.Contains("TokenCache", before.Keys);
        _clients.Add(new RingCxClient(options));
        Assert.Equal(before, Values(options));

        // What the second one shares is decided by its own name.
        options.TokenCacheName = null;
        _clients.Add(new RingCxClient(options));
        await PingAllAsync();
        Assert.Equal(OneSignIn.Concat(OneSignIn).Order(), _bench.Service.Calls.Order());
    }

    [Fact]
    public async Task Ten_renew_once()
    {
        await PingAllAsync(10);
        await _bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(6));
        await PingAllAsync();
        Assert.Equal([.. OneSignIn, SignInCall.Refresh], _bench.Service.Calls);
    }

    [Fact]
    public async Task Ten_renew_once_what_is_refused()
    {
        await PingAllAsync(10);
        _bench.Service.ForgetAccessTokens();
        await PingAllAsync();
        Assert.Equal([.. OneSignIn, SignInCall.Refresh], _bench.Service.Calls);
    }

    [Fact]
    public async Task One_renews_where_the_token_of_another_was_revoked_with_its_own()
    {
        await PingAllAsync(2);
        await _bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(4.2));
        await _bench.Clock.AutoAdvance(PingAsync(_clients[0]));
        await _bench.Clock.SettleAsync();
        _bench.Service.ForgetAccessTokens();
        await PingAllAsync(from: 1);
        Assert.Equal([.. OneSignIn, SignInCall.Refresh, SignInCall.Refresh], _bench.Service.Calls);
    }

    [Fact]
    public async Task One_gives_up_where_every_token_is_refused()
    {
        await PingAllAsync(2);
        await _bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(4.2));
        var old = _clients[0].TokenExpiresAt;
        await _bench.Clock.AutoAdvance(PingAsync(_clients[0]));

        // Beside that request the first client has renewed the token, which the second finds in the cache.
        Assert.True(SpinWait.SpinUntil(() => _clients[0].TokenExpiresAt > old, TimeSpan.FromSeconds(30)));

        // It holds the cache until it has written what it has; so does whoever looks into it.
        await CachedAsync();
        var before = _bench.ApiRequests.Count;
        _bench.Service.Api = static _ => ScriptedAnswer.Failing(System.Net.HttpStatusCode.Unauthorized);
        await Assert.ThrowsAsync<RingCxException>(() => PingAllAsync(from: 1));
        Assert.Equal(before + 3, _bench.ApiRequests.Count);
    }

    [Fact]
    public async Task One_that_goes_on_after_the_cache_was_cleared_brings_nothing_of_it_back()
    {
        await PingAllAsync(2);
        await _bench.Clock.AutoAdvance(_clients[0].SignOutAsync(clearTokenCache: true, default));
        await _bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(6));
        await PingAllAsync(from: 1);
        Assert.Equal([.. OneSignIn, SignInCall.Revoke, .. OneSignIn], _bench.Service.Calls);
    }

    [Fact]
    public async Task One_that_gives_up_does_not_wait_long_for_a_process_that_is_stuck()
    {
        await PingAllAsync(1);
        _bench.Service.Api = static _ => ScriptedAnswer.Silence;
        using var gone = new CancellationTokenSource();
        var ping = Task.Run(() => _clients[0].ActiveCalls.Ping(ClientBench.AccountId, ClientBench.Uii).PerformAsync(null, gone.Token));
        await _bench.Clock.SettleAsync();
        using var stuck = new FileStream(_folder.File(".rate.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ping.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task One_that_comes_later_uses_what_is_there()
    {
        await PingAllAsync(1);
        _clients[0].Dispose();
        await _bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        Add(SignInMethods.Jwt());
        await PingAllAsync(from: 1);
        await _bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(30));
        Add(SignInMethods.Jwt());
        await PingAllAsync(from: 2);
        Assert.Equal([.. OneSignIn, SignInCall.Refresh], _bench.Service.Calls);
    }

    [Fact]
    public async Task One_with_another_secret_does_not_get_in()
    {
        await PingAllAsync(1);
        Add(new JwtSignIn(SignInMethods.ClientId, Secret.FromText("another"), Secret.FromText(TestSecrets.Jwt)));
        var failure = await Assert.ThrowsAsync<RingCxException>(() => PingAllAsync(from: 1));
        Assert.Equal(FailureKind.AuthenticationFailed, failure.Kind);
    }

    [Fact]
    public async Task One_that_signs_out_leaves_the_others_their_tokens()
    {
        await PingAllAsync(2);
        await _clients[0].SignOutAsync(clearTokenCache: false, default);
        await PingAllAsync(from: 1);
        Add(SignInMethods.Jwt());
        await PingAllAsync(from: 1);
        Assert.Equal(OneSignIn, _bench.Service.Calls);
        Assert.Equal(FailureKind.Closed, (await Assert.ThrowsAsync<RingCxException>(() => PingAsync(_clients[0]))).Kind);
    }

    [Fact]
    public async Task One_that_clears_the_cache_revokes_for_all()
    {
        await PingAllAsync(1);
        await _bench.Clock.AdvanceAsync(TimeSpan.FromHours(3));
        Add(SignInMethods.Jwt());
        await PingAllAsync(from: 1);
        var before = _bench.Service.Calls.Count;
        var newest = _bench.Service.IssuedTokens.Last(static t => t.StartsWith("rca", StringComparison.Ordinal));

        // Its own copy is of the first hour; the one in the cache is what is revoked.
        await _bench.Clock.AutoAdvance(_clients[0].SignOutAsync(clearTokenCache: true, default));
        Assert.Equal([SignInCall.Revoke], _bench.Service.Calls.Skip(before));
        Assert.Equal(newest, _bench.Transport.Requests[^1].Field("token"));
        Assert.DoesNotContain(_folder.Files, static f => f.EndsWith(".tokens", StringComparison.Ordinal));
        Add(SignInMethods.Jwt());
        await PingAllAsync(from: 2);
        Assert.Equal([SignInCall.Revoke, .. OneSignIn], _bench.Service.Calls.Skip(before));
    }

    [Fact]
    public async Task Ten_sign_in_to_RingEX_once_and_renew_once()
    {
        await HoldAllAsync(10);
        await HoldAllAsync();
        Assert.Equal([SignInCall.RingCentralToken], _bench.Service.Calls);
        await _bench.Clock.AdvanceAsync(TimeSpan.FromHours(2));
        await HoldAllAsync();
        Assert.Equal([SignInCall.RingCentralToken, SignInCall.RingCentralRefresh], _bench.Service.Calls);
        Assert.Single(_clients.Select(static c => c.RingCentralTokenExpiresAt).Distinct());
    }

    [Fact]
    public async Task Ten_renew_RingEX_s_token_once_where_it_is_refused()
    {
        await HoldAllAsync(10);
        _bench.Service.ForgetRingCentralTokens();
        await _bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));
        await HoldAllAsync();
        Assert.Equal([SignInCall.RingCentralToken, SignInCall.RingCentralRefresh], _bench.Service.Calls);
    }

    [Fact]
    public async Task Two_that_need_both_tokens_at_the_same_moment_sign_in_once()
    {
        for (var i = 0; i < 2; i++)
        {
            Add(SignInMethods.Jwt());
        }

        await _bench.Clock.AutoAdvance(Task.WhenAll(_clients.SelectMany(static c => new Task[] { Task.Run(() => PingAsync(c)), Task.Run(() => HoldAsync(c)) })));
        Assert.Equal(OneSignIn, _bench.Service.Calls);
    }

    [Fact]
    public async Task RingCX_s_tokens_survive_the_writing_of_RingEX_s()
    {
        await PingAllAsync(1);
        var before = await CachedAsync();
        await _bench.Clock.AdvanceAsync(TimeSpan.FromHours(2));
        await HoldAllAsync();
        var after = await CachedAsync();
        Assert.Equal([.. OneSignIn, SignInCall.RingCentralRefresh], _bench.Service.Calls);
        Assert.NotEqual(before.RingCentralToken, after.RingCentralToken);
        Assert.NotEqual(before.RingCentralRefreshToken, after.RingCentralRefreshToken);
        Assert.Equal(
            (before.AccessToken, before.ObtainedAt, before.ExpiresAt, before.RefreshToken, before.UserName, before.MainAccountId),
            (after.AccessToken, after.ObtainedAt, after.ExpiresAt, after.RefreshToken, after.UserName, after.MainAccountId));

        // They are good for another process as well.
        Add(SignInMethods.Jwt());
        await PingAllAsync(from: 1);
        Assert.Equal([.. OneSignIn, SignInCall.RingCentralRefresh, SignInCall.Refresh], _bench.Service.Calls);
    }

    [Fact]
    public async Task RingEX_s_tokens_survive_the_writing_of_RingCX_s()
    {
        await HoldAllAsync(1);
        var before = await CachedAsync();
        Add(SignInMethods.Jwt());
        await PingAllAsync(from: 1);
        await _bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(6));
        await PingAllAsync(from: 1);
        var after = await CachedAsync();
        Assert.Equal([.. OneSignIn, SignInCall.Refresh], _bench.Service.Calls);
        Assert.NotEqual(before.AccessToken, after.AccessToken);
        Assert.Equal(
            (before.RingCentralToken, before.RingCentralRefreshToken, before.RingCentralExpiresAt), (after.RingCentralToken, after.RingCentralRefreshToken, after.RingCentralExpiresAt));
        Add(SignInMethods.Jwt());
        await HoldAllAsync(from: 2);
        Assert.Equal([.. OneSignIn, SignInCall.Refresh], _bench.Service.Calls);
    }

    [Fact]
    public async Task RingCX_s_refresh_token_survives_a_sign_in_to_RingEX_that_fails()
    {
        await PingAllAsync(1);
        var before = await CachedAsync();
        _bench.Service.SignInFault = static (call, _) => call is SignInCall.RingCentralToken or SignInCall.RingCentralRefresh
            ? ScriptedAnswer.OAuthError()
            : null;
        await _bench.Clock.AdvanceAsync(TimeSpan.FromHours(2));
        await Assert.ThrowsAsync<RingCxException>(() => HoldAllAsync());
        var after = await CachedAsync();
        Assert.Equal((before.RefreshToken, null), (after.RefreshToken, after.RingCentralRefreshToken));
        await PingAllAsync();
        Assert.Equal(SignInCall.Refresh, _bench.Service.Calls[^1]);
    }

    [Fact]
    public async Task One_on_RingEX_that_goes_on_after_the_cache_was_cleared_brings_nothing_of_it_back()
    {
        await HoldAllAsync(2);
        await _bench.Clock.AutoAdvance(_clients[0].SignOutAsync(clearTokenCache: true, default));
        await HoldAllAsync(from: 1);
        Assert.Equal([SignInCall.RingCentralToken, SignInCall.Revoke, SignInCall.RingCentralToken], _bench.Service.Calls);
        await PingAllAsync(from: 1);
        Assert.Equal([SignInCall.RingCentralToken, SignInCall.Revoke, SignInCall.RingCentralToken, SignInCall.Exchange], _bench.Service.Calls);
    }

    [Fact]
    public async Task One_on_RingEX_that_signs_out_leaves_the_others_their_tokens()
    {
        await HoldAllAsync(2);
        await _clients[0].SignOutAsync(clearTokenCache: false, default);
        Add(SignInMethods.Jwt());
        await HoldAllAsync(from: 1);
        Assert.Equal([SignInCall.RingCentralToken], _bench.Service.Calls);
    }

    [Fact]
    public async Task One_that_was_handed_its_token_keeps_it_where_the_cache_was_cleared()
    {
        Add(SignInMethods.RingCentralToken());
        Add(SignInMethods.RingCentralToken());
        await PingAllAsync();
        await HoldAllAsync();
        await _bench.Clock.AutoAdvance(_clients[0].SignOutAsync(clearTokenCache: true, default));
        await _bench.Clock.AdvanceAsync(TimeSpan.FromMinutes(6));
        await PingAllAsync(from: 1);
        await HoldAllAsync(from: 1);
        Assert.Equal([SignInCall.Exchange, SignInCall.Exchange], _bench.Service.Calls);
    }

    private static Dictionary<string, object?> Values(RingCxClientOptions options) =>
        typeof(RingCxClientOptions).GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .ToDictionary(static p => p.Name, p => p.GetValue(options));

    private RingCxClientOptions Share(RingCxClientOptions options)
    {
        options.TokenCacheName = "job";
        options.TokenCacheFolder = _folder.Path;
        return options;
    }

    private void Add(SignInMethod method) => _clients.Add(new RingCxClient(Share(new RingCxClientOptions(method)
    {
        Transport = () => _bench.Transport,
        TimeProvider = _bench.Clock,
    })));

    private static Task<bool> PingAsync(RingCxClient client) => client.ActiveCalls.Ping(ClientBench.AccountId, ClientBench.Uii).PerformAsync(null, default);

    private static Task<RingExCallParty?> HoldAsync(RingCxClient client) =>
        client.RingEx.SetHold(ClientBench.TelephonySessionId, ClientBench.PartyId, true, null).PerformAsync(null, default);

    private async Task<CachedTokens> CachedAsync()
    {
        var name = Path.GetFileNameWithoutExtension(_folder.File(".tokens"));
        using var entry = await new FileTokenCache(new OwnerOnlyFolder(_folder.Path), name, TimeSpan.FromSeconds(10)).OpenAsync(default);
        return entry.Read()!;
    }

    private Task<bool[]> PingAllAsync(int add = 0, int from = 0) => AllAsync(PingAsync, add, from);

    private Task<RingExCallParty?[]> HoldAllAsync(int add = 0, int from = 0) => AllAsync(HoldAsync, add, from);

    private Task<T[]> AllAsync<T>(Func<RingCxClient, Task<T>> act, int add, int from)
    {
        for (var i = 0; i < add; i++)
        {
            Add(SignInMethods.Jwt());
        }

        return _bench.Clock.AutoAdvance(Task.WhenAll(_clients.Skip(from).Select(client => Task.Run(() => act(client)))));
    }
}
