using System.Management.Automation;
using RingCx.Session;

namespace RingCx.Loading;

/// <summary>What happens when the module is imported and removed.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Called by PowerShell at import: says where the dependencies are. Loads none of them.</summary>
    public void OnImport() => PrivateDependencies.Register();

    /// <summary>Called by PowerShell when the module is removed: the runspace's default connection and its sandboxes end.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceState.Current.Clear();
}
