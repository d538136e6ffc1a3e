namespace RingCx.Sandbox;

/// <summary>An extension of the account on the RingCentral platform. The names are those of the OpenAPI document of call control.</summary>
/// <param name="ExtensionId">The id; for somebody who can sign in the <c>owner_id</c> of the token.</param>
/// <param name="ExtensionNumber">The short number, from 101 on.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="DeviceId">The id of its one telephone.</param>
/// <param name="DirectNumber">The number from outside, in E.164 form.</param>
public sealed record SandboxExtension(string ExtensionId, string ExtensionNumber, string Name, string DeviceId, string DirectNumber)
{
    /// <summary>The end of a call between two extensions.</summary>
    internal PartyEnd Inside => new(ExtensionNumber, Name, this);

    /// <summary>The end of a call from or to the outside.</summary>
    internal PartyEnd Outside => new(DirectNumber, Name, this);
}
