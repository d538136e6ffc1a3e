namespace RingCx.Sandbox;

/// <summary>What can happen in an account by itself.</summary>
internal enum WorldEventKind
{
    /// <summary>Somebody calls a queue.</summary>
    Arrival,

    /// <summary>An agent of the outbound team places a call.</summary>
    OutboundCall,

    /// <summary>A call that was dialled shows in the listing.</summary>
    Appear,

    /// <summary>The call has been announced long enough to be answered.</summary>
    Answer,

    /// <summary>An agent is ready for the next call.</summary>
    AgentReady,

    /// <summary>The caller gives up waiting.</summary>
    Abandon,

    /// <summary>The agent puts the call on hold.</summary>
    Hold,

    /// <summary>The agent takes it back.</summary>
    Unhold,

    /// <summary>The parties hang up.</summary>
    End,
}
