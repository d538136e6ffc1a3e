using System.Runtime.InteropServices;

namespace RingCx.Loading;

/// <summary>
/// The dependencies' images that were compiled ahead (ReadyToRun), which save most of the compiling at the first use. A package has them
/// for a few platforms; everywhere else, and in the clone, the dependencies themselves are loaded.
/// </summary>
internal static class CompiledAhead
{
    /// <summary>
    /// Where the images for this runtime lie: below the dependencies, in a folder of the platform. Null if there are none. A runtime of
    /// another major version than that which the dependencies are built for would ignore them silently, and compile as before.
    /// </summary>
    /// <param name="dependencies">Where the dependencies lie.</param>
    public static string? FindFolder(string dependencies)
    {
        if (Platform is not { } platform || Path.GetFileName(dependencies) != $"net{Environment.Version.Major}.0")
            return null;

        var images = Path.Combine(dependencies, platform);
        return Directory.Exists(images) ? images : null;
    }

    // As NuGet names it, such as linux-x64. Null where images of that name were not made for: another system, and a Linux with musl.
    private static string? Platform
    {
        get
        {
            var system = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win"
                : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "osx"
                : RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && !HasMusl ? "linux"
                : null;
            return system is null ? null : $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    // The runtime's own name of what it was built for: linux-musl-x64, or alpine.3.22-x64 where the distribution built it.
    private static bool HasMusl =>
        AppContext.GetData("RUNTIME_IDENTIFIER") is string built
            && (built.IndexOf("musl", StringComparison.Ordinal) >= 0 || built.StartsWith("alpine", StringComparison.Ordinal));
}
