namespace RingCx;

#pragma warning disable CA1707 // The names are the service's own, as its documents and its listing spell them.

/// <summary>The category of resource that a listing is filtered by (docs/service-notes.md: getProductActiveCallsListRequest).</summary>
public enum RcxProduct
{
    /// <summary>All calls of the account.</summary>
    ACCOUNT,

    /// <summary>Calls of a queue.</summary>
    ACD,

    /// <summary>Calls dialled by a campaign.</summary>
    OUTBOUND,

    /// <summary>Calls in a Visual IVR.</summary>
    VISUAL_IVR,

    /// <summary>Calls of a cloud profile.</summary>
    CLOUD_PROFILE,

    /// <summary>Calls of a legacy TRAC number.</summary>
    TRAC_NUMBER,

    /// <summary>Calls to a dialled number.</summary>
    DNIS,

    /// <summary>Reserved: returns nothing.</summary>
    AGENT,

    /// <summary>Reserved: returns nothing.</summary>
    CHAT_QUEUE,

    /// <summary>Reserved: returns nothing.</summary>
    CLOUD_DESTINATION,

    /// <summary>Reserved: returns nothing.</summary>
    HTTP_SERVICES,

    /// <summary>Reserved: returns nothing.</summary>
    SCRIPTING,

    /// <summary>Reserved: returns nothing.</summary>
    TN_MANAGER,

    /// <summary>Reserved: returns nothing.</summary>
    SURVEY,

    /// <summary>Reserved: returns nothing.</summary>
    TEAMS,

    /// <summary>Reserved: returns nothing.</summary>
    KNOWLEDGE_BASE,

    /// <summary>Reserved: returns nothing.</summary>
    UTILITIES,
}
