using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using RingCx.Client;
using RingCx.Errors;

namespace RingCx.Commands;

/// <summary>Lists the calls in progress: every page, each call once, as they arrive.</summary>
[Cmdlet(VerbsCommon.Get, "RcxActiveCall", DefaultParameterSetName = ByProduct, SupportsPaging = true, HelpUri = HelpPages.Root + "Get-RcxActiveCall.md")]
[OutputType(typeof(RcxActiveCall))]
public sealed class GetRcxActiveCallCommand : ListingCommand
{
    // So many calls are handed to the pipeline at a time: few enough to stream, enough not to count.
    private const int BatchSize = 64;

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
                    WriteError(ErrorRecords.From(e, "list the calls", asked.Account, "Monitor calls"));
                }
            }
        }
        finally
        {
            Used.LastListing = _listed.ToArray();
        }
    }

    private void List(RequestedListing listing)
    {
        if (listing.Uiis is { Count: 0 })
        {
            return;
        }

        if (!PagingParameters.IncludeTotalCount)
        {
            foreach (var call in Read(listing))
            {
                if (!EmitPaged(call))
                {
                    return;
                }
            }
        }
        else
        {
            // The service gives no total, so it is counted: whoever asks for it wants the number.
            var all = Read(listing).ToList();
            WriteObject(PagingParameters.NewTotalCount((ulong)all.Count, 1.0));
            foreach (var call in all)
            {
                EmitPaged(call);
            }
        }

        foreach (var missing in listing.Uiis ?? [])
        {
            WriteError(ErrorRecords.CallNotFound(missing, missing));
        }
    }

    // Takes out of the listing's uiis what it finds.
    private IEnumerable<RcxActiveCall> Read(RequestedListing listing)
    {
        var wanted = listing.Uiis;
        using var reader = Used.Client.ActiveCalls.List(listing.Account, Query(listing));
        while (Await((progress, cancellationToken) => reader.ReadBatchAsync(BatchSize, progress, cancellationToken)) is { Count: > 0 } batch)
        {
            foreach (var row in batch)
            {
                var call = new RcxActiveCall(row, listing.Account, reader.ServiceTime);
                if ((wanted is null || (call.Uii is not null && wanted.Remove(call.Uii))) && Matches(listing, call))
                {
                    yield return call;
                }
            }

            if (wanted is { Count: 0 })
            {
                yield break;
            }
        }
    }

    // False when no more are wanted.
    private bool EmitPaged(RcxActiveCall call)
    {
        if (_skipped < PagingParameters.Skip)
        {
            _skipped++;
            return true;
        }

        if (_emitted >= PagingParameters.First)
        {
            return false;
        }

        if (_listed.Count < RememberedForCompletion)
        {
            _listed.Add(call);
        }

        _emitted++;
        WriteObject(call);
        return _emitted < PagingParameters.First;
    }
}
