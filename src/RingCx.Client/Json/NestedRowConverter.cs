using System.Text.Json.Serialization.Metadata;

namespace RingCx.Client.Json;

/// <summary>
/// Reads a row whose fields the service sends in objects inside of it. A property is the field of its name, in camel case; where there is
/// none, its first words name an object and the others a field of that: <c>FromDeviceId</c> is <c>deviceId</c>, or <c>id</c> of
/// <c>device</c>, in <c>from</c>.
/// </summary>
/// <param name="make">Makes a row.</param>
/// <param name="names">The properties that the service calls otherwise, each with its names there: the first that is there counts.</param>
internal abstract class NestedRowConverter<T>(Func<T> make, params (string Property, string[] Names)[] names) : JsonConverter<T>
    where T : class
{
    private (RowProperty Property, FieldName[] Names)[]? _properties;

    // Found at the first row: every process makes the converters, few read with them.
    private (RowProperty Property, FieldName[] Names)[] Properties => _properties ??=
    [
        .. from property in RowProperty.Of(typeof(T))
           let theirs = names.FirstOrDefault(given => given.Property == property.Name).Names ?? [property.Name]
           select (property, theirs.Select(static name => new FieldName(name)).ToArray()),
    ];

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException();

        var row = make();
        foreach (var (property, theirs) in Properties)
        {
            if (Value(document.RootElement, theirs, options.GetTypeInfo(property.Type)) is { } value)
                property.Set(row, value);
        }

        return row;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static object? Value(JsonElement row, FieldName[] names, JsonTypeInfo type)
    {
        foreach (var name in names)
        {
            if (name.FindIn(row)?.Deserialize(type) is { } value)
                return value;
        }

        return null;
    }

    private sealed class FieldName(string name)
    {
        private readonly string _field = JsonNamingPolicy.CamelCase.ConvertName(name);

        private readonly (string Object, FieldName Field)[] _inner =
        [
            .. from i in Enumerable.Range(1, name.Length - 1)
               where char.IsUpper(name[i])
               select (JsonNamingPolicy.CamelCase.ConvertName(name.Substring(0, i)), new FieldName(name.Substring(i))),
        ];

        public JsonElement? FindIn(JsonElement from)
        {
            if (from.TryGetProperty(_field, out var field))
                return field;

            foreach (var (name, rest) in _inner)
            {
                if (from.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object && rest.FindIn(inner) is { } found)
                    return found;
            }

            return null;
        }
    }
}

/// <summary>A call of the call log (OpenAPI: listCompanyActiveCalls).</summary>
internal sealed class RingExActiveCallConverter() : NestedRowConverter<RingExActiveCall>(
    static () => new RingExActiveCall(),
    (nameof(RingExActiveCall.FromNumber), ["FromPhoneNumber", "FromExtensionNumber"]),
    (nameof(RingExActiveCall.ToNumber), ["ToPhoneNumber", "ToExtensionNumber"]));

/// <summary>A session (docs/service-notes.md: readCallSessionStatus).</summary>
internal sealed class RingExCallSessionConverter() : NestedRowConverter<RingExCallSession>(
    static () => new RingExCallSession(),
    (nameof(RingExCallSession.TelephonySessionId), ["Id"]),
    (nameof(RingExCallSession.Origin), ["OriginType"]));

/// <summary>What the WebSocket tells of a session (sample: telephony-session-event.json).</summary>
internal sealed class RingExCallEventConverter() : NestedRowConverter<RingExCallEvent>(
    static () => new RingExCallEvent(),
    (nameof(RingExCallEvent.Origin), ["OriginType"]));

/// <summary>A party (docs/service-notes.md: readCallPartyStatus; the events).</summary>
internal sealed class RingExCallPartyConverter() : NestedRowConverter<RingExCallParty>(
    static () => new RingExCallParty(),
    (nameof(RingExCallParty.PartyId), ["Id"]),
    (nameof(RingExCallParty.FromNumber), ["FromPhoneNumber", "FromExtensionNumber"]),
    (nameof(RingExCallParty.ToNumber), ["ToPhoneNumber", "ToExtensionNumber"]),
    (nameof(RingExCallParty.Status), ["StatusCode"]),
    (nameof(RingExCallParty.PeerTelephonySessionId), ["StatusPeerIdTelephonySessionId"]),
    (nameof(RingExCallParty.PeerSessionId), ["StatusPeerIdSessionId"]),
    (nameof(RingExCallParty.PeerPartyId), ["StatusPeerIdPartyId"]),
    (nameof(RingExCallParty.OwnerAccountId), ["OwnerAccountId", "AccountId"]),
    (nameof(RingExCallParty.OwnerExtensionId), ["OwnerExtensionId", "ExtensionId"]));

/// <summary>A recording (OpenAPI: recordings).</summary>
internal sealed class RingExCallRecordingConverter() : NestedRowConverter<RingExCallRecording>(
    static () => new RingExCallRecording(),
    (nameof(RingExCallRecording.RecordingId), ["Id"]));
