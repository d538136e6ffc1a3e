namespace RingCx.Client;

/// <summary>What a call is sent to (OpenAPI: transferCallParty, forwardCallParty).</summary>
public enum CallDestination
{
    /// <summary>A phone number.</summary>
    PhoneNumber,

    /// <summary>An extension, by its number.</summary>
    ExtensionNumber,

    /// <summary>An extension, by its id.</summary>
    ExtensionId,

    /// <summary>The voicemail of an extension, by the extension's id.</summary>
    Voicemail,

    /// <summary>A park orbit, by its id.</summary>
    ParkOrbit,
}
