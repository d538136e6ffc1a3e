namespace RingCx.Client.Tests.Support;

/// <summary>The listing of a service that gives its calls page by page.</summary>
/// <remarks>Makes a listing of calls 1 to <paramref name="count"/>, each page of at most <paramref name="largestPage"/> rows.</remarks>
internal sealed class PagedListing(int count, int largestPage = int.MaxValue)
{
    /// <summary>The calls in progress, in the order of the listing.</summary>
    public List<string> Uiis { get; } = [.. Enumerable.Range(1, count).Select(static i => i.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Whether every page is the first one.</summary>
    public bool IgnoresPage { get; init; }

    /// <summary>Told which page will be given next, so that calls can come and go between pages.</summary>
    public Action<int> BeforePage { get; init; } = static _ => { };

    public static string Rows(IEnumerable<string> uiis) => "[" + string.Join(',', uiis.Select(Row)) + "]";

    public static string Row(string uii) => $$"""{"uii":"{{uii}}","accountId":"12440011"}""";

    /// <summary>The number of the page that is asked for without one.</summary>
    public int FirstPage { get; init; }

    public ScriptedAnswer Answer(RecordedRequest request)
    {
        var page = request.Parameter("page") is { } asked ? int.Parse(asked, CultureInfo.InvariantCulture) - FirstPage : 0;
        BeforePage(page);
        var size = Math.Min(largestPage, int.Parse(request.Parameter("maxRows")!, CultureInfo.InvariantCulture));
        return ScriptedAnswer.Json(Rows(Uiis.Skip(IgnoresPage ? 0 : page * size).Take(size)));
    }
}
