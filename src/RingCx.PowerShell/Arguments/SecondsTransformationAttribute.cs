using System;
using System.Globalization;

namespace RingCx.Arguments;

/// <summary>Takes a TimeSpan for a parameter that counts whole seconds; numbers pass as they are.</summary>
internal sealed class SecondsTransformationAttribute : RcxArgumentTransformationAttribute
{
    private protected override object? Transform(object? value, object? argument) => value switch
    {
        TimeSpan span => Seconds(span),
        string text when text.IndexOf(':') >= 0 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) => Seconds(span),
        _ => value,
    };

    private static int Seconds(TimeSpan span) => (int)Math.Ceiling(Math.Max(int.MinValue, Math.Min(span.TotalSeconds, int.MaxValue)));
}
