namespace RingCx.Sandbox;

/// <summary>Who is at one end of a call: the <c>from</c> or the <c>to</c> of a party.</summary>
/// <param name="PhoneNumber">E.164, or an extension number.</param>
/// <param name="Extension">Null for a telephone outside of the account.</param>
internal sealed record PartyEnd(string PhoneNumber, string? Name = null, SandboxExtension? Extension = null)
{
    /// <summary>A telephone that a parameter names.</summary>
    public static PartyEnd Of(string phoneNumber, string parameter) => WireFormat.IsPhone(phoneNumber)
        ? new PartyEnd(phoneNumber)
        : throw PlatformErrorException.Invalid(parameter, "It is not a phone number: digits only, or E.164.");
}
