namespace RingCx.Client;

/// <summary>Something else on the RingCentral platform that a record names. Any property can be null.</summary>
public sealed class ResourceLink
{
    /// <summary>Its id.</summary>
    public string? Id { get; set; }

    /// <summary>Its address.</summary>
    public string? Uri { get; set; }

    /// <summary>Its kind: of a message, such as <c>VoiceMail</c>; of a recording <c>Automatic</c> or <c>OnDemand</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Its name: of a delegate extension.</summary>
    public string? Name { get; set; }

    /// <summary>The address of its content: of a recording.</summary>
    public string? ContentUri { get; set; }
}
