namespace RingCx.Arguments;

/// <summary>Takes a product in the service's spelling, with or without the underscores, in any case.</summary>
internal sealed class ProductTransformationAttribute : RcxArgumentTransformationAttribute
{
    private protected override object? Transform(object? value, object? argument)
    {
        if (value is null or RcxProduct || value is not string text)
            return value;

        var plain = text.Replace("_", string.Empty).Replace("-", string.Empty).Trim();
        foreach (RcxProduct product in Enum.GetValues(typeof(RcxProduct)))
        {
            if (string.Equals(product.ToString().Replace("_", string.Empty), plain, StringComparison.OrdinalIgnoreCase))
                return product;
        }

        throw Refusal($"The service has no product of this name. It has: {string.Join(", ", Enum.GetNames(typeof(RcxProduct)))}.");
    }
}
