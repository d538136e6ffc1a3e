using RingCx.Client.Http;

namespace RingCx.Reliability.Faults;

/// <summary>What a fault is to the client: a failed attempt of the retry table, or an answer.</summary>
internal enum FaultNature
{
    /// <summary>An <see cref="AttemptFailure"/>; the row says which.</summary>
    Failure,

    /// <summary>An answer as it should be, if late or in pieces.</summary>
    GoodAnswer,

    /// <summary>401.</summary>
    Unauthorized,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>The boolean false; of RingEX 409.</summary>
    Refusal,

    /// <summary>A redirect.</summary>
    Redirect,

    /// <summary>No body: some actions on RingEX need none.</summary>
    Silence,

    /// <summary>Not what the documents promise.</summary>
    Unreadable,
}
