namespace RingCx.Client;

/// <summary>Who calls or is called (OpenAPI: <c>from</c> and <c>to</c>). Any property can be null.</summary>
public sealed class CallParticipant
{
    /// <summary>The phone number, or an extension's short number.</summary>
    public string? PhoneNumber { get; set; }

    /// <summary>The extension's short number.</summary>
    public string? ExtensionNumber { get; set; }

    /// <summary>The extension's id.</summary>
    public string? ExtensionId { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>City and state, by the number.</summary>
    public string? Location { get; set; }

    /// <summary>The device's id, in a telephony session.</summary>
    public string? DeviceId { get; set; }

    /// <summary>The device, in a call-log record.</summary>
    public ResourceLink? Device { get; set; }
}
