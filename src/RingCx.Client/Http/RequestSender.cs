using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using RingCx.Client.Audit;

namespace RingCx.Client.Http;

/// <summary>Sends calls of one API and turns what is not success into a <see cref="RingCxException"/>.</summary>
/// <param name="audit">Gets a line for every action; null for none.</param>
internal sealed class RequestSender(Func<HttpClient> http, Uri root, Func<ApiRequest, RateBudget> budgetOf, AuditTrail? audit)
{
    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue Text = new("text/plain", 0.9);

    private static readonly byte[] EmptyList = Encoding.ASCII.GetBytes("[]");

    /// <summary>The most characters of an address: what .NET Framework can escape. Servers take far less.</summary>
    internal const int LongestAddress = 32_766;

    private readonly string _root = root.AbsoluteUri.TrimEnd('/');
    private readonly string _host = root.Authority;

    /// <summary>An answer with a success status, whose body is read as it comes.</summary>
    public Task<HttpResponseMessage> StreamAsync(ApiRequest call, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var state = StateOf(call, progress);
        state.Streamed = true;
        return ExchangeAsync(http(), call, state, cancellationToken);
    }

    /// <summary>Asks for something that comes as JSON; a list of nothing may come as 204, without a body.</summary>
    /// <param name="nothing">What a 204 stands for where it is no list, as JSON; null where it is no answer.</param>
    public async Task<T> GetAsync<T>(
        ApiRequest call, JsonTypeInfo<T> type, IProgress<RequestEvent>? progress, CancellationToken token, byte[]? nothing = null)
        where T : class
    {
        using var response = await ExchangeAsync(http(), call, StateOf(call, progress), token).ConfigureAwait(false);
        return await ReadAsync(response, type, nothing).ConfigureAwait(false);
    }

    /// <summary>The same for a list, with the service's time of the answer; null where it tells none.</summary>
    public async Task<(List<T> Rows, DateTimeOffset? At)> GetDatedAsync<T>(
        ApiRequest call, JsonTypeInfo<List<T>> type, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        using var response = await ExchangeAsync(http(), call, StateOf(call, progress), cancellationToken).ConfigureAwait(false);
        return (await ReadAsync(response, type, null).ConfigureAwait(false), response.Headers.Date);
    }

    /// <summary>The same for what is understood in a way of its own.</summary>
    public async Task<T> GetAsync<T>(
        ApiRequest call, Func<byte[], T> read, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        using var response = await ExchangeAsync(http(), call, StateOf(call, progress), cancellationToken).ConfigureAwait(false);
        return read(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
    }

    public Task<T> PerformAsync<T>(ServiceAction<T> action, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        CarryOutAsync(
            action.Request, progress, (body, _) => action.Read(body), static answer => answer is not false, cancellationToken);

    /// <summary>Asks for something, or does something, whatever it is; gives the answer as text.</summary>
    public Task<(string Body, string? MediaType)> GetTextAsync(
        ApiRequest call, IProgress<RequestEvent>? progress, CancellationToken cancellationToken) =>
        CarryOutAsync(
            call,
            progress,
            static (body, content) => (AnswerText.Read(body), content.Headers.ContentType?.MediaType),
            static answer => AsBoolean(answer.Item1) != false,
            cancellationToken);

    // From the description to what came of it; one line in the audit file for an action, however often the request is repeated in between.
    private async Task<T> CarryOutAsync<T>(
        ApiRequest call,
        IProgress<RequestEvent>? progress,
        Func<byte[], HttpContent, T> read,
        Func<T, bool> isDone,
        CancellationToken cancellationToken)
    {
        var client = http();
        var state = StateOf(call, progress);

        // What makes no address is no action, and has no line.
        _ = AddressOf(call);
        var entry = audit is not null && call.IsAudited
            ? await audit.BeginAsync(call, _host, cancellationToken).ConfigureAwait(false)
            : null;
        var outcome = AuditOutcome.Pending;
        try
        {
            using var response = await ExchangeAsync(client, call, state, cancellationToken).ConfigureAwait(false);
            var answer = read(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false), response.Content);
            var done = isDone(answer);
            if (!done && call.IsAudited && state.Outcome.IsRepeatedInDoubt)
                throw RefusedAfterDoubt();

            outcome = AuditOutcome.Of(done);
            return answer;
        }
        catch (Exception e)
        {
            outcome = AuditOutcome.Of(e, state.Outcome.MayBeDone);
            if (e is RingCxException failure)
                failure.MayBeDone = state.Outcome.MayBeDone;

            throw;
        }
        finally
        {
            if (entry is not null)
                await audit!.CompleteAsync(entry, outcome, progress, cancellationToken.IsCancellationRequested).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> ExchangeAsync(
        HttpClient client, ApiRequest call, RequestState state, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, AddressOf(call))
        {
            Content = call.JsonBody is { } json ? new StringContent(json, Encoding.UTF8, "application/json") : EmptyBody(call.Method),
        };
        request.Headers.Accept.Add(Json);
        request.Headers.Accept.Add(Text);
        state.AttachTo(request);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return response;

        state.Outcome.Settle();
        using (response)
        {
            throw response.StatusCode == HttpStatusCode.Conflict && call.IsRefusedByConflict && state.Outcome.IsRepeatedInDoubt
                ? RefusedAfterDoubt()
                : Failure(response.StatusCode, AnswerText.ToUtf8(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)));
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, byte[]? nothing)
        where T : class
    {
        nothing ??= type.Kind == JsonTypeInfoKind.Enumerable ? EmptyList : null;
        return nothing is not null && response.StatusCode == HttpStatusCode.NoContent
            ? ParseJson(nothing, type)
            : ParseJson(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false), type);
    }

    private RequestState StateOf(ApiRequest call, IProgress<RequestEvent>? progress) =>
        new(call.Repeatability, call.Priority, budgetOf(call), progress);

    private Uri AddressOf(ApiRequest call)
    {
        var address = _root + call.Path + call.Query;
        try
        {
            return address.Length <= LongestAddress ? new Uri(address) : throw TooLong(address.Length);
        }
        catch (UriFormatException)
        {
            // Its words repeat nothing, but they help nobody either.
            throw new RingCxException(
                FailureKind.InvalidRequest,
                "What was given makes no address that can be sent. Nothing was sent. Check it for characters that belong in no address.");
        }
    }

    /// <summary>RingCX's answer to an action: a bare boolean, as text or as JSON, or a success without a word.</summary>
    public static bool ParseDone(byte[] body)
    {
        // 201 is documented without a body, and a client in use takes 204: it is the status that says that it was done.
        var answer = AnswerText.Read(body);
        return answer.Length == 0 || (AsBoolean(answer) ?? throw NotAsDocumented("true or false"));
    }

    public static T ParseJson<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(AnswerText.ToUtf8(body), type) ?? throw NotAsDocumented("a JSON document");
        }
        catch (JsonException)
        {
            throw NotAsDocumented("the documented JSON");
        }
    }

    /// <summary>The error for what makes a request longer than it can be, before it is sent.</summary>
    public static RingCxException TooLong(int length) => new(
        FailureKind.InvalidRequest,
        FormattableString.Invariant($"The request is too long: {length:N0} characters, of which {LongestAddress:N0} can be sent in an")
            + " address. Nothing was sent. Shorten what was given, such as the notes.");

    /// <summary>The error for an answer that is not what the documents promise.</summary>
    /// <remarks>The parser's words stay here: they repeat names from the body.</remarks>
    public static RingCxException NotAsDocumented(string expected) => new(
        FailureKind.BadResponse,
        $"The service's answer is not {expected}. A proxy may have answered in its place, or the address is not the service's.");

    /// <summary>
    /// A body of no bytes for whatever is not a read. Without one the platform's handler repeats a POST by itself when a kept connection
    /// is closed in place of an answer, and hangs up twice.
    /// </summary>
    public static HttpContent? EmptyBody(HttpMethod method) => method == HttpMethod.Get ? null : new ByteArrayContent([]);

    // The first attempt may have done it, and the service refuses to do what is done.
    private static RingCxException RefusedAfterDoubt() => new(
        FailureKind.OutcomeUnknown,
        "An answer was lost, the request was repeated, and the service refused it then; it may have been done the first time.");

    private static bool? AsBoolean(string answer) => bool.TryParse(answer.Trim().Trim('"').Trim(), out var flag) ? flag : null;

    private static RingCxException Failure(HttpStatusCode status, byte[] body)
    {
        var (code, permission, parameter) = ServiceErrors.Read(body);
        if (status == HttpStatusCode.BadRequest && code?.StartsWith("active.calls.", StringComparison.Ordinal) == true)
        {
            // The request is as it should be; the agent or the call is not.
            var details = ServiceErrors.Details(body);
            var words = details is null ? $"The service refused it: {code}." : $"The service says: {details}.";
            return new RingCxException(FailureKind.Refused, words) { ServiceErrorCode = code, Details = details };
        }

        var (kind, message) = status switch
        {
            HttpStatusCode.Unauthorized => (
                FailureKind.AuthenticationFailed, "The service does not accept the token: it may have run out or been revoked. Connect"
                    + " again."),
            HttpStatusCode.Forbidden => (FailureKind.PermissionDenied, "The user lacks a permission."),
            HttpStatusCode.Conflict => (FailureKind.Refused, "The state of the call does not allow it."),
            HttpStatusCode.NotFound => (FailureKind.NotFound, "The service does not know it."),
            _ when (int)status is >= 300 and < 400 => (
                FailureKind.ServiceError,
                "The service answered with a redirect, which is not followed with a token. Check the address of the service."),
            _ => (
                FailureKind.ServiceError,
                FormattableString.Invariant($"The service refused the request as it stands ({(int)status}")
                    + $"{(code is null ? string.Empty : $": {code}")}{(parameter is null ? string.Empty : $", {parameter}")})."),
        };
        return new RingCxException(kind, message) { ServiceErrorCode = code, Permission = permission };
    }
}
