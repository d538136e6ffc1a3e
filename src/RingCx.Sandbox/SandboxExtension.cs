namespace RingCx.Sandbox;

/// <summary>An extension of the account on the RingCentral platform.</summary>
public sealed class SandboxExtension
{
    internal SandboxExtension(Extension extension)
    {
        ExtensionId = extension.ExtensionId;
        ExtensionNumber = extension.ExtensionNumber;
        Name = extension.Name;
        DeviceId = extension.DeviceId;
        DirectNumber = extension.DirectNumber;
    }

    /// <summary>The id; for somebody who can sign in the <c>owner_id</c> of the token.</summary>
    public string ExtensionId { get; }

    /// <summary>The short number, from 101 on.</summary>
    public string ExtensionNumber { get; }

    /// <summary>Whose it is.</summary>
    public string Name { get; }

    /// <summary>The id of its one telephone.</summary>
    public string DeviceId { get; }

    /// <summary>The number from outside, in E.164 form.</summary>
    public string DirectNumber { get; }
}
