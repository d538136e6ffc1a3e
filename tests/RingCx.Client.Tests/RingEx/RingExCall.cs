namespace RingCx.Client.Tests.RingEx;

/// <summary>A call of RingEX as its description has it.</summary>
/// <param name="Name">The row's name: the operation's in the services' table, and after a comma which case of it.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="PathAndQuery">What follows the account on the wire.</param>
/// <param name="Body">The body; empty for none.</param>
/// <param name="Group">The group of the usage plan that counts it.</param>
/// <param name="Repeatability">Whether it may be sent again on a guess.</param>
/// <param name="Answer">An answer that the service gives; empty for none.</param>
/// <param name="Send">Makes the call; gives its answer, null for none.</param>
internal sealed record RingExCall(
    string Name,
    string Method,
    string PathAndQuery,
    string Body,
    UsagePlanGroup Group,
    Repeatability Repeatability,
    string Answer,
    Func<RingExApi, IProgress<RequestEvent>, CancellationToken, Task<object?>> Send)
{
    /// <summary>The operation's name in the services' table.</summary>
    public string Operation => Name.Split(',')[0];

    public bool IsRead => Method == "GET";

    public override string ToString() => Name;
}
