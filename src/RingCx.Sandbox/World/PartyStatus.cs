namespace RingCx.Sandbox;

/// <summary>The states of a party, as the OpenAPI document of call control names them. Not those of fax and screening.</summary>
internal enum PartyStatus
{
    /// <summary>The call is being set up.</summary>
    Setup,

    /// <summary>It rings.</summary>
    Proceeding,

    /// <summary>The party talks.</summary>
    Answered,

    /// <summary>The party has put the call on hold.</summary>
    Hold,

    /// <summary>The call waits at a park location.</summary>
    Parked,

    /// <summary>The caller speaks to the voicemail.</summary>
    VoiceMail,

    /// <summary>The party has left.</summary>
    Disconnected,

    /// <summary>The party goes on as another one, which its peer names.</summary>
    Gone,
}
