using System.Reflection;

namespace RingCx.Client.Json;

/// <summary>
/// How a field of a row is read into its property. Anything that the property cannot hold is null: a row is not lost for it.
/// </summary>
internal abstract class RowField<TRow>
{
    private delegate TValue? Reading<TValue>(ref Utf8JsonReader reader);

    /// <summary>Reads the value that the reader is at.</summary>
    public abstract void Read(ref Utf8JsonReader reader, TRow row);

    // The types stand here one by one, so that the code for each is compiled ahead.
    public static RowField<TRow> Of(PropertyInfo property) => property.PropertyType switch
    {
        var type when type == typeof(string) => new Typed<string>(property, LenientStringConverter.ReadText),
        var type when type == typeof(bool?) => new Typed<bool?>(property, LenientBooleanConverter.ReadBoolean),
        var type when type == typeof(int?) => new Typed<int?>(property, LenientInt32Converter.ReadNumber),
        var type when type == typeof(long?) => new Typed<long?>(property, LenientInt64Converter.ReadNumber),
        var type when type == typeof(DateTimeOffset?) => new Typed<DateTimeOffset?>(property, ServiceTimeConverter.ReadTime),
        var type when type == typeof(TimeSpan?) => new Typed<TimeSpan?>(property, SecondsConverter.ReadSeconds),
        var type => throw new NotSupportedException($"{property.Name} is of a type that no field of a row has: {type}."),
    };

    private sealed class Typed<TValue>(PropertyInfo property, Reading<TValue> read) : RowField<TRow>
    {
        private readonly Action<TRow, TValue?> _set =
            (Action<TRow, TValue?>)property.SetMethod!.CreateDelegate(typeof(Action<TRow, TValue?>));

        public override void Read(ref Utf8JsonReader reader, TRow row) => _set(row, read(ref reader));
    }
}
