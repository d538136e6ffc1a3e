using RingCx.Client.SignIn;
using RingCx.Client.Storage;

namespace RingCx.Client.Tests.SignIn;

public sealed class FileTokenCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Gives_back_what_was_put_in()
    {
        var tokens = Tokens();
        using (var entry = await OpenAsync())
        {
            Assert.Null(entry.Read());
            entry.Write(tokens);
            entry.Write(tokens);
        }

        using var again = await OpenAsync();
        var read = again.Read()!;
        Assert.All(typeof(CachedTokens).GetProperties(), p => Assert.Equal(p.GetValue(tokens), p.GetValue(read)));
        again.Clear();
        Assert.Null(again.Read());
        again.Clear();
    }

    [Fact]
    public async Task Leaves_nothing_beside_the_file_and_its_lock()
    {
        using (var entry = await OpenAsync())
        {
            entry.Write(Tokens());
            Assert.Equal(["job.tokens", "job.tokens.lock"], _folder.Files.Select(Path.GetFileName));
            entry.Clear();
        }

        Assert.Equal(["job.tokens.lock"], _folder.Files.Select(Path.GetFileName));
    }

    [Fact]
    public async Task Replaces_what_a_process_left_of_a_write()
    {
        using var entry = await OpenAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "job.tokens.new"), "half of");
        Assert.Null(entry.Read());
        entry.Write(Tokens());
        Assert.NotNull(entry.Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[1, 2]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":2,"tokens":{"accessToken":"a"}}""")]
    [InlineData("""{"version":1,"tokens":{"accessToken":7}}""")]
    [InlineData("""{"version":1,"tokens":{"accessToken":"a"}""")]
    public async Task Ignores_content_that_is_not_its_own_and_replaces_it(string content)
    {
        using var entry = await OpenAsync();
        entry.Write(Tokens());
        await File.WriteAllTextAsync(_folder.File(".tokens"), content);
        Assert.Null(entry.Read());
        entry.Write(Tokens());
        Assert.NotNull(entry.Read());
    }

    [Fact]
    public async Task Treats_random_bytes_and_an_endless_file_as_nothing()
    {
        using var entry = await OpenAsync();
        entry.Write(Tokens());
        await File.WriteAllBytesAsync(_folder.File(".tokens"), [0, 1, 2, 255, 254]);
        Assert.Null(entry.Read());
        await File.WriteAllTextAsync(_folder.File(".tokens"), new string(' ', 2 * 1024 * 1024));
        Assert.Null(entry.Read());
    }

    [Fact]
    public async Task Keeps_the_others_out_while_it_is_open()
    {
        var entry = await OpenAsync();
        var failure = await Assert.ThrowsAsync<RingCxException>(() => Cache(TimeSpan.FromMilliseconds(30)).OpenAsync(default));
        Assert.Equal(FailureKind.TokenCacheUnavailable, failure.Kind);
        Assert.Contains("another process", failure.Message, StringComparison.Ordinal);

        var next = OpenAsync();
        Assert.False(next.IsCompleted);
        entry.Write(Tokens());
        entry.Dispose();
        using var opened = await next;
        Assert.NotNull(opened.Read());
    }

    [Fact]
    public async Task Ends_the_wait_of_a_caller_that_gives_up()
    {
        using var entry = await OpenAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Cache().OpenAsync(patience.Token));
    }

    [Fact]
    public async Task Says_which_folder_cannot_be_used()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Path)!);
        await File.WriteAllTextAsync(_folder.Path, "a file in its place");
        var failure = await Assert.ThrowsAsync<RingCxException>(OpenAsync);
        Assert.Equal(FailureKind.TokenCacheUnavailable, failure.Kind);
        Assert.Contains(_folder.Path, failure.Message, StringComparison.Ordinal);
        File.Delete(_folder.Path);
    }

    [Fact]
    public async Task Is_readable_by_its_owner_alone()
    {
        using var entry = await OpenAsync();
        entry.Write(Tokens());
        var content = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(_folder.File(".tokens")));
        if (OperatingSystem.IsWindows())
        {
            Assert.DoesNotContain("access-token", content, StringComparison.Ordinal);
            return;
        }

        Assert.Contains("access-token", content, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File(".tokens")));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public async Task Is_refused_when_others_could_read_or_write_it(UnixFileMode more)
    {
        if (OperatingSystem.IsWindows())
        {
            // No modes: the file is encrypted.
            return;
        }

        using (var entry = await OpenAsync())
        {
            entry.Write(Tokens());
            var file = _folder.File(".tokens");
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | more);
            AssertRefused(Assert.Throws<RingCxException>(entry.Read), $"chmod 600 '{file}'");
        }

        File.SetUnixFileMode(_folder.Path, File.GetUnixFileMode(_folder.Path) | more);
        AssertRefused(await Assert.ThrowsAsync<RingCxException>(OpenAsync), $"chmod 700 '{_folder.Path}'");
    }

    [Theory]
    [InlineData("nightly", true)]
    [InlineData("a", true)]
    [InlineData("Team-7_queue.report", true)]
    [InlineData("-", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData(".hidden", false)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a b", false)]
    [InlineData("a\n", false)]
    [InlineData("täglich", false)]
    public void Has_a_name_that_is_valid_for_a_file(string? name, bool good)
    {
        Assert.Equal(good, Identifier.IsTokenCacheName(name));
        Assert.True(Identifier.IsTokenCacheName(new string('a', 64)));
        Assert.False(Identifier.IsTokenCacheName(new string('a', 65)));
        Assert.All(["CON", "con", "NUL.x", "COM1", "lpt9.cache", "Aux.", "night."], static device => Assert.False(Identifier.IsTokenCacheName(device), device));
        Assert.All(["CONNIE", "NULL", "COM10", "COMA", "my.nul"], static name => Assert.True(Identifier.IsTokenCacheName(name), name));
    }

    [Fact]
    public void Is_another_for_another_user_app_or_host()
    {
        static string Key(SignInMethod method, Action<RingCxClientOptions>? configure = null)
        {
            using (method)
            {
                var options = new RingCxClientOptions(method);
                configure?.Invoke(options);
                return TokenCacheKey.Of(options);
            }
        }

        static JwtSignIn Jwt(string id = "app", string secret = "secret", string jwt = "jwt") => new(id, Secret.FromText(secret), Secret.FromText(jwt));
        static EngageSignIn Engage(string user = "user", string password = "pw", string platform = "aws13") => new(user, Secret.FromText(password), platform);

        string[] keys =
        [
            Key(Jwt()), Key(Jwt(id: "app2")), Key(Jwt(secret: "secret2")), Key(Jwt(jwt: "jwt2")), Key(Jwt("ap", "psecret")), Key(Jwt("app", "secre", "tjwt")),
            Key(Jwt(), static o => o.BaseUri = new Uri("https://other.example")), Key(Jwt(), static o => o.RingCentralUri = new Uri("https://other.example")),
            Key(Engage()), Key(Engage(user: "user2")), Key(Engage(platform: "aws14")),
            Key(new RingCentralTokenSignIn(Secret.FromText("jwt"))), Key(new RingCentralTokenSignIn(Secret.FromText("jwt2"))),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.All(keys, static key => Assert.Matches("^[0-9a-f]{16}$", key));
        Assert.Equal(Key(Jwt()), Key(Jwt()));
        Assert.Equal(Key(Engage()), Key(Engage(password: "other")));
    }

    [Fact]
    public void Is_not_for_a_token_that_is_used_as_it_is_nor_for_any_name()
    {
        using var legacy = new ApiTokenSignIn(Secret.FromText(TestSecrets.ApiToken));
        Assert.Throws<ArgumentException>(() => new RingCxClient(new RingCxClientOptions(legacy) { TokenCacheName = "job" }));
        using var jwt = SignInMethods.Jwt();
        Assert.Throws<ArgumentException>(() => new RingCxClient(new RingCxClientOptions(jwt) { TokenCacheName = "../job" }));
    }

    private static CachedTokens Tokens() => new()
    {
        AccessToken = "access-token",
        ObtainedAt = DrivenClock.Origin,
        ExpiresAt = DrivenClock.Origin.AddMinutes(5),
        RefreshToken = "refresh",
        RingCentralToken = "platform",
        RingCentralExpiresAt = DrivenClock.Origin.AddHours(2),
        RingCentralRefreshToken = "platform-refresh",
        UserName = "vu@example.com",
        MainAccountId = "12440000",
    };

    private static void AssertRefused(RingCxException failure, string advice)
    {
        Assert.Equal(FailureKind.TokenCacheUnavailable, failure.Kind);
        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("access-token", failure.ToString(), StringComparison.Ordinal);
    }

    private FileTokenCache Cache(TimeSpan? patience = null) => new(new OwnerOnlyFolder(_folder.Path), "job", patience ?? TimeSpan.FromSeconds(20));

    private Task<ITokenCache.IEntry> OpenAsync() => Cache().OpenAsync(default);
}
