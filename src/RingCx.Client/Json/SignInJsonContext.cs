namespace RingCx.Client.Json;

/// <summary>
/// The answers to sign-ins, apart from the others, since nearly every process reads them and few of those. All their fields are texts or
/// objects: for each other type of field there is code that has to be compiled at run time.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata, Converters = [typeof(LenientStringConverter)])]
[JsonSerializable(typeof(RingCentralTokenAnswer))]
[JsonSerializable(typeof(RingCxTokenAnswer))]
internal sealed partial class SignInJsonContext : JsonSerializerContext;
