namespace RingCx.Arguments;

/// <summary>Takes a TimeSpan, or a plain number, which means seconds (PowerShell alone would read ticks).</summary>
internal sealed class DurationTransformationAttribute : RcxArgumentTransformationAttribute
{
    private protected override object? Transform(object? value, object? argument) => value switch
    {
        null or "" => null,
        TimeSpan => value,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) => FromSeconds(seconds),
        string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) => span,
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            FromSeconds(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => throw NotADuration(),
    };

    private static TimeSpan FromSeconds(double seconds) =>
        Math.Abs(seconds) <= TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : throw NotADuration();

    private static ArgumentTransformationMetadataException NotADuration() =>
        Refusal("This is not a duration. Give seconds, such as 30, or a TimeSpan, such as 00:00:30 or (New-TimeSpan -Minutes 2).");
}
