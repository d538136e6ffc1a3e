using System.Management.Automation;
using RingCx.Completion;

namespace RingCx.Commands;

/// <summary>The base of the commands that work on an account.</summary>
public abstract class AccountCommand : ConnectedCommand
{
    private protected AccountCommand()
    {
    }

    /// <summary>The account; by default the connection's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string? AccountId { get; set; }
}
