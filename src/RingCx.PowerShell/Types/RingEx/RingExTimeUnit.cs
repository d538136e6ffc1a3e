namespace RingCx;

/// <summary>The units of time of a reply (OpenAPI: replyParty).</summary>
public enum RingExTimeUnit
{
    /// <summary>Minutes.</summary>
    Minute,

    /// <summary>Hours.</summary>
    Hour,

    /// <summary>Days.</summary>
    Day,
}
