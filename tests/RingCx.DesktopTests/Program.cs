using System.Globalization;
using System.Net;
using System.Reflection;
using System.Runtime.InteropServices;

namespace RingCx.DesktopTests;

internal static class Program
{
    /// <summary>The module's folder.</summary>
    public static string Module { get; private set; } = string.Empty;

    private static int Main(string[] arguments)
    {
        if (arguments.Length is 0 or > 2)
        {
            Console.Error.WriteLine("RingCx.DesktopTests <the module's folder> [<part of the tests' names>]");
            return 2;
        }

        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Module = Path.GetFullPath(arguments[0]);
        var folder = Path.Combine(Path.GetTempPath(), "ringcx-desktop-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        try
        {
            Others.Load(folder);

            // As Import-Module does it, and then what the first command does.
            var commands = Assembly.LoadFrom(Path.Combine(Module, "bin", "RingCx.PowerShell.dll"));
            commands.GetType("RingCx.Loading.PrivateDependencies", throwOnError: true).GetMethod("Register").Invoke(null, null);
            var filter = arguments.Length > 1 ? arguments[1] : string.Empty;
            Console.WriteLine($"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}");
            Runner.Run(filter);
            if (Runner.IsMono)
            {
                Console.WriteLine("Again, over HttpWebRequest");
                Runner.OverWebRequests = true;

                // Mono's handler over HttpWebRequest cannot be told how many connections it may have.
                ServicePointManager.DefaultConnectionLimit = 100;
                Runner.Run(filter, typeof(LoadingTests), typeof(TransportTests));
            }

            return Runner.Sum() ? 0 : 1;
        }
        finally
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // On Windows a library that is loaded stays until the process has ended.
            }
        }
    }
}
