namespace RingCx.Sandbox;

/// <summary>Somebody's telephone on the RingCentral platform. The names are those of the OpenAPI document of call control.</summary>
internal sealed class Extension(string extensionId, string extensionNumber, string name, string deviceId, string directNumber)
{
    public string ExtensionId { get; } = extensionId;

    public string ExtensionNumber { get; } = extensionNumber;

    public string Name { get; } = name;

    public string DeviceId { get; } = deviceId;

    /// <summary>The number from outside, in E.164 form.</summary>
    public string DirectNumber { get; } = directNumber;

    /// <summary>The end of a call between two extensions.</summary>
    public PartyEnd Inside => new(ExtensionNumber, Name, this);

    /// <summary>The end of a call from or to the outside.</summary>
    public PartyEnd Outside => new(DirectNumber, Name, this);
}
