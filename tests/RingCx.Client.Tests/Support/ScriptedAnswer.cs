namespace RingCx.Client.Tests.Support;

/// <summary>What the transport does with one request.</summary>
internal sealed record ScriptedAnswer
{
    /// <summary>An action that was carried out.</summary>
    public static readonly ScriptedAnswer Done = Text("true");

    /// <summary>A request that is never answered.</summary>
    public static readonly ScriptedAnswer Silence = new() { IsSilent = true };

    public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

    public Func<HttpContent> Content { get; init; } = static () => new ByteArrayContent([]);

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Thrown instead of an answer.</summary>
    public Exception? Exception { get; init; }

    /// <summary>The time on the fake clock until the answer.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Completed by the test when the answer may come.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    public bool IsSilent { get; init; }

    public static ScriptedAnswer Json(string body, HttpStatusCode status = HttpStatusCode.OK) => Body(body, "application/json", status);

    public static ScriptedAnswer Text(string body, HttpStatusCode status = HttpStatusCode.OK) => Body(body, "text/plain", status);

    public static ScriptedAnswer Failing(Exception exception) => new() { Exception = exception };

    /// <summary>A refusal of RingCentral's token call, in OAuth's shape.</summary>
    public static ScriptedAnswer OAuthError(HttpStatusCode status = HttpStatusCode.BadRequest) =>
        Json("""{"error":"invalid_grant","error_description":"Token not found","errors":[{"errorCode":"OAU-211"}]}""", status);

    public static ScriptedAnswer Failing(HttpStatusCode status) => Text(string.Empty, status);

    /// <summary>A body that comes in pieces, as <see cref="PieceStream"/> gives them.</summary>
    public static ScriptedAnswer Pieces(Func<PieceStream> pieces, HttpStatusCode status = HttpStatusCode.OK) =>
        new() { Status = status, Content = () => new StreamContent(pieces()) };

    /// <summary>A body that breaks off after its beginning.</summary>
    public static ScriptedAnswer Truncated(string beginning, HttpStatusCode status = HttpStatusCode.OK) =>
        Pieces(() => new PieceStream(PieceStreamEnd.Breaks, beginning), status);

    /// <summary>A body of any media type, written as it is in the header.</summary>
    public static ScriptedAnswer Body(string body, string? mediaType, HttpStatusCode status = HttpStatusCode.OK) => new()
    {
        Status = status,
        Content = () =>
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (mediaType is not null)
            {
                content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
            }

            return content;
        },
    };

    public ScriptedAnswer With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };

    public ScriptedAnswer After(TimeSpan delay) => this with { Delay = delay };

    public ScriptedAnswer When(Task gate) => this with { Gate = gate };

    public HttpResponseMessage ToResponse(HttpRequestMessage request)
    {
        var response = new HttpResponseMessage(Status) { RequestMessage = request, Content = Content() };
        foreach (var (name, value) in Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
