namespace RingCx;

/// <summary>How a supervisor joins a call (seed 000, "Supervisor Session Types").</summary>
public enum RcxSessionType
{
    /// <summary>Listens; nobody hears the supervisor.</summary>
    Monitor,

    /// <summary>The agent alone hears the supervisor.</summary>
    Coaching,

    /// <summary>Agent and customer hear the supervisor.</summary>
    BargeIn,
}
