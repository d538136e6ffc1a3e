using System;
using System.Globalization;

namespace RingCx.Arguments;

/// <summary>
/// Takes a time and keeps its clock as it is written, whatever zone stands with it: the service reads it in the account's own zone, so any
/// conversion would be a guess.
/// </summary>
internal sealed class CallbackTimeTransformationAttribute : RcxArgumentTransformationAttribute
{
    private protected override object? Transform(object? value, object? argument)
    {
        switch (value)
        {
            case null or "":
                return null;
            case DateTime time:
                return AsWritten(time);
            case DateTimeOffset time:
                return AsWritten(time.DateTime);
            case long or double or decimal when TryParseStamp(Convert.ToString(value, CultureInfo.InvariantCulture)!, out var stamp):
                return stamp;
            case string text when TryParseStamp(text.Trim(), out var stamp):
                return stamp;
            case string text when HasDate(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time):
                return AsWritten(time.DateTime);
            default:
                throw Refusal("This is not a time to call back. Give a date and a time, such as '2026-12-24 14:30' or 20261224143000.");
        }
    }

    private static bool TryParseStamp(string text, out DateTime time) =>
        DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static DateTime AsWritten(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Unspecified);

    // '14:30' alone would be today's, in silence.
    private static bool HasDate(string text) => text.IndexOfAny(['-', '/', '.']) >= 0 || text.Trim().IndexOf(' ') >= 0;
}
