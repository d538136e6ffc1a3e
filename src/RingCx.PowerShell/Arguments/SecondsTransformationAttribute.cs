namespace RingCx.Arguments;

/// <summary>Takes a TimeSpan for the seconds that a phone rings; numbers pass as they are, an empty cell of a CSV is the default.</summary>
internal sealed class SecondsTransformationAttribute : RcxArgumentTransformationAttribute
{
    /// <summary>How long a phone rings when nothing is said, in seconds.</summary>
    internal const int DefaultRing = 30;

    private protected override object? Transform(object? value, object? argument) => value switch
    {
        null or "" => DefaultRing,
        TimeSpan span => Seconds(span),
        // With hours, or '0:05' would be five minutes to one and five seconds to another.
        string text when text.Count(static c => c == ':') == 2 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) =>
            Seconds(span),
        _ => value,
    };

    private static int Seconds(TimeSpan span) => (int)Math.Ceiling(Math.Max(int.MinValue, Math.Min(span.TotalSeconds, int.MaxValue)));
}
