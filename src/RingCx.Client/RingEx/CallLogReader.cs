namespace RingCx.Client;

/// <summary>
/// Reads RingEX's active calls, every page, each record once. A page is asked for when the one before it has been taken, since the listing
/// is one of the heavy calls, of which the service allows ten a minute.
/// </summary>
public sealed class CallLogReader
{
    private static readonly byte[] NoRecords = Encoding.ASCII.GetBytes("""{"records":[]}""");

    private readonly RequestSender _sender;
    private readonly string _path;
    private readonly int _pageSize;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private int _page;
    private bool _finished;

    internal CallLogReader(RequestSender sender, string path, int pageSize)
    {
        _sender = sender;
        _path = path;
        _pageSize = pageSize is >= 1 and <= RingExApi.LargestPage
            ? pageSize
            : throw new ArgumentOutOfRangeException(nameof(pageSize), "A page has 1 to 1000 rows.");
    }

    /// <summary>Reads the next page's records; none at the end.</summary>
    /// <exception cref="RingCxException">The service did not serve the page.</exception>
    public async Task<IReadOnlyList<RingExActiveCall>> ReadPageAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        while (!_finished)
        {
            var query = new QueryString().Add("view", "Simple").Add("page", _page + 1).Add("perPage", _pageSize);
            var call = ApiRequest.Lookup(_path, query, UsagePlanGroup.Heavy);
            var answer = await _sender.GetAsync(call, RingCxJsonContext.Default.CallLogPageAnswer, progress, cancellationToken, NoRecords)
                .ConfigureAwait(false);
            var rows = answer.Records ?? throw RequestSender.NotAsDocumented("a list of records");
            _page++;
            var fresh = new List<RingExActiveCall>();
            var hasNews = false;
            foreach (var row in rows)
            {
                // A call that begins meanwhile moves the others on to the next page.
                if (row is null)
                    continue;

                var isNew = row.Id is not null && _seen.Add(row.Id);
                hasNews |= isNew;
                if (isNew || row.Id is null)
                    fresh.Add(row);
            }

            // Without news the service has dropped the page's number, as it may with any parameter: the next would be the same again.
            _finished = !hasNews || !HasNext(answer, rows.Count);
            if (fresh.Count > 0)
                return fresh;
        }

        return [];
    }

    private bool HasNext(CallLogPageAnswer answer, int rows) =>
        answer.Navigation?.NextPage is not null
        || (answer.Paging?.TotalPages is { } pages ? _page < pages : answer.Navigation is null && rows >= _pageSize);
}
