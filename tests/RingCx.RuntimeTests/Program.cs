using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace RingCx.DesktopTests;

internal static class Program
{
    /// <summary>The module's folder.</summary>
    public static string Module { get; private set; } = string.Empty;

    private static int Main(string[] arguments)
    {
        if (arguments.Length is 0 or > 2)
        {
            Console.Error.WriteLine("RingCx.RuntimeTests <the module's folder> [<part of the tests' names>]");
            return 2;
        }

        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Module = Path.GetFullPath(arguments[0]);

        // As Import-Module does it, and then what the first command does.
        var commands = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(Module, "bin", "RingCx.PowerShell.dll"));
        AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(Module, "bin", "RingCx.Model.dll"));
        commands.GetType("RingCx.Loading.PrivateDependencies", throwOnError: true)!.GetMethod("Register")!.Invoke(null, null);
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}");
        Runner.Run(arguments.Length > 1 ? arguments[1] : string.Empty);
        return Runner.Sum() ? 0 : 1;
    }
}
