namespace RingCx.Client.Tests.Support;

/// <summary>An answer, byte by byte.</summary>
internal sealed record RawAnswer
{
    /// <summary>No answer: the connection is closed, or kept without a word.</summary>
    public static readonly RawAnswer None = new();

    /// <summary>What comes before the body; null for no answer.</summary>
    public string? Head { get; init; }

    public byte[] Body { get; init; } = [];

    /// <summary>How long after its head the body comes.</summary>
    public TimeSpan BodyDelay { get; init; }

    /// <summary>Told once the head is out.</summary>
    public Action? HeadWasSent { get; init; }

    /// <summary>Whether the connection is closed after it.</summary>
    public bool Closes { get; init; }

    public static RawAnswer Text(string body, string headers = "") => Bytes(Encoding.UTF8.GetBytes(body), headers);

    /// <param name="body">The body.</param>
    /// <param name="headers">Further headers, each ended by CR LF.</param>
    /// <param name="status">The status and its word.</param>
    public static RawAnswer Bytes(byte[] body, string headers = "", string status = "200 OK") =>
        new() { Head = $"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\n{headers}Content-Length: {body.Length}\r\n\r\n", Body = body };
}
