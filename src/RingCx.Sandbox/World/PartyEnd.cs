namespace RingCx.Sandbox;

/// <summary>Who is at one end of a call: the <c>from</c> or the <c>to</c> of a party.</summary>
internal sealed class PartyEnd
{
    public PartyEnd(string phoneNumber, string? name = null, Extension? extension = null)
    {
        PhoneNumber = phoneNumber;
        Name = name;
        Extension = extension;
    }

    /// <summary>E.164, or an extension number.</summary>
    public string PhoneNumber { get; }

    public string? Name { get; }

    /// <summary>Null for a telephone outside of the account.</summary>
    public Extension? Extension { get; }
}
