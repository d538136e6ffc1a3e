namespace RingCx.Arguments;

/// <summary>
/// An agent's state that comes from the pipe: as Get-RcxAgentState emits it, or as it comes back from CSV, JSON or another process. Its
/// <c>Phone</c> and <c>GateId</c> are the agent's own, and never mean the party to remove or the queue to send the call to.
/// </summary>
internal sealed class AgentRow
{
    private readonly PSObject _row;

    private AgentRow(PSObject row) => _row = row;

    /// <summary>How the agent is called.</summary>
    public string Name => Text("Username") ?? Text("AgentName") ?? Text("AgentId") ?? string.Empty;

    /// <summary>The agent's state; null where the row has none.</summary>
    public string? State => Text("State");

    /// <summary>The row; null for anything else.</summary>
    public static AgentRow? Of(PSObject? input)
    {
        if (input is null)
            return null;

        var isRow = input.BaseObject is RcxAgentState or RcxAgentEvent || (input.BaseObject is PSCustomObject
            && input.Properties["AgentId"] is not null && input.Properties["State"] is not null && input.Properties["Uii"] is not null);
        return isRow ? new AgentRow(input) : null;
    }

    private string? Text(string name) =>
        _row.Properties[name]?.Value is { } value && LanguagePrimitives.ConvertTo<string>(value) is { Length: > 0 } text ? text : null;
}
