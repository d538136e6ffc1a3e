using System.Collections.Concurrent;

namespace RingCx.Client.Tests.Support;

/// <summary>The network's place: records every request and does with it what the script says.</summary>
internal sealed class FaultInjectingTransport(FakeTimeProvider clock, Func<RecordedRequest, ScriptedAnswer> answer) : HttpMessageHandler
{
    private readonly Func<RecordedRequest, ScriptedAnswer> _answer = answer;
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();

    /// <summary>Every request so far, in the order of their coming.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : string.Empty;
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(static h => h.Key, static h => string.Join(h.Key == "User-Agent" ? " " : ", ", h.Value), StringComparer.OrdinalIgnoreCase);
        var recorded = new RecordedRequest(request.Method.Method, request.RequestUri!.AbsoluteUri, headers, body, clock.Elapsed);
        _requests.Enqueue(recorded);

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
}
