using RingCx.Client.Tests.Http;

namespace RingCx.Client.Tests.Calls;

/// <summary>A request that goes wrong.</summary>
/// <param name="Answer">What the client gets.</param>
/// <param name="IsDone">Whether the service has carried it out all the same.</param>
internal sealed record RecordingFault(ScriptedAnswer Answer, bool IsDone)
{
    private static readonly Dictionary<string, RecordingFault> ByName = new()
    {
        ["timeout before"] = new(Faults.Named("timeout"), false),
        ["timeout after"] = new(Faults.Named("timeout"), true),
        ["reset before"] = new(Faults.Named("connection reset"), false),
        ["reset after"] = new(Faults.Named("connection reset"), true),
        ["answer broken"] = new(Faults.Named("body broken"), true),
        ["500 before"] = new(Faults.Named("500"), false),
        ["500 after"] = new(Faults.Named("500"), true),
        ["502 before"] = new(Faults.Named("502"), false),
        ["502 after"] = new(Faults.Named("502"), true),
        ["503"] = new(Faults.Named("503"), false),
        ["429"] = new(Faults.Named("429"), false),
        ["429, Retry-After 7"] = new(Faults.Named("429").With("Retry-After", "7"), false),
        ["429, Retry-After 600"] = new(Faults.Named("429").With("Retry-After", "600"), false),
        ["401"] = new(ScriptedAnswer.Text("Jwt is expired", HttpStatusCode.Unauthorized), false),
        ["403"] = new(ScriptedAnswer.Failing(HttpStatusCode.Forbidden), false),
        ["dead network"] = new(Faults.Named("connection refused"), false),
        ["nonsense before"] = new(ScriptedAnswer.Text("<html>Sign in</html>"), false),
        ["nonsense after"] = new(ScriptedAnswer.Text("<html>Sign in</html>"), true),
        ["stray 404"] = new(ScriptedAnswer.Json("""{"errorCode":"not.found.exception","generalMessage":"Not found"}""", HttpStatusCode.NotFound), false),
        ["404 of a proxy"] = new(ScriptedAnswer.Body("<html>Not Found</html>", "text/html", HttpStatusCode.NotFound), false),
        ["403 of a firewall"] = new(ScriptedAnswer.Body("<html>Blocked</html>", "text/html", HttpStatusCode.Forbidden), true),
        ["body damaged"] = new(ScriptedAnswer.Failing(new InvalidDataException("The archive entry was compressed using an unsupported compression method.")), true),
        ["unforeseen"] = new(ScriptedAnswer.Failing(new ArgumentOutOfRangeException("value")), false),
        ["false"] = new(ScriptedAnswer.Text("false"), false),
    };

    /// <summary>The names that <see cref="Named"/> knows.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    public static RecordingFault Named(string name) => ByName[name];
}
