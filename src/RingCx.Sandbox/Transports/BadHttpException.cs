namespace RingCx.Sandbox;

/// <summary>Ends a connection whose client does not speak HTTP/1.1 well enough. Never leaves the server.</summary>
internal sealed class BadHttpException(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;
}
