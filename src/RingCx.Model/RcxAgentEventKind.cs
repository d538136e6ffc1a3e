namespace RingCx;

/// <summary>What became of an agent between two looks.</summary>
public enum RcxAgentEventKind
{
    /// <summary>The agent is logged in, and was not before.</summary>
    LoggedIn,

    /// <summary>The agent's state, call or place has changed.</summary>
    Changed,

    /// <summary>The agent is not logged in any more.</summary>
    LoggedOut,
}
