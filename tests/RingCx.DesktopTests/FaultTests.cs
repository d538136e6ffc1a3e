using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RingCx.DesktopTests;

/// <summary>What becomes of a request when the service or the way to it fails.</summary>
internal sealed class FaultTests
{
    private const string HangUp = "hangupCall";
    private const string Ping = "pingCall";

    public async Task Repeat_an_action_that_was_not_done()
    {
        using var bench = new Bench();
        bench.Fault(SandboxFaultKind.Unavailable, HangUp, static fault => fault.RetryAfter = "0");
        bench.Fault(SandboxFaultKind.RateLimited, HangUp, static fault => fault.RetryAfter = "1");
        Check.True(await bench.HangUpAsync(), "It is done.");
        Check.Equal(3, bench.Asked(HangUp));
        Check.Equal(1, bench.Done(HangUp));
    }

    public async Task Never_repeat_an_action_that_may_be_done_on_a_new_connection()
    {
        foreach (var kind in new[] { SandboxFaultKind.DropAfterHandling, SandboxFaultKind.ResetAfterHandling, SandboxFaultKind.TruncatedBody, SandboxFaultKind.ServerError })
        {
            using var bench = new Bench();
            await bench.Client.SignInAsync(null, CancellationToken.None);

            // The connections of the sign-in are let go of first, so that the action has a new one.
            bench.Fault(SandboxFaultKind.DropBeforeHandling, Ping);
            await bench.PingAsync();
            bench.Fault(kind, HangUp);
            var failure = await Check.ThrowsAsync<RingCxException>(() => bench.HangUpAsync());
            Check.Equal(FailureKind.OutcomeUnknown, failure.Kind, $"{kind}: {failure.Message}");
            Check.Equal(1, bench.Asked(HangUp), $"{kind}:");
        }
    }

    public async Task Never_repeat_an_action_that_may_be_done_on_a_kept_connection()
    {
        foreach (var kind in new[] { SandboxFaultKind.DropAfterHandling, SandboxFaultKind.ResetAfterHandling })
        {
            using var bench = new Bench();
            for (var i = 0; i < 3; i++)
            {
                await bench.PingAsync();
            }

            bench.Fault(kind, HangUp);
            Check.Equal(FailureKind.OutcomeUnknown, (await Check.ThrowsAsync<RingCxException>(() => bench.HangUpAsync())).Kind, $"{kind}:");
            Check.Equal(1, bench.Asked(HangUp), $"{kind}:");
        }
    }

    public async Task Repeat_what_may_be_done_twice()
    {
        foreach (var kind in new[] { SandboxFaultKind.DropBeforeHandling, SandboxFaultKind.DropAfterHandling, SandboxFaultKind.ResetAfterHandling, SandboxFaultKind.TruncatedBody, SandboxFaultKind.ServerError })
        {
            using var bench = new Bench();
            await bench.Client.SignInAsync(null, CancellationToken.None);
            bench.Fault(kind, Ping);
            Check.True(await bench.PingAsync(), $"{kind}: it is done.");
        }
    }

    public async Task Give_up_in_time_what_is_not_answered()
    {
        using var bench = new Bench(client: static options => options.RequestTimeout = TimeSpan.FromSeconds(1));
        await bench.Client.SignInAsync(null, CancellationToken.None);
        bench.Fault(SandboxFaultKind.NoAnswer, HangUp);
        var watch = Stopwatch.StartNew();
        Check.Equal(FailureKind.OutcomeUnknown, (await Check.ThrowsAsync<RingCxException>(() => bench.HangUpAsync())).Kind);
        Check.Less(watch.Elapsed, 3, "It was given up.");
    }

    public async Task End_a_wait_for_an_answer_at_once_when_cancelled()
    {
        using var bench = new Bench(client: static options => options.RequestTimeout = TimeSpan.FromSeconds(30));
        await bench.Client.SignInAsync(null, CancellationToken.None);
        bench.Fault(SandboxFaultKind.NoAnswer, HangUp);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(0.5));
        var watch = Stopwatch.StartNew();
        await Check.ThrowsAsync<OperationCanceledException>(() => bench.HangUpAsync(cancellation.Token));
        Check.Less(watch.Elapsed, 2, "The wait ended.");
    }

    public async Task End_an_answer_that_stalls_in_its_middle()
    {
        using var bench = new Bench(client: static options => options.RequestTimeout = TimeSpan.FromSeconds(1));
        await bench.Client.SignInAsync(null, CancellationToken.None);
        bench.Fault(SandboxFaultKind.SlowBody, HangUp, static fault => fault.Delay = TimeSpan.FromSeconds(30));
        var watch = Stopwatch.StartNew();
        Check.Equal(FailureKind.OutcomeUnknown, (await Check.ThrowsAsync<RingCxException>(() => bench.HangUpAsync())).Kind);
        Check.Less(watch.Elapsed, 4, "It was given up.");
    }

    public async Task Take_nothing_foreign_for_an_answer()
    {
        foreach (var kind in new[] { SandboxFaultKind.ForeignJson, SandboxFaultKind.HtmlBody, SandboxFaultKind.EnormousBody })
        {
            using var bench = new Bench();
            bench.Fault(kind, HangUp);
            Check.Equal(FailureKind.BadResponse, (await Check.ThrowsAsync<RingCxException>(() => bench.HangUpAsync())).Kind, $"{kind}:");
            Check.Equal(1, bench.Asked(HangUp), $"{kind}:");
        }
    }

    public async Task Take_a_success_without_a_word_for_done()
    {
        using var bench = new Bench();
        bench.Fault(SandboxFaultKind.EmptyBody, HangUp);
        Check.True(await bench.HangUpAsync(), "It is done.");
        Check.Equal(1, bench.Asked(HangUp));
    }

    public async Task Follow_no_redirect_and_read_a_word_that_is_called_a_page()
    {
        using var bench = new Bench();
        bench.Fault(SandboxFaultKind.Redirect, HangUp);
        Check.Equal(FailureKind.ServiceError, (await Check.ThrowsAsync<RingCxException>(() => bench.HangUpAsync())).Kind);
        bench.Fault(SandboxFaultKind.WrongContentType, HangUp);
        Check.True(await bench.HangUpAsync(), "It is done.");
    }

    public async Task Know_that_nobody_was_reached()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        foreach (var host in new[] { $"http://127.0.0.1:{port}", "http://nobody.invalid" })
        {
            using var bench = new Bench(client: options => (options.BaseUri, options.RingCentralUri, options.MaximumRetryCount) = (new Uri(host), new Uri(host), 1));
            var failure = await Check.ThrowsAsync<RingCxException>(() => bench.HangUpAsync());
            Check.Equal(FailureKind.ServiceError, failure.Kind, failure.Message);
            Check.True(failure.Message.Contains("could not be reached"), failure.Message);
        }
    }
}
