namespace RingCx.Sandbox;

/// <summary>An answer of the engine, and what the transport has to do to it.</summary>
public sealed record SandboxResponse
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    internal SandboxResponse(int statusCode, string? contentType, ReadOnlyMemory<byte> body)
    {
        StatusCode = statusCode;
        Body = body;
        With("Content-Type", contentType);
    }

    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; }

    /// <summary>The headers, without Content-Length; names in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers => _headers;

    /// <summary>The whole body, but for <see cref="Filler"/>. Its length is the Content-Length, also when less is sent.</summary>
    public ReadOnlyMemory<byte> Body { get; internal init; }

    /// <summary>True: end the connection, send nothing.</summary>
    public bool Drop { get; internal init; }

    /// <summary>With <see cref="Drop"/>: true to reset the connection, false to close it as if all had been said.</summary>
    public bool Reset { get; internal init; }

    /// <summary>True: send nothing and keep the connection until the client gives it up.</summary>
    public bool Silent { get; internal init; }

    /// <summary>So many letters follow the body, and there is no Content-Length; 0 for none.</summary>
    public long Filler { get; internal init; }

    /// <summary>Break the connection after so many bytes of the body; null to send all of it.</summary>
    public int? TruncateAt { get; internal init; }

    /// <summary>Send so many bytes at a time with a <see cref="Pause"/> before each; 0 to send all at once.</summary>
    public int BytesPerDelay { get; internal init; }

    /// <summary>Send the status line and the headers in such pieces as well.</summary>
    public bool HeadInPieces { get; internal init; }

    /// <summary>The pause, of real time, before each <see cref="BytesPerDelay"/> bytes.</summary>
    public TimeSpan Pause { get; internal init; }

    /// <summary>With 101: the session that the connection serves from then on.</summary>
    internal SimulatedEventSession? Session { get; init; }

    /// <summary>How long, of real time, the engine itself held the answer back.</summary>
    internal TimeSpan Latency { get; init; }

    /// <summary>Sets a header; none where the value is null.</summary>
    internal SandboxResponse With(string name, string? value)
    {
        if (value is not null)
            _headers[name] = value;

        return this;
    }
}
