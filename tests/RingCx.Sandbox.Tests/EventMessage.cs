namespace RingCx.Sandbox.Tests;

/// <summary>A message of the event service.</summary>
public sealed class EventMessage(JsonElement json)
{
    public JsonElement Meta => json[0];

    public JsonElement Body => json[1];

    public string Type => Meta.GetProperty("type").GetString()!;

    public string Id => Meta.GetProperty("messageId").GetString()!;

    public int Status => Meta.GetProperty("status").GetInt32();

    /// <summary>The token that recovers the session after this message.</summary>
    public string Token => Meta.GetProperty("wsc").GetProperty("token").GetString()!;

    public int Sequence => Meta.GetProperty("wsc").GetProperty("sequence").GetInt32();

    /// <summary>The session that an event is about.</summary>
    public string TelephonySessionId => Body.GetProperty("body").GetProperty("telephonySessionId").GetString()!;

    public JsonElement Parties => Body.GetProperty("body").GetProperty("parties");

    public string RecoveryState => Body.GetProperty("recoveryState").GetString()!;
}
