namespace RingCx.Arguments;

/// <summary>
/// Takes a time and keeps its clock as it is written, whatever zone stands with it: the service reads it in the account's time zone, so any
/// conversion would be a guess.
/// </summary>
internal sealed class CallbackTimeTransformationAttribute : RcxArgumentTransformationAttribute
{
    private const string Stamp = "yyyyMMddHHmmss";

    // The last day that a spreadsheet knows.
    private const double LastSerial = 2958466;

    // The year first, or the month by its name: 03/04/2026 is March to one and April to another, whatever a machine's settings say.
    private static readonly string[] Dates =
    [
        "yyyy-M-d", "yyyy/M/d", "yyyy.M.d",
        "d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy", "d. MMM yyyy", "d. MMMM yyyy", "ddd, d MMM yyyy", "dddd, d MMMM yyyy",
        "MMM d yyyy", "MMM d, yyyy", "MMMM d yyyy", "MMMM d, yyyy", "dddd, MMMM d, yyyy",
    ];

    private static readonly string[] Times = ["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF", "h:mm tt", "h:mm:ss tt", "h:mmtt", "h:mm:sstt"];

    private static readonly string[] Formats =
    [
        .. from date in Dates
           from between in date[0] == 'y' ? new[] { "'T'", " " } : [" ", ", "]
           from time in Times
           from zone in new[] { string.Empty, "zzz", " zzz", "'Z'", " 'GMT'", " 'UTC'" }
           select date + between + time + zone,
    ];

    /// <summary>Reads a time to call back.</summary>
    /// <param name="problem">Why it is none, and what to give; empty where it is one.</param>
    internal static bool TryRead(object value, out DateTime time, out string problem)
    {
        problem = string.Empty;
        switch (value)
        {
            case DateTime given:
                time = AsWritten(given);
                return true;
            case DateTimeOffset given:
                time = AsWritten(given.DateTime);
                return true;
        }

        var text = ExactNumber.IsNumber(value) ? ExactNumber.ToText(value) : value as string;
        text = text is null ? null : string.Join(" ", text.Split(Array.Empty<char>(), StringSplitOptions.RemoveEmptyEntries));
        if (DateTime.TryParseExact(text, Stamp, CultureInfo.InvariantCulture, DateTimeStyles.None, out time) || TryParse(text, out time))
            return true;

        time = default;
        problem = $"This is not a time to call back. {Reason(text)}Give a date and a time, such as '2026-12-24 14:30' or 20261224143000.";
        return false;
    }

    private protected override object? Transform(object? value, object? argument) =>
        value is null or "" ? null
        : TryRead(ExactNumber.IsNumber(value) ? argument! : value, out var time, out var problem) ? time
        : throw Refusal(problem);

    private static bool TryParse(string? text, out DateTime time)
    {
        // Not its DateTime: with an offset .NET would move the clock to this machine's zone.
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal;
        var isTime = DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Style, out var parsed);
        time = AsWritten(parsed.DateTime);
        return isTime;
    }

    private static string Reason(string? text)
    {
        if (text is null)
            return string.Empty;

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) && serial is > 0 and < LastSerial)
        {
            return "A number like this is how a spreadsheet counts days: format its column as text there, or make a time of it with "
                + "[datetime]::FromOADate(). ";
        }

        var date = text.Split(' ', 'T')[0].Trim(',').Split('/', '.', '-');
        return date.Length == 3 && date[0].Length <= 2
            && date.All(static part => part.Length is > 0 and <= 4 && part.All(static c => c is >= '0' and <= '9'))
            ? "A date of this order can be read in two ways: write the year first. "
            : string.Empty;
    }

    private static DateTime AsWritten(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
}
