namespace RingCx.Sandbox;

/// <content>What its agents do by themselves.</content>
public sealed partial class SandboxEngine
{
    /// <summary>
    /// The time zone of every account, in which the counters of a day begin at midnight: eight hours behind UTC, all year.
    /// </summary>
    public static TimeSpan AccountUtcOffset => AccountDirectory.UtcOffset;

    /// <summary>
    /// Lets an agent come or go. A manual call of one who is not logged in is refused with 400; of one who is logged in and not
    /// off-hook it is answered <c>true</c>, and nobody is called. Who comes back has a new login, in the state AVAILABLE.
    /// </summary>
    /// <param name="username">The agent. A call that is in progress goes on.</param>
    /// <exception cref="ArgumentException">There is no such agent.</exception>
    public void SetAgentPresence(string username, bool isLoggedIn, bool isOffHook = true) => Now(() =>
    {
        var (world, agent) = FindAgent(username);
        world.SetPresence(agent, isLoggedIn, isOffHook);
        return true;
    });

    /// <summary>
    /// Puts an agent into a state, such as AVAILABLE, AWAY or one of the account's own, LUNCH or TRAINING. One who is not AVAILABLE
    /// takes no queue's call and no chat. While the agent is on a call the state is ON_CALL all the same.
    /// </summary>
    /// <param name="username">The agent.</param>
    /// <param name="state">Any text but ON_CALL and DIALING, which follow from the calls.</param>
    /// <exception cref="ArgumentException">There is no such agent, or the state is none that can be set.</exception>
    /// <exception cref="InvalidOperationException">The agent is not logged in.</exception>
    public void SetAgentState(string username, string state)
    {
        var chosen = (state ?? "").Trim();
        var known = Array.Find(
            [AgentSession.Available, AgentSession.OnCall, AgentSession.Dialing, AgentSession.WrapUp],
            name => string.Equals(name, chosen, StringComparison.OrdinalIgnoreCase));
        if (chosen.Length == 0 || known is AgentSession.OnCall or AgentSession.Dialing)
            throw new ArgumentException("It is not a state that an agent can choose.", nameof(state));

        Now(() =>
        {
            var (world, agent) = FindAgent(username);
            if (!agent.IsLoggedIn)
                throw new InvalidOperationException("The agent is not logged in.");

            world.SetState(agent, known ?? chosen);
            return true;
        });
    }

    private (AccountWorld World, SimulatedAgent Agent) FindAgent(string? username)
    {
        foreach (var world in Worlds)
        {
            if (world.Directory.FindAgent(username ?? "") is { } agent)
                return (world, agent);
        }

        throw new ArgumentException("There is no such agent.", nameof(username));
    }
}
