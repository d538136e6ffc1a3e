using System.Text.Json.Serialization.Metadata;

namespace RingCx.Client.Json;

/// <summary>
/// The JSON of the rows that are as the service sends them. The model knows no JSON and lets nobody but the client set a property: the
/// generated code knows the names and the converters, and is given here what makes a row and sets its properties.
/// </summary>
internal static class RowJson
{
    private static readonly JsonSerializerOptions Options = new(RingCxJsonContext.Default.Options)
    {
        TypeInfoResolver = RingCxJsonContext.Default.WithAddedModifier(LetRowsBeMade),
    };

    public static JsonTypeInfo<List<RcxAccount>> Accounts { get; } =
        (JsonTypeInfo<List<RcxAccount>>)Options.GetTypeInfo(typeof(List<RcxAccount>));

    public static JsonTypeInfo<RcxActiveCall> ActiveCall { get; } = (JsonTypeInfo<RcxActiveCall>)Options.GetTypeInfo(typeof(RcxActiveCall));

    private static void LetRowsBeMade(JsonTypeInfo type)
    {
        switch (type)
        {
            case JsonTypeInfo<RcxAccount> account:
                account.CreateObject = static () => new RcxAccount();
                break;
            case JsonTypeInfo<RcxActiveCall> call:
                call.CreateObject = static () => new RcxActiveCall();
                break;
            default:
                return;
        }

        var properties = RowProperty.Of(type.Type).ToDictionary(static property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var field in type.Properties)
            field.Set = properties.TryGetValue(field.Name, out var property) ? property.Set : null;
    }
}
