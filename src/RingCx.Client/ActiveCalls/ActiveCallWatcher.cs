namespace RingCx.Client;

/// <summary>
/// Follows calls: compares each listing with the one before. Nothing follows from a listing that fails on its way, so a page that could
/// not be read never looks like calls that ended. Keeps the calls in progress and nothing else.
/// </summary>
public sealed class ActiveCallWatcher
{
    // Now and then the end of a listing whose size could be the service's cap is asked for even where nothing suggests that it lies further
    // than it did.
    private const int FullListingEvery = 12;

    // One call in so many that was listed last of all ends together with its like now and then; a cap takes more.
    private const int CutPart = 10;

    // All that the service tells of a call, so that no change of any of it goes unseen.
    private static readonly IReadOnlyList<RowProperty> Properties = RowProperty.Of(typeof(RcxActiveCall));

    private readonly Func<ActiveCallReader> _list;
    private Dictionary<string, RcxActiveCall> _known = new(StringComparer.Ordinal);
    private HashSet<string> _missing = new(StringComparer.Ordinal);
    private int _largestWholePage;
    private int _polls;

    internal ActiveCallWatcher(Func<ActiveCallReader> list) => _list = list;

    /// <summary>The calls in progress, as the last listing had them.</summary>
    public IReadOnlyCollection<RcxActiveCall> Calls => _known.Values;

    /// <summary>
    /// True when a call that is not among <see cref="Calls"/> may be in progress all the same: the first listing came on several pages,
    /// between which it may have slipped. From the second listing on, a call that was in neither of two is not in progress.
    /// </summary>
    public bool MayLackCalls { get; private set; }

    /// <summary>The service's time of the last listing.</summary>
    public DateTimeOffset ServiceTime { get; private set; }

    /// <summary>Lists and tells what is new; at first every call has started.</summary>
    /// <param name="cancellationToken">Ends the listing at once; nothing follows from it then.</param>
    /// <returns>The changes: those of calls that are there in the order of the listing, then the ends.</returns>
    /// <exception cref="RingCxException">The listing failed; nothing follows from it, and the next can be asked for.</exception>
    public async Task<IReadOnlyList<RcxCallEvent>> PollAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var listed = new List<RcxActiveCall>();
        var uiis = new HashSet<string>(StringComparer.Ordinal);
        using var reader = _list();

        // The next listing finds what moved from one page to another during this one.
        reader.ReadsAgain = false;
        reader.LooksBehind = (rows, couldBeCap) =>
            couldBeCap ? _polls % FullListingEvery == 0 || rows > _largestWholePage || !uiis.IsSupersetOf(_known.Keys) : LacksEnd(uiis);
        await reader.ReadToEndAsync(Take, progress, cancellationToken).ConfigureAwait(false);
        MayLackCalls = _polls++ == 0 && reader.HasSeveralPages;
        ServiceTime = reader.ServiceTime;
        _largestWholePage = reader.HasSeveralPages ? 0 : Math.Max(_largestWholePage, reader.FullestPage);
        return Compare(listed, uiis, reader.HasSeveralPages);

        bool Take(RcxActiveCall call)
        {
            if (call.Uii is { } uii)
            {
                listed.Add(call);
                uiis.Add(uii);
            }

            return false;
        }
    }

    // Whether the calls that were listed last of all are missing, and they alone: as if a lower cap had cut them off. Calls that end are
    // here and there.
    private bool LacksEnd(HashSet<string> uiis)
    {
        var missing = 0;
        foreach (var uii in _known.Keys)
            missing = uiis.Contains(uii) ? 0 : missing + 1;

        return missing > 1 && missing * CutPart >= _known.Count && uiis.Count > 0;
    }

    private List<RcxCallEvent> Compare(List<RcxActiveCall> listed, HashSet<string> uiis, bool severalPages)
    {
        var changes = new List<RcxCallEvent>();
        var known = new Dictionary<string, RcxActiveCall>(listed.Count, StringComparer.Ordinal);
        foreach (var call in listed)
        {
            // Calls of several pages are all as of the end of the listing.
            call.Complete(call.AccountId, ServiceTime);
            known[call.Uii!] = call;
            if (!_known.TryGetValue(call.Uii!, out var before))
                changes.Add(new RcxCallEvent(RcxCallEventKind.Started, call));
            else if (Differences(before, call) is { Length: > 0 } changed)
                changes.Add(new RcxCallEvent(RcxCallEventKind.Changed, call, before, changed));
        }

        var missing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var before in _known)
        {
            if (uiis.Contains(before.Key))
                continue;

            if (severalPages && !_missing.Contains(before.Key))
            {
                // It may have slipped between two pages: what the next listing does not have either has ended.
                missing.Add(before.Key);
                known[before.Key] = before.Value.AsOf(ServiceTime);
            }
            else
            {
                changes.Add(new RcxCallEvent(RcxCallEventKind.Ended, before.Value.AsOf(ServiceTime)));
            }
        }

        _missing = missing;
        _known = known;
        return changes;
    }

    private static string[] Differences(RcxActiveCall before, RcxActiveCall now) =>
        [.. from property in Properties where !Equals(property.Get(before), property.Get(now)) select property.Name];
}
