using System;

namespace RingCx.Arguments;

/// <summary>Takes a TimeSpan for a parameter that counts whole seconds; numbers pass as they are.</summary>
internal sealed class SecondsTransformationAttribute : RcxArgumentTransformationAttribute
{
    private protected override object? Transform(object? value) => value is TimeSpan span ? (int)Math.Ceiling(Math.Min(span.TotalSeconds, int.MaxValue)) : value;
}
