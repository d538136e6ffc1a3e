namespace RingCx.Commands;

/// <summary>
/// Lists the calls in progress: every page, each call once. The first is emitted when all pages have been read, so that none is left out
/// whatever is done with them.
/// </summary>
[Cmdlet(VerbsCommon.Get, "RcxActiveCall", DefaultParameterSetName = ByProduct, SupportsPaging = true,
    HelpUri = HelpPages.Root + "Get-RcxActiveCall.md")]
[OutputType(typeof(RcxActiveCall))]
public sealed class GetRcxActiveCallCommand : ListingCommand
{
    private const int RememberedForCompletion = 500;

    private readonly List<RcxActiveCall> _listed = [];
    private ulong _skipped;
    private ulong _emitted;

    /// <summary>Lists, account by account.</summary>
    protected override void EndProcessing()
    {
        try
        {
            foreach (var asked in Requested.TakeWhile(_ => _emitted < PagingParameters.First || PagingParameters.IncludeTotalCount))
            {
                try
                {
                    List(asked);
                }
                catch (RingCxException e)
                {
                    ReportError(ErrorRecords.From(e, "list the calls", asked.Account, "Monitor calls"));
                }
            }
        }
        finally
        {
            ActiveConnection.LastListing = _listed.ToArray();
        }
    }

    private void List(RequestedListing listing)
    {
        if (listing.Uiis is { Count: 0 })
            return;

        // Everything is read before the first call is emitted: what is done with it would move those on the pages that are still to be
        // read.
        var calls = new List<RcxActiveCall>();
        RingCxException? failure = null;
        try
        {
            Read(listing, calls);
        }
        catch (RingCxException e) when (!PagingParameters.IncludeTotalCount)
        {
            // What was read before it is good.
            failure = e;
        }

        if (PagingParameters.IncludeTotalCount)
        {
            // The service gives no total, so it is counted: whoever asks for it wants the number.
            WriteObject(PagingParameters.NewTotalCount((ulong)calls.Count, 1.0));
        }

        EmitPaged(calls);
        if (failure is not null)
            throw failure;

        // Where enough were found the others were not looked for.
        foreach (var missing in _emitted < PagingParameters.First ? listing.Uiis ?? [] : [])
            ReportError(ErrorRecords.CallNotFound(missing, missing));
    }

    // Takes out of the listing's uiis what it finds.
    private void Read(RequestedListing listing, List<RcxActiveCall> calls)
    {
        var wanted = listing.Uiis;
        var (toSkip, toEmit) = (PagingParameters.Skip - _skipped, PagingParameters.First - _emitted);
        var enough = PagingParameters.IncludeTotalCount || toEmit > ulong.MaxValue - toSkip ? ulong.MaxValue : toSkip + toEmit;
        using var reader = Client.ActiveCalls.List(listing.Account, Query(listing));
        Await((progress, cancellationToken) => reader.ReadToEndAsync(Take, progress, cancellationToken));

        bool Take(RcxActiveCall call)
        {
            if ((wanted is null || (call.Uii is not null && wanted.Remove(call.Uii))) && Matches(listing, call))
                calls.Add(call);

            return wanted is { Count: 0 } || (ulong)calls.Count >= enough;
        }
    }

    private void EmitPaged(List<RcxActiveCall> calls)
    {
        var skipped = (int)Math.Min(PagingParameters.Skip - _skipped, (ulong)calls.Count);
        var emitted = (int)Math.Min(PagingParameters.First - _emitted, (ulong)(calls.Count - skipped));
        _skipped += (ulong)skipped;
        _emitted += (ulong)emitted;
        var page = emitted == calls.Count ? calls : calls.GetRange(skipped, emitted);
        _listed.AddRange(page.GetRange(0, Math.Min(emitted, RememberedForCompletion - _listed.Count)));

        // All at once: for each by itself PowerShell asks whether it may be written.
        WriteObject(page, enumerateCollection: true);
    }
}
