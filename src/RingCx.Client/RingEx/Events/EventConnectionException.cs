namespace RingCx.Client.Events;

/// <summary>The connection for events was lost, or could not be made. It passes: a new connection may do.</summary>
/// <remarks>No inner exception: the platform might repeat the address in its words, and with it the tokens.</remarks>
internal sealed class EventConnectionException(string message) : Exception(message)
{
}
