namespace RingCx.Sandbox;

/// <summary>Who is at one end of a call: the <c>from</c> or the <c>to</c> of a party.</summary>
internal sealed class PartyEnd(string phoneNumber, string? name = null, SandboxExtension? extension = null)
{
    /// <summary>E.164, or an extension number.</summary>
    public string PhoneNumber { get; } = phoneNumber;

    public string? Name { get; } = name;

    /// <summary>Null for a telephone outside of the account.</summary>
    public SandboxExtension? Extension { get; } = extension;
}
