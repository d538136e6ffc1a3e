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

    private readonly List<Listing> _asked = [];
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

    /// <summary>Only calls of this queue: the same as -Product ACD with the queue's id.</summary>
    [Parameter(ParameterSetName = ByProduct, ValueFromPipelineByPropertyName = true)]
    [GateIdTransformation]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public int? GateId { get; set; }

    /// <summary>An account, a queue, an agent or calls, to list what belongs to it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The calls asked for in one request, 1 to 10000; the service may give fewer. Where calls end between two pages, one may slip through: the larger the page, the less.</summary>
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

    /// <summary>Collects what is asked for: many uiis from the pipe cost one listing. What is no call, queue, agent or account is refused, lest all calls of the account come in its place.</summary>
    protected override void ProcessRecord()
    {
        var from = InputObject?.BaseObject;
        if (from is not null && Uii is null && GateId is null && from is not RcxAgent && !IsAccount(InputObject!))
        {
            WriteError(ErrorRecords.InvalidArgument("The object from the pipe is not a call, a queue, an agent or an account, so it does not say which calls to list.", from));
            return;
        }

        if (GateId is not null && Product is not (null or RcxProduct.ACD))
        {
            WriteError(ErrorRecords.InvalidArgument($"-GateId is for queues and does not go with -Product {Product}.", GateId));
            return;
        }

        if (AccountOrError(AccountId, AccountId) is not { } account)
        {
            return;
        }

        var agent = from as RcxAgent;
        var listing = _asked.FirstOrDefault(a => a.Account == account && (a.Uiis is null) == (Uii is null) && a.GateId == GateId && (a.Agents is null) == (agent is null));
        if (listing is null)
        {
            listing = new Listing(account, Uii is null ? null : [], GateId, agent is null ? null : []);
            _asked.Add(listing);
        }

        if (agent is not null)
        {
            listing.Agents!.Add(agent);
        }

        foreach (var uii in Uii ?? [])
        {
            if (Identifier.IsUii(uii))
            {
                listing.Uiis!.Add(uii);
            }
            else
            {
                WriteError(ErrorRecords.InvalidUii(uii));
            }
        }
    }

    /// <summary>Lists, account by account.</summary>
    protected override void EndProcessing()
    {
        try
        {
            foreach (var asked in _asked.TakeWhile(_ => _emitted < PagingParameters.First || PagingParameters.IncludeTotalCount))
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

    private void List(Listing listing)
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
    private IEnumerable<RcxActiveCall> Read(Listing listing)
    {
        var wanted = listing.Uiis;
        var names = AgentName?.Select(static n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase)).ToArray();
        using var reader = Used.Client.ActiveCalls.List(listing.Account, Query(listing));
        while (Await((progress, cancellationToken) => reader.ReadBatchAsync(BatchSize, progress, cancellationToken)) is { Count: > 0 } batch)
        {
            foreach (var row in batch)
            {
                var call = new RcxActiveCall(row, listing.Account, reader.ServiceTime);
                if ((wanted is null || (call.Uii is not null && wanted.Remove(call.Uii))) && Matches(call, names) && listing.Matches(call))
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

    private ActiveCallQuery Query(Listing listing)
    {
        ActiveCallQuery query;
        if (ExternalId is not null)
        {
            query = new ActiveCallQuery { ExternalId = ExternalId };
        }
        else if (listing.GateId is { } gateId)
        {
            query = new ActiveCallQuery { Product = nameof(RcxProduct.ACD), ProductId = gateId };
        }
        else if (Product is { } product && (product != RcxProduct.ACCOUNT || ProductId is not null))
        {
            query = new ActiveCallQuery { Product = product.ToString(), ProductId = ProductId };
        }
        else
        {
            query = ActiveCallQuery.ForAccount(listing.Account);
        }

        query.PageSize = PageSize;
        return query;
    }

    // An account, or a row that was made of one. Any other row with an AccountId does not ask for all calls of that account.
    private static bool IsAccount(PSObject value) => value.BaseObject is RcxAccount || (value.BaseObject is PSCustomObject
        && value.Properties["AccountId"] is not null && (value.Properties["AccountName"] ?? value.Properties["MainAccountId"]) is not null && value.Properties["BaseUri"] is null);

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

    // One listing that is asked for.
    private sealed class Listing
    {
        public Listing(string account, HashSet<string>? uiis, int? gateId, List<RcxAgent>? agents)
        {
            Account = account;
            Uiis = uiis;
            GateId = gateId;
            Agents = agents;
        }

        public string Account { get; }

        /// <summary>The calls still to be found; null for all.</summary>
        public HashSet<string>? Uiis { get; }

        public int? GateId { get; }

        /// <summary>The agents whose calls are wanted; null for all.</summary>
        public List<RcxAgent>? Agents { get; }

        // The listing names an agent by first and last name alone.
        public bool Matches(RcxActiveCall call) => Agents is null || Agents.Exists(agent =>
            string.Equals(call.AgentFirstName, agent.FirstName, StringComparison.OrdinalIgnoreCase)
            && string.Equals(call.AgentLastName, agent.LastName, StringComparison.OrdinalIgnoreCase));
    }
}
