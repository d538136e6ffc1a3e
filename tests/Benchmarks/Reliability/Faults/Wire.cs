namespace RingCx.Reliability.Faults;

/// <summary>What lies between client and service.</summary>
internal enum Wire
{
    /// <summary>Nothing: the sandbox in process, on a driven clock.</summary>
    InProcess,

    /// <summary>Loopback and the platform's own handler.</summary>
    Http,

    /// <summary>The same; the fault is that nobody listens.</summary>
    ServerDown,

    /// <summary>The sandbox in process behind a name; the fault is that the name is not known.</summary>
    NameUnknown,

    /// <summary>TLS with a certificate of our own; the fault is that it is not trusted.</summary>
    Tls,
}
