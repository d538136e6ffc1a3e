namespace RingCx.Client.Json;

/// <summary>A page of RingEX's active calls (OpenAPI: listCompanyActiveCalls).</summary>
internal sealed class CallLogPageAnswer
{
    public List<RingExActiveCall?>? Records { get; set; }

    public PagingAnswer? Paging { get; set; }

    public NavigationAnswer? Navigation { get; set; }
}

/// <summary>Where in a list a page stands.</summary>
internal sealed class PagingAnswer
{
    public int? Page { get; set; }

    public int? TotalPages { get; set; }
}

/// <summary>The pages beside a page.</summary>
internal sealed class NavigationAnswer
{
    public JsonElement? NextPage { get; set; }
}
