using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using RingCx.Client.Http;
using RingCx.Client.Json;

namespace RingCx.Client;

/// <summary>
/// Reads a listing call by call, every page, each call once. Where a call of an earlier page ends meanwhile, the rest moves up and one
/// call may slip between two pages, which the service gives no means to notice: large pages make it rare. A page is asked for when the
/// one before it has been read to its end, so that a reader who stops early costs no further request.
/// </summary>
public sealed class ActiveCallReader : IDisposable
{
    private readonly RequestSender _sender;
    private readonly string _path;
    private readonly ActiveCallQuery _query;
    private readonly TimeProvider _time;
    private readonly int _maximumPageTries;
    private readonly TimeSpan _idleLimit;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<ActiveCall> _one = [];
    private HttpResponseMessage? _response;
    private IAsyncEnumerator<ActiveCall?>? _rows;
    private CancellationTokenSource? _pageCancellation;
    private int _page;
    private int _rowsOnPage;
    private int _newOnPage;
    private int _failuresOnPage;
    private int _repeatedPages;
    private int _fullestPage;
    private bool _finished;
    private RingCxException? _failure;

    internal ActiveCallReader(RequestSender sender, string path, ActiveCallQuery query, RingCxClientOptions options)
    {
        _sender = sender;
        _path = path;
        _query = query;
        _time = options.TimeProvider;
        _maximumPageTries = options.MaximumRetryCount;
        _idleLimit = options.RequestTimeout;
    }

    /// <summary>The call that was read last; null before the first and after the last.</summary>
    public ActiveCall? Current { get; private set; }

    /// <summary>The service's time when the current page was made (its <c>Date</c> header, otherwise this machine's clock).</summary>
    public DateTimeOffset ServiceTime { get; private set; }

    /// <summary>The rows of the fullest page so far, known calls included.</summary>
    internal int FullestPage => _fullestPage;

    /// <summary>True when calls came on more than one page, between which one may have slipped.</summary>
    internal bool HasSeveralPages { get; private set; }

    /// <summary>Asked after the first page with the number of its rows: whether there can be no more; null to ask the service.</summary>
    internal Func<int, bool>? FirstPageIsAll { get; set; }

    /// <summary>Reads the next call.</summary>
    /// <param name="progress">Told what happens on the way; null for nobody.</param>
    /// <param name="cancellationToken">Ends the request at once.</param>
    /// <returns>False when every page has been read.</returns>
    /// <exception cref="RingCxException">The listing failed; calls already read are good.</exception>
    public async Task<bool> ReadAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        _one.Clear();
        while (!_finished)
        {
            await FillAsync(_one, 1, progress, cancellationToken).ConfigureAwait(false);
            if (_one.Count > 0)
            {
                Current = _one[0];
                return true;
            }
        }

        Current = null;
        return false;
    }

    /// <summary>Reads the next few calls, from one page at the most: no page is asked for while the batch holds calls.</summary>
    /// <param name="maximum">The most calls to read.</param>
    /// <param name="progress">Told what happens on the way; null for nobody.</param>
    /// <param name="cancellationToken">Ends the request at once.</param>
    /// <returns>The calls; none when every page has been read.</returns>
    /// <exception cref="RingCxException">The listing failed; calls already read are good.</exception>
    public async Task<IReadOnlyList<ActiveCall>> ReadBatchAsync(int maximum, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        if (_failure is { } failure)
        {
            _failure = null;
            throw failure;
        }

        var batch = new List<ActiveCall>();
        try
        {
            while (!_finished && batch.Count == 0)
            {
                await FillAsync(batch, maximum, progress, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (RingCxException e) when (batch.Count > 0)
        {
            // What was read before the failure is handed out first.
            _failure = e;
        }

        return batch;
    }

    /// <summary>Ends the listing: nothing more is read or asked for.</summary>
    public void Dispose()
    {
        _finished = true;
        _response?.Dispose();
        _response = null;
        _rows = null;
        _pageCancellation?.Dispose();
        _pageCancellation = null;
    }

    // Adds new calls, from one page: until there are enough of them, or the page is at its end.
    private async Task FillAsync(List<ActiveCall> batch, int maximum, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        try
        {
            if (_rows is null)
            {
                await OpenPageAsync(progress, cancellationToken).ConfigureAwait(false);
            }

            // The page outlives this read, so its token is its own.
            using var registration = cancellationToken.Register(_pageCancellation!.Cancel);
            while (await NextRowAsync().ConfigureAwait(false))
            {
                _rowsOnPage++;
                if (_rows!.Current is { } call && (call.Uii is not { } uii || _seen.Add(uii)))
                {
                    _newOnPage += call.Uii is null ? 0 : 1;
                    batch.Add(call);
                    if (batch.Count == maximum)
                    {
                        return;
                    }
                }
            }

            await ClosePageAsync().ConfigureAwait(false);
            Turn();
        }
        catch (RingCxException)
        {
            _finished = true;
            throw;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Whoever reads on reads this page again.
            await ClosePageAsync().ConfigureAwait(false);
            throw;
        }
        catch (JsonException)
        {
            Dispose();
            throw RequestSender.NotAsDocumented("a list of calls");
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The page broke off. Reading it again gives nobody a call twice.
            await ClosePageAsync().ConfigureAwait(false);
            if (++_failuresOnPage > _maximumPageTries)
            {
                _finished = true;
                throw new RingCxException(FailureKind.ServiceError, "The connection broke while the listing was read, again and again.", e);
            }

            progress?.Report(new RequestEvent(RequestEventKind.Retrying, "The connection broke while the listing was read. Reading the page again."));
            await _time.Delay(TimeSpan.FromMilliseconds(250 * _failuresOnPage), cancellationToken).ConfigureAwait(false);
        }
    }

    // A body that stalls is a page that broke off. The time that the reader's caller takes between two rows does not count.
    private ValueTask<bool> NextRowAsync()
    {
        var next = _rows!.MoveNextAsync();
        return next.IsCompleted ? next : LimitedAsync(next);
    }

    private async ValueTask<bool> LimitedAsync(ValueTask<bool> next)
    {
        _pageCancellation!.CancelAfter(_idleLimit);
        var found = await next.ConfigureAwait(false);
        _pageCancellation.CancelAfter(Timeout.InfiniteTimeSpan);
        return found;
    }

    private async Task OpenPageAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var query = new QueryString().Add("product", _query.Product).Add("productId", _query.ProductId).Add("externalId", _query.ExternalId)
            .Add("page", _page).Add("maxRows", _query.PageSize);
        _response = await _sender.SendAsync(ApiRequest.Lookup(_path, query), streamed: true, progress, cancellationToken).ConfigureAwait(false);
        ServiceTime = _response.Headers.Date ?? _time.GetUtcNow();
        var body = await _response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        _pageCancellation = new CancellationTokenSource();
        _rows = JsonSerializer.DeserializeAsyncEnumerable(body, RingCxJsonContext.Default.ActiveCall, _pageCancellation.Token).GetAsyncEnumerator(_pageCancellation.Token);
        _rowsOnPage = 0;
    }

    private async Task ClosePageAsync()
    {
        if (_rows is { } rows)
        {
            _rows = null;
            await rows.DisposeAsync().ConfigureAwait(false);
        }

        _pageCancellation?.Dispose();
        _pageCancellation = null;

        _response?.Dispose();
        _response = null;
    }

    // The service may give fewer rows than asked for on every page, so only an empty page, or one shorter than another of this
    // listing, is the last. A page that brings nothing new may be one that calls moved onto; two in a row are a service that pays no heed to pages.
    private void Turn()
    {
        _repeatedPages = _newOnPage == 0 ? _repeatedPages + 1 : 0;
        HasSeveralPages |= _page > 0 && _rowsOnPage > 0;
        _finished = _rowsOnPage == 0 || _repeatedPages == 2 || _rowsOnPage < _fullestPage || (_page == 0 && FirstPageIsAll?.Invoke(_rowsOnPage) == true);
        _fullestPage = Math.Max(_fullestPage, _rowsOnPage);
        _failuresOnPage = 0;
        _newOnPage = 0;
        _page++;
    }
}
