namespace RingCx.Sandbox;

/// <summary>Ends a connection whose client does not speak HTTP/1.1 well enough. Never leaves the server.</summary>
internal sealed class BadHttpException : Exception
{
    public BadHttpException(int statusCode, string message)
        : base(message)
    {
        StatusCode = statusCode;
    }

    public int StatusCode { get; }
}
