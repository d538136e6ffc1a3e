namespace RingCx.Client.Http;

/// <summary>How far an attempt has come on its way out.</summary>
internal enum Departure
{
    /// <summary>It is still in here: it waits for a token or for the rate.</summary>
    NotBegun,

    /// <summary>The platform makes a connection for it; nothing of it was written.</summary>
    Connecting,

    /// <summary>It may have been written, whole or in part.</summary>
    MayHaveLeft,
}
