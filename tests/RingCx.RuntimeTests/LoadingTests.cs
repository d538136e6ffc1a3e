using System.Reflection;
using System.Runtime.Loader;

namespace RingCx.DesktopTests;

/// <summary>How the module finds what it depends on, beside the runtime's own libraries of the same names.</summary>
internal sealed class LoadingTests
{
    public async Task Use_the_modules_libraries_and_not_the_runtimes()
    {
        var runtimes = AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName("System.Text.Json"));
        using (var bench = new Bench())
        {
            Check.Equal(12, (await bench.ListAsync()).Count);
        }

        var context = AssemblyLoadContext.GetLoadContext(typeof(RingCxClient).Assembly)!;
        Check.True(context != AssemblyLoadContext.Default, "The client is in a context of its own.");
        string[] everywhere = ["RingCx.Client", "Microsoft.Extensions.Http", "Microsoft.Extensions.Options"];
        // From .NET 10 on the framework's own.
        string[] before = ["System.Text.Json", "System.Diagnostics.DiagnosticSource"];
        var isNewer = Environment.Version.Major >= 10;
        Check.True(!isNewer || !context.Assemblies.Any(assembly => before.Contains(assembly.GetName().Name)), "The framework's own are used.");
        foreach (var name in isNewer ? everywhere : [.. everywhere, .. before])
        {
            var ours = context.Assemblies.SingleOrDefault(assembly => assembly.GetName().Name == name);
            Check.True(ours is not null && ours.Location.StartsWith(Program.Module, StringComparison.Ordinal), $"{name} is the module's: {ours?.Location}");
            Check.True(ours!.Location.Contains("net10.0", StringComparison.Ordinal) == isNewer, $"{name} is built for this runtime: {ours.Location}");
        }

        Check.True(runtimes.Location.Length == 0 || !runtimes.Location.StartsWith(Program.Module, StringComparison.Ordinal), "The runtime keeps its own.");
        Check.True(typeof(RcxActiveCall).Assembly == AssemblyLoadContext.Default.Assemblies.Single(static assembly => assembly.GetName().Name == "RingCx.Model"), "There is one model.");
    }
}
