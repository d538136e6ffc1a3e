using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using RingCx.Arguments;
using RingCx.Client;
using RingCx.Completion;
using RingCx.Errors;

namespace RingCx.Commands;

/// <summary>Lists the calls in progress: every page, each call once, as they arrive.</summary>
[Cmdlet(VerbsCommon.Get, "RcxActiveCall", DefaultParameterSetName = ByProduct, SupportsPaging = true)]
[OutputType(typeof(RcxActiveCall))]
public sealed class GetRcxActiveCallCommand : AccountCommand
{
    private const string ByProduct = "Product";
    private const string ByExternalId = "ExternalId";

    // So many calls are handed to the pipeline at a time: few enough to stream, enough not to count.
    private const int BatchSize = 64;

    private const int RememberedForCompletion = 500;

    private readonly List<KeyValuePair<string, List<string>?>> _asked = [];
    private readonly List<RcxActiveCall> _listed = [];
    private ulong _skipped;
    private ulong _emitted;

    /// <summary>The category of resource to filter by; by default all calls of the account.</summary>
    [Parameter(ParameterSetName = ByProduct)]
    [ProductTransformation]
    public RcxProduct? Product { get; set; }

    /// <summary>The product's id, such as a queue's for ACD.</summary>
    [Parameter(ParameterSetName = ByProduct)]
    [ValidateRange(1, int.MaxValue)]
    public int? ProductId { get; set; }

    /// <summary>Lists the calls with this external id, instead of a product.</summary>
    [Parameter(ParameterSetName = ByExternalId)]
    [ValidateNotNullOrEmpty]
    public string? ExternalId { get; set; }

    /// <summary>Only these calls; those that have ended give an error each.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [UiiTransformation]
    [ArgumentCompleter(typeof(UiiCompleter))]
    public string[]? Uii { get; set; }

    /// <summary>Only calls of agents whose first, last or full name matches; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? AgentName { get; set; }

    /// <summary>The calls asked for in one request, 1 to 10000. The service may give fewer at a time.</summary>
    [Parameter]
    [ValidateRange(1, 10000)]
    public int PageSize { get; set; } = ActiveCallQuery.DefaultPageSize;

    /// <summary>Checks what can be checked before the first listing.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ProductId is not null && Product is null)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument("-ProductId needs -Product: say what it is the id of, such as -Product ACD for a queue."));
        }

        if (Product is >= RcxProduct.AGENT)
        {
            WriteWarning($"The service reserves the product {Product} and returns no calls for it. Products with calls: {string.Join(", ", Enum.GetValues(typeof(RcxProduct)).Cast<RcxProduct>().Where(static p => p < RcxProduct.AGENT))}.");
        }
    }

    /// <summary>Collects what is asked for: many uiis from the pipe cost one listing.</summary>
    protected override void ProcessRecord()
    {
        if (AccountOrError(AccountId, AccountId) is not { } account)
        {
            return;
        }

        var asked = _asked.FirstOrDefault(a => a.Key == account && (a.Value is null) == (Uii is null));
        if (asked.Key is null)
        {
            asked = new(account, Uii is null ? null : []);
            _asked.Add(asked);
        }

        foreach (var uii in Uii ?? [])
        {
            if (!Identifier.IsUii(uii))
            {
                WriteError(ErrorRecords.InvalidUii(uii));
            }
            else if (!asked.Value!.Contains(uii))
            {
                asked.Value.Add(uii);
            }
        }
    }

    /// <summary>Lists, account by account.</summary>
    protected override void EndProcessing()
    {
        try
        {
            foreach (var asked in _asked)
            {
                try
                {
                    List(asked.Key, asked.Value);
                }
                catch (RingCxException e)
                {
                    WriteError(ErrorRecords.From(e, "list the calls", asked.Key, "Monitor calls"));
                }
            }
        }
        finally
        {
            Used.LastListing = _listed.Take(RememberedForCompletion).ToArray();
        }
    }

    private void List(string account, List<string>? uiis)
    {
        if (uiis is { Count: 0 })
        {
            return;
        }

        var wanted = uiis is null ? null : new HashSet<string>(uiis, StringComparer.Ordinal);
        if (!PagingParameters.IncludeTotalCount)
        {
            foreach (var call in Read(account, wanted))
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
            var all = Read(account, wanted).ToList();
            WriteObject(PagingParameters.NewTotalCount((ulong)all.Count, 1.0));
            foreach (var call in all)
            {
                EmitPaged(call);
            }
        }

        foreach (var missing in wanted ?? [])
        {
            WriteError(ErrorRecords.From(new RingCxException(FailureKind.NotFound, string.Empty), "find the call", missing, null, missing));
        }
    }

    private IEnumerable<RcxActiveCall> Read(string account, HashSet<string>? wanted)
    {
        if (PagingParameters.First == 0 || wanted is { Count: 0 })
        {
            yield break;
        }

        var names = AgentName?.Select(static n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase)).ToArray();
        using var reader = Used.Client.ActiveCalls.List(account, Query(account));
        while (Await((progress, cancellationToken) => reader.ReadBatchAsync(BatchSize, progress, cancellationToken)) is { Count: > 0 } batch)
        {
            foreach (var row in batch)
            {
                var call = new RcxActiveCall(row, account, reader.ServiceTime);
                if ((wanted is null || (call.Uii is not null && wanted.Remove(call.Uii))) && Matches(call, names))
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

    private ActiveCallQuery Query(string account) => new()
    {
        // All calls of the account are a product too: the account itself.
        Product = ExternalId is null ? (Product ?? RcxProduct.ACCOUNT).ToString() : null,
        ProductId = ExternalId is null ? ProductId ?? (Product is null or RcxProduct.ACCOUNT && int.TryParse(account, out var id) ? id : null) : null,
        ExternalId = ExternalId,
        PageSize = PageSize,
    };

    private static bool Matches(RcxActiveCall call, WildcardPattern[]? names) =>
        names is null || Array.Exists(names, name => name.IsMatch(call.AgentName ?? string.Empty)
            || name.IsMatch(call.AgentLastName ?? string.Empty) || name.IsMatch(call.AgentFirstName ?? string.Empty));

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
