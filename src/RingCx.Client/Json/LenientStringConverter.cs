using System.Buffers;
using System.Text.RegularExpressions;

namespace RingCx.Client.Json;

/// <summary>
/// Reads a text that may come as a number or a boolean: ids do, from one version of the service to the next. Half of a character, which a
/// name that was cut to a length has at its end, is U+FFFD.
/// </summary>
internal sealed class LenientStringConverter : JsonConverter<string>
{
    // What is escaped: two halves, one, or anything else, a backslash too.
    private static readonly Regex HalfCharacter = Pattern.Of(
        @"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.");

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadText(ref reader);

    public static string? ReadText(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Text(ref reader);
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number:
                // As it is written, since a uii has more digits than any number type holds.
                return Encoding.UTF8.GetString(Raw(ref reader));
            case JsonTokenType.True:
                return "true";
            case JsonTokenType.False:
                return "false";
            default:
                reader.TrySkip();
                return null;
        }
    }

    /// <summary>Reads a text without escapes.</summary>
    public static string ReadText(ArraySegment<byte> text) => Encoding.UTF8.GetString(text.Array!, text.Offset, text.Count);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    private static byte[] Raw(ref Utf8JsonReader reader) =>
        reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan.ToArray();

    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            var halves = HalfCharacter.Replace(
                Encoding.UTF8.GetString(Raw(ref reader)), static escape => escape.Groups["half"].Success ? "\\uFFFD" : escape.Value);
            using var text = JsonDocument.Parse("\"" + halves + "\"");
            return text.RootElement.GetString();
        }
    }
}
