using System.Collections;

namespace RingCx.Client.Tests;

public class SecretsTests
{
    private const string Phone = "5554150123";

    public static TheoryData<string> Methods => SignInMethods.Names;

    public static TheoryData<int> Statuses => [400, 401, 403, 404, 429, 500, 503, 200];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Stay_out_of_all_that_is_reported_when_all_goes_well(string method)
    {
        using var bench = new ClientBench(SignInMethods.Make(method));
        await bench.RunAsync(c => c.SignInAsync(bench.Progress, default));
        await bench.Clock.AutoAdvance(bench.PingAsync());
        await HoldWhereThereIsRingExAsync(bench);
        await bench.Clock.AdvanceAsync(TimeSpan.FromHours(3));
        bench.Service.ForgetAccessTokens();
        bench.Service.ForgetRefreshTokens();
        await bench.Clock.AutoAdvance(bench.PingAsync());
        await HoldWhereThereIsRingExAsync(bench);
        Assert.NotEmpty(bench.Progress.Events);
        AssertHidden(bench, bench.Progress.Text);
        AssertHidden(bench, Everything(bench.Client));
        AssertHidden(bench, Everything(bench.Options));
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Stay_out_of_errors_of_a_sign_in_that_echoes_them(int status)
    {
        foreach (var method in Methods)
        {
            foreach (var echo in Echoes)
            {
                using var bench = new ClientBench(SignInMethods.Make(method), static o => o.MaximumRetryCount = 1);
                bench.Service.SignInFault = (_, request) => Echo(echo, request, status);
                bench.Service.Api = request => Echo(echo, request, status);
                var failure = await Record.ExceptionAsync(() => bench.Clock.AutoAdvance(bench.HangUpAsync()));
                Assert.IsType<RingCxException>(failure);
                AssertHidden(bench, Everything(failure));
                AssertHidden(bench, bench.Progress.Text);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    [InlineData(302)]
    public async Task Stay_out_of_errors_of_a_call_that_echoes_them(int status)
    {
        foreach (var echo in Echoes)
        {
            using var bench = new ClientBench(SignInMethods.Jwt(), static o => o.MaximumRetryCount = 1);
            bench.Service.Api = request => Echo(echo, request, status);
            foreach (var call in new Func<Task>[]
            {
                () => bench.HangUpAsync(), () => bench.ListAsync(), () => bench.RunAsync(static c => c.Directory.GetAccountsAsync(null, default)),
                () => bench.ParkAsync(), () => bench.HoldAsync(), () => bench.ListRingExAsync(),
            })
            {
                var failure = await Record.ExceptionAsync(() => bench.Clock.AutoAdvance(call()));
                Assert.IsType<RingCxException>(failure);
                AssertHidden(bench, Everything(failure));
            }

            AssertHidden(bench, bench.Progress.Text);
        }
    }

    [Theory]
    [InlineData("connection reset")]
    [InlineData("timeout")]
    [InlineData("certificate")]
    [InlineData("500")]
    public async Task Stay_out_of_errors_of_the_network(string fault)
    {
        foreach (var method in Methods)
        {
            using var bench = new ClientBench(SignInMethods.Make(method), static o => o.MaximumRetryCount = 1);
            bench.Service.SignInFault = (_, _) => Http.Faults.Named(fault);
            bench.Service.Api = _ => Http.Faults.Named(fault);
            var failure = await Assert.ThrowsAsync<RingCxException>(() => bench.Clock.AutoAdvance(bench.HangUpAsync()));
            AssertHidden(bench, Everything(failure));
            failure = await Assert.ThrowsAsync<RingCxException>(() => bench.Clock.AutoAdvance(bench.ParkAsync()));
            AssertHidden(bench, Everything(failure));
            AssertHidden(bench, bench.Progress.Text);
        }
    }

    [Fact]
    public async Task Stay_out_of_an_error_about_themselves()
    {
        using var bench = new ClientBench(new ApiTokenSignIn(Secret.FromText(TestSecrets.ApiToken + "\n")));
        var failure = await Record.ExceptionAsync(() => bench.Clock.AutoAdvance(bench.HangUpAsync()));
        AssertHidden(bench, Everything(failure!));
        AssertHidden(bench, bench.Progress.Text);
    }

    [Fact]
    public void Show_three_asterisks()
    {
        foreach (var text in TestSecrets.All)
        {
            using var secret = Secret.FromText(text);
            Assert.Equal("***", secret.ToString());
            Assert.Equal(text, secret.Reveal());
        }
    }

    [Fact]
    public void Are_gone_when_the_client_was_closed()
    {
        var method = SignInMethods.Jwt();
        using (new ClientBench(method))
        {
        }

        Assert.Throws<ObjectDisposedException>(method.Jwt.Reveal);
        Assert.Throws<ObjectDisposedException>(method.ClientSecret.Reveal);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Cannot_be_read_off_any_property(string method)
    {
        using var signIn = SignInMethods.Make(method);
        Assert.Equal(method, signIn.ToString());
        Assert.All(TestSecrets.All, secret => Assert.DoesNotContain(secret, Everything(signIn), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_the_callers_are_not_reported_either()
    {
        using var bench = new ClientBench(configure: static o => o.RequestsPerMinute = 4);
        bench.Service.Api = new AnswerScript(Http.Faults.Named("429"), Http.Faults.Named("503"), ScriptedAnswer.Done).Next;
        await bench.RunAsync(c => c.ActiveCalls.SetDisposition(ClientBench.AccountId, ClientBench.Uii, "Sale", null, "call Jane on " + Phone).PerformAsync(bench.Progress, default));
        await bench.RunAsync(c => c.ActiveCalls.AddSession(ClientBench.AccountId, ClientBench.Uii, "+1" + Phone, RcxSessionType.Monitor).PerformAsync(bench.Progress, default));
        await bench.RunAsync(c => c.ActiveCalls.HangUpSession(ClientBench.AccountId, ClientBench.Uii, Phone).PerformAsync(bench.Progress, default));
        await bench.RunAsync(c => c.ActiveCalls.CreateManualAgentCall(ClientBench.AccountId, "vu", Phone, Phone, 30).PerformAsync(bench.Progress, default));
        Assert.Contains(bench.Progress.Events, static e => e.Kind == RequestEventKind.WaitingForRate);
        Assert.Contains(bench.Progress.Events, static e => e.Kind == RequestEventKind.Retrying);
        Assert.DoesNotContain("Jane", bench.Progress.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, bench.Progress.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone[..6], bench.Progress.Text, StringComparison.Ordinal);
        Assert.Contains("0123", bench.Progress.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_caller_stay_out_of_errors_that_echo_them()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(
            $$"""{"errorCode":"access.denied.exception","generalMessage":"No access for {{Phone}} with notes call Jane"}""", HttpStatusCode.Forbidden));
        var failure = await bench.FailAsync(
            FailureKind.PermissionDenied,
            c => c.ActiveCalls.SetDisposition(ClientBench.AccountId, ClientBench.Uii, "Sale", null, "call Jane on " + Phone).PerformAsync(bench.Progress, default));
        Assert.DoesNotContain("Jane", Everything(failure), StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, Everything(failure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_RingEX_callers_are_not_reported_either()
    {
        const string Session = ClientBench.TelephonySessionId;
        const string Party = ClientBench.PartyId;
        using var bench = new ClientBench();
        var answers = new AnswerScript(Http.Faults.Named("429"), Http.Faults.Named("503"), ScriptedAnswer.Json("""{"id":"s-1","voiceCallToken":"vct-k3pt"}"""));
        bench.Service.Api = request => answers.Next(request).With("X-Rate-Limit-Limit", "1").With("X-Rate-Limit-Window", "60");
        await bench.RunAsync(c => c.RingEx.ReplyWithText(Session, Party, "call Jane on " + Phone).PerformAsync(bench.Progress, default));
        await bench.RunAsync(c => c.RingEx.Transfer(Session, Party, CallDestination.PhoneNumber, "+1" + Phone).PerformAsync(bench.Progress, default));
        await bench.RunAsync(c => c.RingEx.Forward(Session, Party, CallDestination.PhoneNumber, Phone).PerformAsync(bench.Progress, default));
        await bench.RunAsync(c => c.RingEx.CallOut("400018633008", Phone, null, null).PerformAsync(bench.Progress, default));
        await bench.RunAsync(c => c.RingEx.CreateConference().PerformAsync(bench.Progress, default));
        Assert.Contains(bench.Progress.Events, static e => e.Kind == RequestEventKind.WaitingForRate);
        Assert.Contains(bench.Progress.Events, static e => e.Kind == RequestEventKind.Retrying);
        Assert.All(["Jane", Phone, Phone[..6], "k3pt"], hidden => Assert.DoesNotContain(hidden, bench.Progress.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(500)]
    [InlineData(200)]
    public async Task Of_RingEX_s_callers_stay_out_of_errors_that_echo_them(int status)
    {
        foreach (var echo in Echoes.Append("""{"errorCode":"CMN-101","parameterName":"{0}","permissionName":"{0}","errors":[{"parameterName":"{0}","permissionName":"{0}"}]}"""))
        {
            using var bench = new ClientBench();
            bench.Service.Api = request => ScriptedAnswer.Json(
                echo.Replace("{0}", request.Body.Contains("Jane", StringComparison.Ordinal) ? "call Jane on " + Phone : "+1" + Phone, StringComparison.Ordinal), (HttpStatusCode)status);
            foreach (var call in new Func<RingCxClient, Task>[]
            {
                c => c.RingEx.ReplyWithText(ClientBench.TelephonySessionId, ClientBench.PartyId, "call Jane on " + Phone).PerformAsync(bench.Progress, default),
                c => c.RingEx.CallOut("400018633008", "+1" + Phone, null, null).PerformAsync(bench.Progress, default),
            })
            {
                var failure = await Assert.ThrowsAsync<RingCxException>(() => bench.RunAsync(call));
                Assert.All(["Jane", Phone], hidden => Assert.DoesNotContain(hidden, Everything(failure) + bench.Progress.Text, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task Go_to_their_own_service_alone()
    {
        using var bench = new ClientBench(SignInMethods.Jwt());
        await bench.Clock.AutoAdvance(Task.WhenAll(bench.PingAsync(), bench.ParkAsync()));
        bench.Service.ForgetAccessTokens();
        bench.Service.ForgetRingCentralTokens();
        await bench.Clock.AutoAdvance(Task.WhenAll(bench.HangUpAsync(), bench.HoldAsync()));
        await bench.Clock.AutoAdvance(bench.ListRingExAsync());
        await bench.RunAsync(static c => c.SignOutAsync(false, default));
        Assert.All(bench.ApiRequests, static r => Assert.StartsWith("https://ringcx.ringcentral.com/ cxa-", Host(r) + r.BearerToken, StringComparison.Ordinal));
        Assert.All(bench.RingExRequests, static r => Assert.StartsWith("https://platform.ringcentral.com/ rca-", Host(r) + r.BearerToken, StringComparison.Ordinal));
        Assert.All(bench.Transport.Requests.Where(static r => Host(r).Contains("platform", StringComparison.Ordinal)), static r => Assert.DoesNotContain("cx", Sent(r), StringComparison.Ordinal));

        // But for the exchange, which is there to show it.
        Assert.All(
            bench.Transport.Requests.Where(static r => Host(r).Contains("ringcx", StringComparison.Ordinal) && r.Path != "/api/auth/login/rc/accesstoken"),
            static r => Assert.DoesNotContain("rc", Sent(r), StringComparison.Ordinal));

        static string Host(RecordedRequest request) => request.Uri[..(request.Uri.Length - request.PathAndQuery.Length)] + "/ ";

        static string Sent(RecordedRequest request) => request.BearerToken + request.Field("refresh_token") + request.Field("token");
    }

    [Theory]
    [InlineData(HttpStatusCode.MovedPermanently)]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    [InlineData(HttpStatusCode.PermanentRedirect)]
    public async Task Do_not_follow_a_redirect_of_RingEX(HttpStatusCode status)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Failing(status).With("Location", "https://example.com/elsewhere"));
        await bench.FailAsync(FailureKind.ServiceError, _ => bench.HoldAsync());
        await bench.FailAsync(FailureKind.ServiceError, _ => bench.ParkAsync());
        await bench.FailAsync(FailureKind.ServiceError, _ => bench.ListRingExAsync());
        Assert.Equal(3, bench.Transport.Requests.Count);
        Assert.DoesNotContain(bench.Transport.Requests, static r => r.Uri.Contains("example.com", StringComparison.Ordinal));
    }

    // How a service may repeat what it was sent: {0} stands for it.
    private static readonly string[] Echoes =
    [
        """{"errorCode":"access.denied.exception","generalMessage":"Refused: {0}","details":"{0}"}""",
        """{"errorCode":"{0}"}""",
        """{"error":"{0}","error_description":"{0}"}""",
        """{"errors":[{"errorCode":"{0}","message":"{0}"}]}""",
        """{"accessToken":{"{0}":"{0}"},"access_token":["{0}"]}""",
        """[{"{0}":{0}}]""",
        "{0}",
        "<html>{0}</html>",
    ];

    private static Task HoldWhereThereIsRingExAsync(ClientBench bench) => bench.Client.RingEx.IsAvailable ? bench.Clock.AutoAdvance(bench.HoldAsync()) : Task.CompletedTask;

    private static ScriptedAnswer Echo(string echo, RecordedRequest request, int status) =>
        ScriptedAnswer.Json(echo.Replace("{0}", SecretIn(request), StringComparison.Ordinal), (HttpStatusCode)status).With("X-Echo", SecretIn(request));

    private static string SecretIn(RecordedRequest request) =>
        request.Field("assertion") ?? request.Field("rcAccessToken") ?? request.Field("refresh_token") ?? request.Parameter("password")
            ?? request.Headers.GetValueOrDefault("X-Auth-Token") ?? request.BearerToken!;

    private static void AssertHidden(ClientBench bench, string text)
    {
        foreach (var secret in TestSecrets.All.Concat(bench.Service.IssuedTokens).SelectMany(static s => new[] { s, Uri.EscapeDataString(s) }))
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    // The texts of an object and of all that its public properties lead to.
    private static string Everything(object root)
    {
        var text = new List<string>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Visit(root, 0);
        return string.Join('\n', text);

        void Visit(object? value, int depth)
        {
            if (value is null || depth > 6 || (!value.GetType().IsValueType && !seen.Add(value)))
            {
                return;
            }

            text.Add(value.ToString() ?? string.Empty);
            if (value is IEnumerable items and not string)
            {
                foreach (var item in items)
                {
                    Visit(item, depth + 1);
                }
            }

            if (value is not Exception && value.GetType().Assembly != typeof(RingCxClient).Assembly)
            {
                return;
            }

            foreach (var property in value.GetType().GetProperties().Where(static p => p.GetIndexParameters().Length == 0 && p.Name != nameof(Exception.TargetSite)))
            {
                Visit(property.GetValue(value), depth + 1);
            }
        }
    }
}
