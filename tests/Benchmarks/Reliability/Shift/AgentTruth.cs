namespace RingCx.Reliability.Shift;

/// <summary>
/// An agent who is logged in, as it really was at one moment: in which login, since when (null where that began before the run), and with how
/// many calls handled in the run. A disposition that is waited for shows as the state while the agent wraps up; until when it is waited for is
/// known almost to the second.
/// </summary>
internal sealed record AgentTruth(
    FloorAgent Agent,
    int Login,
    DateTimeOffset? LoggedInAt,
    string Chosen,
    bool IsOffHook,
    SandboxCall? Call,
    int Handled,
    bool WrapsUp,
    bool MayBePending,
    bool MustBePending)
{
    /// <summary>Whether the agent may have been shown as available, and whether the agent must have been.</summary>
    public (bool May, bool Must) Available => Call is null && IsOffHook && Chosen == FloorAgent.Available
        ? (!(WrapsUp && MustBePending), !(WrapsUp && MayBePending))
        : (false, false);

    /// <summary>The state of an agent whose disposition is waited for, or is not.</summary>
    public string State(bool isPending) => Call is not null ? FloorAgent.OnCall : WrapsUp && isPending ? FloorAgent.WrapUp : Chosen;
}
