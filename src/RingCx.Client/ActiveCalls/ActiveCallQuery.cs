namespace RingCx.Client;

/// <summary>What to list (OpenAPI: getProductActiveCallsListRequest).</summary>
public sealed class ActiveCallQuery
{
    /// <summary>The rows asked for in one request when nothing else is said.</summary>
    public const int DefaultPageSize = 1000;

    private const string AccountProduct = "ACCOUNT";
    private const string QueueProduct = "ACD";

    /// <summary>The query for all calls of an account, which is a product itself.</summary>
    public static ActiveCallQuery ForAccount(string accountId) => new()
    {
        Product = AccountProduct,
        ProductId = int.TryParse(accountId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
    };

    /// <summary>The query for the calls of one queue.</summary>
    public static ActiveCallQuery ForQueue(int gateId) => new() { Product = QueueProduct, ProductId = gateId };

    /// <summary>The product's name as the service spells it; null for all.</summary>
    public string? Product { get; set; }

    /// <summary>The product's id; null for none.</summary>
    public int? ProductId { get; set; }

    /// <summary>An external id, instead of a product; null for none.</summary>
    public string? ExternalId { get; set; }

    /// <summary>The rows asked for in one request; the service may give fewer.</summary>
    public int PageSize { get; set; } = DefaultPageSize;
}
