namespace RingCx.Client;

/// <summary>
/// Reads a listing, every page, each call once. A page is asked for by its number, so a call that ends moves all behind it up, and what
/// stood first on the next page is on none that is still to come. Therefore nothing is given before all pages have been read, lest what is
/// done with the first calls hide others; and where there was more than one page, pages are read again, until nothing new comes, to find
/// what moved meanwhile by itself.
/// </summary>
public sealed class ActiveCallReader : IDisposable
{
    // Calls begin all the time in a large account, so there is always something new: what moved in three readings running is not lost by
    // chance.
    private const int MostPasses = 3;

    // So many rows where they were say that nothing moves. Enough for the whole of a listing of small pages.
    private const int RowsToBelieve = 1000;

    private const int RestBytes = 16 * 1024;

    private readonly RequestSender _sender;
    private readonly string _accountId;
    private readonly string _path;
    private readonly ActiveCallQuery _query;
    private readonly PageHistory _history;
    private readonly string _what;
    private readonly TimeProvider _time;
    private readonly int _maximumPageTries;
    private readonly TimeSpan _idleLimit;
    private readonly Dictionary<string, Place> _seen = new(StringComparer.Ordinal);

    // Ends a read that is under way when the reader is disposed of. Never disposed of itself: it may be cancelled at any time, and holds
    // nothing.
    private readonly CancellationTokenSource _ended = new();
    private Queue<RcxActiveCall>? _read;
    private RingCxException? _failure;
    private int _pass;
    private int _page;
    private int _rowsOnPage;
    private int _newOnPage;
    private int _rowsInPass;
    private int _pagesBefore;
    private int _failuresOnPage;
    private int _repeatedPages;
    private int _fullestPage;
    private int _firstPage;
    private bool _hasMoved;
    private bool _hasNews;
    private bool _isTaking;
    private volatile bool _isOver;
    private volatile bool _isDisposed;

    internal ActiveCallReader(
        RequestSender sender, string accountId, ActiveCallQuery query, RingCxClientOptions options, PageHistory history)
    {
        _sender = sender;
        _accountId = accountId;
        _path = Identifier.AccountPath(accountId) + "/activeCalls/list";
        _query = query;
        _history = history;
        _what = _path + Parameters();
        _time = options.TimeProvider;
        _maximumPageTries = options.MaximumRetryCount;
        _idleLimit = options.RequestTimeout;
    }

    /// <summary>The call that was given last; null before the first and after the last.</summary>
    public RcxActiveCall? Current { get; private set; }

    /// <summary>The service's time when the current page was made (its <c>Date</c> header, otherwise this machine's clock).</summary>
    public DateTimeOffset ServiceTime { get; private set; }

    /// <summary>
    /// Whether pages are read again to find calls that moved from one to another while they were read; true by default. Whoever lists again
    /// and again does without.
    /// </summary>
    public bool ReadsAgain { get; set; } = true;

    /// <summary>The rows of the fullest page so far, known calls included.</summary>
    internal int FullestPage => _fullestPage;

    /// <summary>True when calls came on more than one page, between which one may have slipped.</summary>
    internal bool HasSeveralPages { get; private set; }

    /// <summary>
    /// Asked after a first page that is neither as full as it was asked for nor as one that was cut, with the number of its rows and
    /// whether that could be the service's cap all the same: true to look for a second page. Null to look where it could.
    /// </summary>
    internal Func<int, bool, bool>? LooksBehind { get; set; }

    /// <summary>
    /// Reads every page. Nothing is to be done to the calls before it has ended: that would move those which are still to be read.
    /// </summary>
    /// <param name="take">
    /// Given each call as it is read, on any thread; true when no more are wanted, and nothing more is read then.
    /// </param>
    /// <param name="cancellationToken">Ends the request at once. Whoever reads on reads the page again.</param>
    /// <exception cref="RingCxException">The listing failed; calls already given are good.</exception>
    public async Task ReadToEndAsync(Func<RcxActiveCall, bool> take, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        if (take is null)
            throw new ArgumentNullException(nameof(take));

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        try
        {
            while (!_isOver)
                await TryPageAsync(take, progress, either.Token).ConfigureAwait(false);
        }
        catch (RingCxException)
        {
            _isOver = true;
            throw;
        }
    }

    /// <summary>Gives the next call; the first is given when all have been read.</summary>
    /// <param name="cancellationToken">Ends the request at once. Whoever reads on reads the page again.</param>
    /// <returns>False when every call has been given.</returns>
    /// <exception cref="RingCxException">The listing failed; calls already given are good.</exception>
    public async Task<bool> ReadAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        _read ??= [];
        try
        {
            await ReadToEndAsync(Keep, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCxException e) when (_read.Count > 0)
        {
            // What was read before the failure is given first.
            _failure = e;
        }

        if (_read.Count > 0 && !_isDisposed)
        {
            Current = _read.Dequeue();
            return true;
        }

        Current = null;
        if (_failure is { } failure)
        {
            _failure = null;
            throw failure;
        }

        return false;
    }

    /// <summary>Ends the listing, also a read that is under way: nothing more is given, read or asked for.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _isOver = true;
        _ended.Cancel();
    }

    private bool Keep(RcxActiveCall call)
    {
        _read!.Enqueue(call);
        return false;
    }

    private async Task TryPageAsync(Func<RcxActiveCall, bool> take, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        try
        {
            _rowsOnPage = 0;
            await ReadPageAsync(take, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (RingCxException or OutOfMemoryException) && !_isTaking
            && !cancellationToken.IsCancellationRequested)
        {
            // Whatever it was, the page broke off. Reading it again gives nobody a call twice.
            if (++_failuresOnPage > _maximumPageTries)
            {
                throw e is JsonException
                    ? NoList()
                    : new RingCxException(FailureKind.ServiceError, "The connection broke while the listing was read, again and again.", e);
            }

            progress?.Report(
                new RequestEvent(RequestEventKind.Retrying, "The connection broke while the listing was read. Reading the page again."));
            await _time.Delay(TimeSpan.FromMilliseconds(250 * _failuresOnPage), cancellationToken).ConfigureAwait(false);
            return;
        }

        if (!_isOver)
            EndPage();
    }

    // All that belongs to a page lives and ends in here: the answer is closed when its last read has ended, however it has, and no sooner.
    // The platform would otherwise read the rest of the connection beside that read.
    private async Task ReadPageAsync(Func<RcxActiveCall, bool> take, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        // The first page is asked for without a number: whether the service counts from 0 or from 1 is of no meaning then.
        var query = Parameters().Add("page", _page == 0 ? null : _page).Add("maxRows", _query.PageSize);
        using var response = await _sender.StreamAsync(ApiRequest.Lookup(_path, query), progress, cancellationToken).ConfigureAwait(false);
        ServiceTime = response.Headers.Date ?? _time.GetUtcNow();
        if (response.StatusCode == HttpStatusCode.NoContent)
            return;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var body = new LenientTextStream(await response.Content.ReadAsStreamAsync().ConfigureAwait(false));
        var rows = new RowReader<RcxActiveCall>(body, ActiveCallConverter.Shared);
        try
        {
            while (await NextAsync(rows, limit).ConfigureAwait(false))
            {
                _rowsOnPage++;
                if (rows.Current is { } call && IsNew(call))
                {
                    call.Complete(_accountId, ServiceTime);
                    _isTaking = true;
                    _isOver |= take(call);
                    _isTaking = false;
                }

                if (_isOver)
                    return;
            }
        }
        catch (JsonException)
        {
            if (response.Content.Headers.ContentLength is not null || !await EndsEarlyAsync(body, limit).ConfigureAwait(false))
                throw NoList();

            throw;
        }
    }

    // What is no list may be one that was damaged or cut off on the way, which shows at its end: the end of a compressed body says whether
    // it is whole.
    private async Task<bool> EndsEarlyAsync(LenientTextStream body, CancellationTokenSource limit)
    {
        limit.CancelAfter(_idleLimit);
        var rest = new byte[RestBytes];
        while (await body.ReadAsync(rest, 0, rest.Length, limit.Token).ConfigureAwait(false) > 0)
        {
        }

        return body.EndedEarly;
    }

    // A body that stalls is a page that broke off.
    private ValueTask<bool> NextAsync(RowReader<RcxActiveCall> rows, CancellationTokenSource limit)
    {
        var next = rows.MoveNextAsync(limit.Token);
        return next.IsCompleted ? next : LimitedAsync(next, limit);
    }

    private async ValueTask<bool> LimitedAsync(ValueTask<bool> next, CancellationTokenSource limit)
    {
        limit.CancelAfter(_idleLimit);
        var found = await next.ConfigureAwait(false);
        limit.CancelAfter(Timeout.InfiniteTimeSpan);
        return found;
    }

    // Whether a call has not been given yet. Notes where it stands now.
    private bool IsNew(RcxActiveCall call)
    {
        if (call.Uii is not { } uii)
            return _pass == 0;

        if (!_seen.TryGetValue(uii, out var place))
        {
            _seen.Add(uii, new Place(_pass, _page));
            _newOnPage++;
            _hasMoved = true;
            _hasNews = true;
            return true;
        }

        _newOnPage += place.Pass == _pass ? 0 : 1;
        _hasMoved |= place.Page != _page;
        place.Pass = _pass;
        place.Page = _page;
        return false;
    }

    // The service may give fewer rows than asked for on every page, so only an empty page, or one shorter than another of this listing, is
    // the last. A page that brings nothing new may be one that calls moved onto; two in a row are a service that pays no heed to pages.
    private void EndPage()
    {
        _repeatedPages = _newOnPage == 0 ? _repeatedPages + 1 : 0;
        HasSeveralPages |= _page > 0 && _newOnPage > 0;
        _firstPage = _page == 0 && _pass == 0 ? _rowsOnPage : _firstPage;
        _rowsInPass += _rowsOnPage;
        var isLast = _rowsOnPage == 0 || _repeatedPages == 2 || (_rowsOnPage < _fullestPage && _newOnPage > 0)
            || (_page == 0 && _pass == 0 && !MayHaveMore());
        _fullestPage = Math.Max(_fullestPage, _rowsOnPage);
        _failuresOnPage = 0;
        _newOnPage = 0;
        _page++;
        if (isLast || (_pass > 0 && !_hasMoved && (_rowsInPass >= RowsToBelieve || _page + 1 >= _pagesBefore)))
            EndPass();
    }

    private bool MayHaveMore()
    {
        var couldBeCap = PageHistory.IsRound(_rowsOnPage) || _history.TookSeveral(_what);
        return _rowsOnPage >= _query.PageSize || _history.WasCutAt(_rowsOnPage)
            || (LooksBehind?.Invoke(_rowsOnPage, couldBeCap) ?? couldBeCap);
    }

    private void EndPass()
    {
        if (_pass == 0)
            _history.Note(_what, HasSeveralPages, HasSeveralPages && _fullestPage < _query.PageSize ? _fullestPage : null);

        // An empty second page may be one whose calls have all moved up; behind a page that was not known to be full that is not worth a
        // request.
        var maySlip = _pass == 0
            ? HasSeveralPages || (_page > 1 && (_firstPage >= _query.PageSize || _history.WasCutAt(_firstPage)))
            : _hasNews;
        _isOver = !ReadsAgain || !maySlip || ++_pass == MostPasses;
        _pagesBefore = _page;
        _page = 0;
        _rowsInPass = 0;
        _repeatedPages = 0;
        _fullestPage = _isOver ? _fullestPage : 0;
        _hasMoved = false;
        _hasNews = false;
    }

    private QueryString Parameters() =>
        new QueryString().Add("product", _query.Product).Add("productId", _query.ProductId).Add("externalId", _query.ExternalId);

    // Where a call was read last. A class: code for dictionaries of structs is compiled at run time.
    private sealed class Place(int pass, int page)
    {
        public int Pass { get; set; } = pass;

        public int Page { get; set; } = page;
    }

    private static RingCxException NoList() => RequestSender.NotAsDocumented("a list of calls");
}
