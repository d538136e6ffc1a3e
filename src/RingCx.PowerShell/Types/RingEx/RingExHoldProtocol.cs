namespace RingCx;

/// <summary>How RingCentral's telephony puts a party on hold (RingEX: holdCallParty).</summary>
public enum RingExHoldProtocol
{
    /// <summary>The service chooses.</summary>
    Auto,

    /// <summary>RingCentral's own way.</summary>
    RC,

    /// <summary>The way of a BroadWorks switch.</summary>
    BroadWorks,

    /// <summary>The one that holds is disconnected.</summary>
    DisconnectHolder,

    /// <summary>The way of a BroadWorks switch, or else the one that holds is disconnected.</summary>
    BroadWorksOrDisconnectHolder,
}
