using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RingCx.Arguments;

/// <summary>
/// Takes a time and keeps its clock as it is written, whatever zone stands with it: the service reads it in the account's own zone, so any
/// conversion would be a guess.
/// </summary>
internal sealed class CallbackTimeTransformationAttribute : RcxArgumentTransformationAttribute
{
    // A year, a month, a day and a time: whatever is left out would be guessed, in silence.
    private static readonly Regex DateAndTime = new(@"\A(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4})(T|\s+)\d{1,2}:\d{2}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

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
            case string text when DateAndTime.IsMatch(text.Trim()) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time):
                return AsWritten(time.DateTime);
            default:
                throw Refusal("This is not a time to call back. Give a date and a time, such as '2026-12-24 14:30' or 20261224143000.");
        }
    }

    private static bool TryParseStamp(string text, out DateTime time) =>
        DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static DateTime AsWritten(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Unspecified);

}
