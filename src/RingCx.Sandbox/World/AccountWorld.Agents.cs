namespace RingCx.Sandbox;

/// <content>Who is there.</content>
internal sealed partial class AccountWorld
{
    /// <summary>Who is there for the queues: the service team, which serves all of them.</summary>
    public QueueStaff Staff =>
        new(Directory.ServiceTeam.Count(agent => agent.IsLoggedIn), Directory.ServiceTeam.Count(agent => agent.IsShownAvailable(Now)));

    /// <summary>Who comes back starts a new login.</summary>
    public void SetPresence(SimulatedAgent agent, bool isLoggedIn, bool isOffHook)
    {
        agent.Session = isLoggedIn ? agent.Session ?? new AgentSession(++_loginCounter, Now) : null;
        agent.IsOffHook = isOffHook;
        Readmit(agent);
        Chat.AnswerReady();
    }

    /// <summary>Puts an agent who is logged in into a state.</summary>
    public void SetState(SimulatedAgent agent, string state)
    {
        var wasAvailable = agent.IsAvailable;
        agent.Session!.Choose(state, Now);
        if (agent.IsAvailable != wasAvailable)
            Readmit(agent);

        Chat.AnswerReady();
    }

    private void Readmit(SimulatedAgent agent)
    {
        _available.Remove(agent);
        if (agent.IsAvailable)
        {
            MakeAvailable(agent);
            AnswerNext();
        }
    }

    private void MakeAvailable(SimulatedAgent agent)
    {
        agent.IdleSince = Now;
        _available.Add(agent);
    }
}
