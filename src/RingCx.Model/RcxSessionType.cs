namespace RingCx;

/// <summary>How a supervisor joins a call (docs/service-notes.md: addSessionToCall).</summary>
public enum RcxSessionType
{
    /// <summary>Listens; nobody hears the supervisor.</summary>
    Monitor,

    /// <summary>The agent alone hears the supervisor.</summary>
    Coaching,

    /// <summary>Agent and customer hear the supervisor.</summary>
    BargeIn,
}
