using System.Collections.Concurrent;

namespace RingCx.Client.Tests.Support;

/// <summary>The network's place: records every request and does with it what the script says.</summary>
internal sealed class FaultInjectingTransport(DrivenClock clock, Func<RecordedRequest, ScriptedAnswer> answer) : HttpMessageHandler
{
    // Guards against a test that would hang; no test measures it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Func<RecordedRequest, ScriptedAnswer> _answer = answer;
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private TaskCompletionSource _next = NewSignal();

    /// <summary>Every request so far, in the order of their coming.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>Waits, without the clock, until the request has come that makes it true.</summary>
    public async Task UntilAsync(Func<bool> isSo)
    {
        for (var next = _next.Task; !isSo(); next = _next.Task)
        {
            await next.WaitAsync(Patience);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : string.Empty;
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(static h => h.Key, static h => string.Join(h.Key == "User-Agent" ? " " : ", ", h.Value), StringComparer.OrdinalIgnoreCase);
        var recorded = new RecordedRequest(request.Method.Method, request.RequestUri!.AbsoluteUri, headers, body, clock.Elapsed);
        _requests.Enqueue(recorded);
        Interlocked.Exchange(ref _next, NewSignal()).SetResult();

        var answer = _answer(recorded);
        if (answer.IsSilent)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        if (answer.Delay > TimeSpan.Zero)
        {
            await Task.Delay(answer.Delay, clock, cancellationToken);
        }

        await answer.Gate.WaitAsync(cancellationToken);
        return answer.Exception is { } exception ? throw exception : answer.ToResponse(request);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
