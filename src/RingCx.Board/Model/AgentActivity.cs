namespace RingCx.Board;

/// <summary>What an agent is doing, in the order of the agents' list.</summary>
internal enum AgentActivity
{
    /// <summary>On a call.</summary>
    OnCall,

    /// <summary>Without a call, and the disposition of the last one is missing.</summary>
    Pending,

    /// <summary>In a state of the account's own in which no call comes.</summary>
    Away,

    /// <summary>Could take a call.</summary>
    Available,
}
