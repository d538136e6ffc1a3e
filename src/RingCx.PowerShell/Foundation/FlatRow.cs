using System.Reflection;

namespace RingCx.Foundation;

/// <summary>
/// An object as a row of plain values, for files, dashboards and databases: lengths of time in seconds, moments as ISO 8601 text in UTC,
/// choices by name. JSON would have a dozen fields for each length of time otherwise.
/// </summary>
internal static class FlatRow
{
    public static PSObject Of(object value)
    {
        var row = new PSObject();
        foreach (var property in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
            row.Properties.Add(new PSNoteProperty(property.Name, Plain(property.GetValue(value))));

        return row;
    }

    private static object? Plain(object? value) => value switch
    {
        TimeSpan time when time.Ticks % TimeSpan.TicksPerSecond == 0 => (long)time.TotalSeconds,
        TimeSpan time => time.TotalSeconds,
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        Enum choice => choice.ToString(),
        _ => value,
    };
}
