using System.Collections;
using System.Management.Automation.Language;

namespace RingCx.Completion;

/// <summary>Completes the vaults of SecretManagement, where it is installed.</summary>
internal sealed class VaultCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        try
        {
            return [.. shell.AddCommand("Get-SecretVault").Invoke()
                .Select(static vault => vault?.Properties["Name"]?.Value as string)
                .Where(
                    name => name?.StartsWith((wordToComplete ?? string.Empty).Trim('\'', '"'), StringComparison.OrdinalIgnoreCase) == true)
                .Select(static name => new CompletionResult(name!.All(char.IsLetterOrDigit) ? name : $"'{name!.Replace("'", "''")}'"))];
        }
        catch (RuntimeException)
        {
            return [];
        }
    }
}
