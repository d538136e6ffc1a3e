namespace RingCx.Arguments;

/// <summary>Takes a product's id, which PowerShell alone would round.</summary>
internal sealed class ProductIdTransformationAttribute : NumericIdTransformationAttribute
{
    public ProductIdTransformationAttribute()
        : base("ProductId", "a product", "Give a whole number, such as a queue's id for ACD.")
    {
    }
}
