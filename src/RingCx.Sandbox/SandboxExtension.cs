namespace RingCx.Sandbox;

/// <summary>An extension of the account on the RingCentral platform. The names are those of the OpenAPI document of call control.</summary>
public sealed class SandboxExtension
{
    internal SandboxExtension(long index, string name)
    {
        // The first two are the users that can sign in: the id of an extension is the owner_id of its user's token.
        ExtensionId = Number(400_415_005_001L + index);
        ExtensionNumber = Number(101 + index);
        Name = name;
        DeviceId = Number(191_888_101L + index);
        DirectNumber = "+165055501" + Number(41 + index);
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

    /// <summary>The end of a call between two extensions.</summary>
    internal PartyEnd Inside => new(ExtensionNumber, Name, this);

    /// <summary>The end of a call from or to the outside.</summary>
    internal PartyEnd Outside => new(DirectNumber, Name, this);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
