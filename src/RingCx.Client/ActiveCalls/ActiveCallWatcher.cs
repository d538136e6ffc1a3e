namespace RingCx.Client;

/// <summary>
/// Follows calls: compares each listing with the one before. Nothing follows from a listing that fails on its way, so a page that could
/// not be read never looks like calls that ended. Keeps the calls in progress and nothing else.
/// </summary>
public sealed class ActiveCallWatcher
{
    // Now and then the end of a listing whose size could be the service's cap is asked for even where nothing suggests that it lies further than it did.
    private const int FullListingEvery = 12;

    // One call in so many that was listed last of all ends together with its like now and then; a cap takes more.
    private const int CutPart = 10;

    private static readonly (string Name, Func<ActiveCall, object?> Value)[] Fields =
    [
        (nameof(ActiveCall.AccountId), static c => c.AccountId),
        (nameof(ActiveCall.Ani), static c => c.Ani),
        (nameof(ActiveCall.Dnis), static c => c.Dnis),
        (nameof(ActiveCall.DnisE164), static c => c.DnisE164),
        (nameof(ActiveCall.EnqueueTime), static c => c.EnqueueTime),
        (nameof(ActiveCall.DequeueTime), static c => c.DequeueTime),
        (nameof(ActiveCall.CallState), static c => c.CallState),
        (nameof(ActiveCall.Archive), static c => c.Archive),
        (nameof(ActiveCall.AgentFirstName), static c => c.AgentFirstName),
        (nameof(ActiveCall.AgentLastName), static c => c.AgentLastName),
        (nameof(ActiveCall.DestinationName), static c => c.DestinationName),
        (nameof(ActiveCall.ExternalId), static c => c.ExternalId),
        (nameof(ActiveCall.Cnam), static c => c.Cnam),
    ];

    private readonly Func<ActiveCallReader> _list;
    private Dictionary<string, ActiveCall> _known = new(StringComparer.Ordinal);
    private HashSet<string> _missing = new(StringComparer.Ordinal);
    private int _largestWholePage;
    private int _polls;

    internal ActiveCallWatcher(Func<ActiveCallReader> list) => _list = list;

    /// <summary>The calls in progress, as the last listing had them.</summary>
    public IReadOnlyCollection<ActiveCall> Calls => _known.Values;

    /// <summary>
    /// True when a call that is not among <see cref="Calls"/> may be in progress all the same: the first listing came on several pages, between
    /// which it may have slipped. From the second listing on, a call that was in neither of two is not in progress.
    /// </summary>
    public bool MayLackCalls { get; private set; }

    /// <summary>The service's time of the last listing.</summary>
    public DateTimeOffset ServiceTime { get; private set; }

    /// <summary>Lists and tells what is new; at first every call has started.</summary>
    /// <param name="cancellationToken">Ends the listing at once; nothing follows from it then.</param>
    /// <returns>The changes: those of calls that are there in the order of the listing, then the ends.</returns>
    /// <exception cref="RingCxException">The listing failed; nothing follows from it, and the next can be asked for.</exception>
    public async Task<IReadOnlyList<ActiveCallChange>> PollAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var listed = new List<ActiveCall>();
        var uiis = new HashSet<string>(StringComparer.Ordinal);
        using var reader = _list();

        // The next listing finds what moved from one page to another during this one.
        reader.ReadsAgain = false;
        reader.LooksBehind = (rows, couldBeCap) => couldBeCap ? _polls % FullListingEvery == 0 || rows > _largestWholePage || !uiis.IsSupersetOf(_known.Keys) : LacksEnd(uiis);
        await reader.ReadToEndAsync(Take, progress, cancellationToken).ConfigureAwait(false);
        MayLackCalls = _polls++ == 0 && reader.HasSeveralPages;
        ServiceTime = reader.ServiceTime;
        _largestWholePage = reader.HasSeveralPages ? 0 : Math.Max(_largestWholePage, reader.FullestPage);
        return Compare(listed, uiis, reader.HasSeveralPages);

        bool Take(ActiveCall call)
        {
            if (call.Uii is { } uii)
            {
                listed.Add(call);
                uiis.Add(uii);
            }

            return false;
        }
    }

    // Whether the calls that were listed last of all are missing, and they alone: as if a lower cap had cut them off. Calls that end are here and there.
    private bool LacksEnd(HashSet<string> uiis)
    {
        var missing = 0;
        foreach (var uii in _known.Keys)
            missing = uiis.Contains(uii) ? 0 : missing + 1;

        return missing > 1 && missing * CutPart >= _known.Count && uiis.Count > 0;
    }

    private List<ActiveCallChange> Compare(List<ActiveCall> listed, HashSet<string> uiis, bool severalPages)
    {
        var changes = new List<ActiveCallChange>();
        var known = new Dictionary<string, ActiveCall>(listed.Count, StringComparer.Ordinal);
        foreach (var call in listed)
        {
            known[call.Uii!] = call;
            if (!_known.TryGetValue(call.Uii!, out var before))
                changes.Add(new ActiveCallChange(ActiveCallChangeKind.Started, call, null, [], ServiceTime));
            else if (Differences(before, call) is { Count: > 0 } fields)
                changes.Add(new ActiveCallChange(ActiveCallChangeKind.Changed, call, before, fields, ServiceTime));
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
                known[before.Key] = before.Value;
            }
            else
            {
                changes.Add(new ActiveCallChange(ActiveCallChangeKind.Ended, before.Value, before.Value, [], ServiceTime));
            }
        }

        _missing = missing;
        _known = known;
        return changes;
    }

    private static List<string> Differences(ActiveCall before, ActiveCall now)
    {
        var names = new List<string>();
        foreach (var (name, value) in Fields)
        {
            if (!Equals(value(before), value(now)))
                names.Add(name);
        }

        return names;
    }
}
