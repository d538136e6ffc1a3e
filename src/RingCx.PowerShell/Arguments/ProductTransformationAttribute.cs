namespace RingCx.Arguments;

/// <summary>Takes a product in the service's spelling, with or without the underscores, in any case.</summary>
internal sealed class ProductTransformationAttribute : RcxArgumentTransformationAttribute
{
    private protected override object? Transform(object? value, object? argument)
    {
        if (value is not string text)
            return value;

        var names = Enum.GetNames(typeof(RcxProduct));
        return Array.Find(names, name => string.Equals(Plain(name), Plain(text), StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse(typeof(RcxProduct), found)
            : throw Refusal($"The service has no product of this name. It has: {string.Join(", ", names)}.");
    }

    private static string Plain(string name) => name.Replace("_", string.Empty).Replace("-", string.Empty).Trim();
}
