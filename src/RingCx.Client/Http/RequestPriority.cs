namespace RingCx.Client;

/// <summary>Which of two waiting requests gets the next slot of the rate budget.</summary>
public enum RequestPriority
{
    /// <summary>Something a person or a runbook does to a call: goes first.</summary>
    Action,

    /// <summary>Listings and lookups: wait for actions.</summary>
    Polling,
}
