namespace RingCx.Commands;

/// <summary>Lists the account's agents.</summary>
[Cmdlet(VerbsCommon.Get, "RcxAgent", HelpUri = HelpPages.Root + "Get-RcxAgent.md")]
[OutputType(typeof(RcxAgent))]
public sealed class GetRcxAgentCommand : LookupCommand
{
    /// <summary>Lists.</summary>
    protected override void ProcessRecord() => List<RcxAgent>(
        "the agents",
        (account, progress, cancellationToken) => Client.Directory.GetAgentsAsync(account, progress, cancellationToken),
        static agent => [agent.Username, agent.FirstName, agent.LastName, $"{agent.FirstName} {agent.LastName}"]);
}
