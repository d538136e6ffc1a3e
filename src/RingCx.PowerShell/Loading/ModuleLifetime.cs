using System.Diagnostics;

namespace RingCx.Loading;

/// <summary>What happens when the module is removed.</summary>
public sealed class ModuleLifetime : IModuleAssemblyCleanup
{
    // PowerShell's own class behind Import-Module.
    private const string Importer = "ImportModuleCommand";

    /// <summary>
    /// Called by PowerShell when the module is removed: the runspace's default connection and its sandboxes end. Not where it is only on
    /// its way in again, nor where another module has it still: the session goes on with what it has.
    /// </summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (psModuleInfo is null)
            throw new ArgumentNullException(nameof(psModuleInfo));

        if (!IsImportedAgain() && !IsHeldByAnother(psModuleInfo))
            RunspaceState.Current.Clear();
    }

    // Import-Module -Force, in a helper module as well, removes the module everywhere before it imports it anew. Nothing but the stack
    // tells that from Remove-Module.
    private static bool IsImportedAgain() =>
        new StackTrace().GetFrames()?.Any(static frame => frame.GetMethod()?.DeclaringType?.Name == Importer) == true;

    private static bool IsHeldByAnother(PSModuleInfo module)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        var loaded = shell.AddCommand("Microsoft.PowerShell.Core\\Get-Module").AddParameter("All").Invoke<PSModuleInfo>();
        return loaded.Any(other => other.NestedModules.Any(nested => nested.Path == module.Path));
    }
}
