namespace RingCx.Arguments;

/// <summary>Takes $true and $false, and what people write for them: On and Off, Yes and No, 1 and 0.</summary>
internal sealed class FlagTransformationAttribute : RcxArgumentTransformationAttribute
{
    private protected override object? Transform(object? value, object? argument) => value switch
    {
        null or "" => null,
        bool flag => flag,
        RcxSwitchState state => state == RcxSwitchState.On,
        string text => text.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "ON" or "YES" or "1" => true,
            "FALSE" or "OFF" or "NO" or "0" => false,
            _ => throw NotAFlag(),
        },
        1 => true,
        0 => false,
        _ => throw NotAFlag(),
    };

    private static ArgumentTransformationMetadataException NotAFlag() => Refusal("This is neither true nor false. Give $true or $false.");
}
