namespace RingCx;

/// <content>What its agents do by themselves.</content>
public sealed partial class RcxSandbox
{
    /// <summary>
    /// Lets an agent come or go. One who is not logged in can make no call; who is logged in and not off-hook is never called.
    /// </summary>
    /// <param name="isLoggedIn">Whether the agent is logged in.</param>
    /// <param name="isOffHook">Whether the agent's telephone is connected.</param>
    /// <exception cref="ArgumentException">There is no such agent.</exception>
    public void SetAgentPresence(string username, bool isLoggedIn, bool isOffHook = true) =>
        _engine.SetAgentPresence(username, isLoggedIn, isOffHook);

    /// <summary>
    /// Puts an agent into a state: AVAILABLE, AWAY, or one of the account's own, such as LUNCH. One who is not AVAILABLE takes no queue's
    /// call; one who is on a call is shown as ON_CALL until it has ended.
    /// </summary>
    /// <param name="state">Any text but ON_CALL and DIALING, which follow from the calls.</param>
    /// <exception cref="ArgumentException">There is no such agent, or it is not a state that can be set.</exception>
    /// <exception cref="InvalidOperationException">The agent is not logged in.</exception>
    public void SetAgentState(string username, string state) => _engine.SetAgentState(username, state);
}
