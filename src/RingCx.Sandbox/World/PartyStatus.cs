namespace RingCx.Sandbox;

/// <summary>The states of a party, as the OpenAPI document of call control names them. Not those of fax and screening.</summary>
internal enum PartyStatus
{
    Setup,

    /// <summary>It rings.</summary>
    Proceeding,
    Answered,
    Hold,
    Parked,
    VoiceMail,
    Disconnected,

    /// <summary>The party goes on as another one, which its peer names.</summary>
    Gone,
}
