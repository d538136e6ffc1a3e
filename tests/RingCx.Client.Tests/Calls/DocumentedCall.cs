namespace RingCx.Client.Tests.Calls;

/// <summary>A call as the services' description has it.</summary>
/// <param name="Name">The row's name: the operation's in the services' table, and after a comma which case of it.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="PathAndQuery">What follows the API's root on the wire.</param>
/// <param name="Repeatability">Whether it may be sent again on a guess.</param>
/// <param name="Answer">An answer that the service gives.</param>
/// <param name="Send">Makes the call.</param>
internal sealed record DocumentedCall(
    string Name,
    string Method,
    string PathAndQuery,
    Repeatability Repeatability,
    string Answer,
    Func<RingCxClient, IProgress<RequestEvent>, CancellationToken, Task> Send)
{
    /// <summary>The operation's name in the services' table.</summary>
    public string Operation => Name.Split(',')[0];

    public override string ToString() => Name;
}
