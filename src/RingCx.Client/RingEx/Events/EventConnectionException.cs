namespace RingCx.Client.Events;

/// <summary>The connection for events was lost, or could not be made. It passes: a new connection may do.</summary>
/// <remarks>
/// It carries no inner exception: nobody promises that the platform's words do not repeat the address, which holds the tokens.
/// </remarks>
internal sealed class EventConnectionException(string message) : Exception(message)
{
}
