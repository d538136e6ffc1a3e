using System.Management.Automation;
using RingCx.Session;

namespace RingCx.Loading;

/// <summary>What happens when the module is removed.</summary>
public sealed class ModuleLifetime : IModuleAssemblyCleanup
{
    /// <summary>Called by PowerShell when the module is removed: the runspace's default connection and its sandboxes end.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceState.Current.Clear();
}
