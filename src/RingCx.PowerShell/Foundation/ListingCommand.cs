namespace RingCx.Foundation;

/// <summary>
/// The base of the commands that list calls: collects what is asked for, so that many uiis from the pipe cost one listing.
/// </summary>
public abstract class ListingCommand : AccountCommand
{
    private protected const string ByProduct = "Product";
    private protected const string ByExternalId = "ExternalId";

    private readonly List<RequestedListing> _requested = [];
    private AgentNames? _names;

    private protected ListingCommand() { }

    /// <summary>What is asked for, once every record has come.</summary>
    private protected IReadOnlyList<RequestedListing> Requested => _requested;

    /// <summary>The category of resource to filter by; by default all calls of the account.</summary>
    [Parameter(ParameterSetName = ByProduct)]
    [ProductTransformation]
    public RcxProduct? Product { get; set; }

    /// <summary>The product's id, such as a queue's for ACD.</summary>
    [Parameter(ParameterSetName = ByProduct)]
    [ProductIdTransformation]
    [ValidateRange(1, int.MaxValue)]
    public int? ProductId { get; set; }

    /// <summary>Lists the calls with this external id, instead of a product.</summary>
    [Parameter(ParameterSetName = ByExternalId)]
    [ValidateNotNullOrEmpty]
    public string? ExternalId { get; set; }

    /// <summary>Only these calls: uiis, or objects that have one. A listing gives an error for each that is not there.</summary>
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

    /// <summary>
    /// The calls asked for in one request, 1 to 10000; the service may give fewer. The larger the page, the fewer requests.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 10000)]
    public int PageSize { get; set; } = ActiveCallQuery.DefaultPageSize;

    /// <summary>Checks what can be checked before the first listing.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (NamePatterns.FirstUnclosed(AgentName) is { } name)
            ThrowTerminatingError(ErrorRecords.UnclosedBracket(nameof(AgentName), name));

        RejectIf(
            ProductId is not null && Product is null,
            "-ProductId needs -Product: say what it is the id of, such as -Product ACD for a queue.");
        if (Product is >= RcxProduct.AGENT)
        {
            var others = string.Join(", ", Enum.GetNames(typeof(RcxProduct)).Take((int)RcxProduct.AGENT));
            WriteWarning($"The service reserves the product {Product} and returns no calls for it. Products with calls: {others}.");
        }
    }

    /// <summary>
    /// Collects what is asked for: many uiis from the pipe cost one listing. What is no call, queue, agent or account is refused, lest all
    /// calls of the account come in its place.
    /// </summary>
    protected sealed override void ProcessRecord()
    {
        var from = InputObject?.BaseObject;
        if (AgentWithoutCall(Uii, InputObject) is { } idle)
        {
            ReportError(ErrorRecords.AgentNotOnCall(idle.Name, idle.State));
            return;
        }

        if (IsChatQueue(InputObject))
        {
            ReportError(ErrorRecords.ChatQueue(InputObject!));
            return;
        }

        // The queue of an agent's call is no question of its own: many agents' calls are one listing.
        var queue = IsAgentsOwn(nameof(GateId), InputObject) ? null : GateId;
        if (from is not null && Uii is null && queue is null && from is not RcxAgent && !IsAccount(InputObject!))
        {
            ReportError(ErrorRecords.InvalidArgument(
                "The object from the pipe is not a call, a queue, an agent or an account, so it does not say which calls to list.", from));
            return;
        }

        if (queue is not null && Product is not (null or RcxProduct.ACD))
        {
            ReportError(ErrorRecords.InvalidArgument($"-GateId is for queues and does not go with -Product {Product}.", queue));
            return;
        }

        if (AccountOrError(AccountId) is not { } account)
            return;

        var agent = from as RcxAgent;
        var listing = _requested.Find(a =>
            a.Account == account && (a.Uiis is null) == (Uii is null) && a.GateId == queue && (a.Agents is null) == (agent is null));
        if (listing is null)
        {
            listing = new RequestedListing(account, Uii is null ? null : [], queue, agent is null ? null : []);
            _requested.Add(listing);
        }

        if (agent is not null)
            listing.Agents!.Add(agent);

        foreach (var uii in Uii ?? [])
        {
            if (Identifier.IsUii(uii))
                listing.Uiis!.Add(uii);
            else
                ReportError(ErrorRecords.InvalidUii(uii));
        }
    }

    /// <summary>What to ask the service for.</summary>
    private protected ActiveCallQuery Query(RequestedListing listing)
    {
        var query = ExternalId is not null ? new ActiveCallQuery { ExternalId = ExternalId }
            : listing.GateId is { } gateId ? ActiveCallQuery.ForQueue(gateId)
            : Product is { } product && (product != RcxProduct.ACCOUNT || ProductId is not null)
                ? new ActiveCallQuery { Product = product.ToString(), ProductId = ProductId }
            : ActiveCallQuery.ForAccount(listing.Account);
        query.PageSize = PageSize;
        return query;
    }

    /// <summary>Whether a call that was listed is one that is asked for.</summary>
    private protected bool Matches(RequestedListing listing, RcxActiveCall call)
    {
        // Asked for each row of a listing, so nothing is made where no name was given.
        return listing.Matches(call) && (AgentName is null || (_names ??= new AgentNames(AgentName)).Match(call));
    }
}
