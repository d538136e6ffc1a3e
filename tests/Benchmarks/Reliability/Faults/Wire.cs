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

    /// <summary>TLS through the tunnel of a proxy; the fault is that the proxy asks for a password.</summary>
    ProxyWantsPassword,

    /// <summary>The same; the fault is that the proxy refuses the tunnel.</summary>
    ProxyRefuses,

    /// <summary>The same; the fault is that the tunnel breaks in the handshake.</summary>
    HandshakeBreaks,

    /// <summary>TLS with a certificate of our own; the fault is that it is not trusted.</summary>
    Tls,
}
