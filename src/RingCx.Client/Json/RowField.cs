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

    /// <summary>Reads a text without escapes.</summary>
    /// <param name="text">What is between its quotation marks, which stand around it.</param>
    public virtual void ReadText(ArraySegment<byte> text, TRow row) =>
        ReadWord(new ArraySegment<byte>(text.Array!, text.Offset - 1, text.Count + 2), row);

    /// <summary>Reads null, which every field can hold.</summary>
    public abstract void Clear(TRow row);

    /// <summary>Reads a whole number, true or false.</summary>
    public void ReadWord(ArraySegment<byte> word, TRow row)
    {
        var reader = new Utf8JsonReader(word.AsSpan());
        reader.Read();
        Read(ref reader, row);
    }

    // The types stand here one by one, so that the code for each is compiled ahead. Most fields are texts and times, which have classes of
    // their own: code of a generic class for a type of the framework's, such as a time, is compiled at run time.
    public static RowField<TRow> Of(PropertyInfo property) => property.PropertyType switch
    {
        var type when type == typeof(string) => new Text(property),
        var type when type == typeof(DateTimeOffset?) => new Time(property),
        var type when type == typeof(bool?) => new Typed<bool?>(property, LenientBooleanConverter.ReadBoolean),
        var type when type == typeof(int?) => new Typed<int?>(property, LenientInt32Converter.ReadNumber),
        var type when type == typeof(long?) => new Typed<long?>(property, LenientInt64Converter.ReadNumber),
        var type when type == typeof(TimeSpan?) => new Typed<TimeSpan?>(property, SecondsConverter.ReadSeconds),
        var type => throw new NotSupportedException($"{property.Name} is of a type that no field of a row has: {type}."),
    };

    private sealed class Text(PropertyInfo property) : RowField<TRow>
    {
        private readonly Action<TRow, string?> _set =
            (Action<TRow, string?>)property.SetMethod!.CreateDelegate(typeof(Action<TRow, string?>));
        private string _last = string.Empty;

        public override void Read(ref Utf8JsonReader reader, TRow row) => _set(row, LenientStringConverter.ReadText(ref reader));

        public override void Clear(TRow row) => _set(row, default);

        public override void ReadText(ArraySegment<byte> text, TRow row)
        {
            // Calls share states, queues and numbers. Several threads may read, so what was compared is what is set.
            var read = _last;
            if (!Is(read, text.AsSpan()))
                _last = read = LenientStringConverter.ReadText(text);

            _set(row, read);
        }

        // Of ASCII only, where a byte is a character.
        private static bool Is(string known, ReadOnlySpan<byte> text)
        {
            var isSame = known.Length == text.Length;
            for (var i = 0; isSame && i < text.Length; i++)
                isSame = known[i] == text[i] && text[i] < 0x80;

            return isSame;
        }
    }

    private sealed class Time(PropertyInfo property) : RowField<TRow>
    {
        private readonly Action<TRow, DateTimeOffset?> _set =
            (Action<TRow, DateTimeOffset?>)property.SetMethod!.CreateDelegate(typeof(Action<TRow, DateTimeOffset?>));

        public override void Read(ref Utf8JsonReader reader, TRow row) => _set(row, ServiceTimeConverter.ReadTime(ref reader));

        public override void Clear(TRow row) => _set(row, default);

        public override void ReadText(ArraySegment<byte> text, TRow row) => _set(row, ServiceTimeConverter.ReadTime(text));
    }

    private sealed class Typed<TValue>(PropertyInfo property, Reading<TValue> read) : RowField<TRow>
    {
        private readonly Action<TRow, TValue?> _set =
            (Action<TRow, TValue?>)property.SetMethod!.CreateDelegate(typeof(Action<TRow, TValue?>));

        public override void Read(ref Utf8JsonReader reader, TRow row) => _set(row, read(ref reader));

        public override void Clear(TRow row) => _set(row, default);
    }
}
