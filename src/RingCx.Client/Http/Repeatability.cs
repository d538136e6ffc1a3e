namespace RingCx.Client;

/// <summary>Whether a request may be sent again when nobody knows if it was carried out.</summary>
public enum Repeatability
{
    /// <summary>Twice does what once does: listings, recording, hold, ping.</summary>
    Safe,

    /// <summary>Twice rings a phone twice, or worse: dialling, sessions, requeueing, dispositions, hanging up.</summary>
    Unsafe,
}
