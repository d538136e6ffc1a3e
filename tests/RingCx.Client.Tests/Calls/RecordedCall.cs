using System.Collections.Concurrent;

namespace RingCx.Client.Tests.Calls;

/// <summary>One call at the service, as far as its recording goes: it refuses what is so already, and knows nothing of a call that has ended.</summary>
internal sealed class RecordedCall
{
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<TimeSpan> _pings = new();

    /// <summary>Whether it is recorded.</summary>
    public bool IsRecording { get; set; } = true;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded { get; set; }

    /// <summary>What goes wrong with a request: told how often this has gone on, it says so by its answer; null for nothing.</summary>
    public Func<RecordedRequest, RecordingFault?> Fault { get; set; } = static _ => null;

    /// <summary>The requests so far: on, off and ping, each with what came of it at the service.</summary>
    public string Log => string.Join(' ', _requests);

    /// <summary>When it was pinged.</summary>
    public IReadOnlyList<TimeSpan> Pings => [.. _pings];

    /// <summary>What a listing is answered with in place of the call; null for the call, as long as it lives.</summary>
    public Func<ScriptedAnswer?> Listing { get; set; } = static () => null;

    public ScriptedAnswer Answer(RecordedRequest request)
    {
        if (request.Path.EndsWith("/list", StringComparison.Ordinal))
        {
            return Listing() ?? ScriptedAnswer.Json(HasEnded ? "[]" : $$"""[{"uii":"{{ClientBench.Uii}}","archive":false}]""");
        }

        var fault = Fault(request);
        var what = request.Parameter("record") switch { "true" => "on", "false" => "off", _ => "ping" };
        if (fault is { IsDone: false })
        {
            _requests.Enqueue(what + "!");
            return fault.Answer;
        }

        var answer = Do(request, what);
        _requests.Enqueue(what + (fault is null ? string.Empty : "?") + (answer is "false" ? "-" : string.Empty));
        return fault?.Answer ?? (answer is null ? ScriptedAnswer.Failing(HttpStatusCode.NotFound) : ScriptedAnswer.Text(answer));
    }

    // Null for 404.
    private string? Do(RecordedRequest request, string what)
    {
        if (HasEnded)
        {
            return null;
        }

        if (what == "ping")
        {
            _pings.Enqueue(request.At);
            return "true";
        }

        var on = what == "on";
        var does = IsRecording != on;
        IsRecording = on;
        return does.ToString(CultureInfo.InvariantCulture).ToLowerInvariant();
    }
}
