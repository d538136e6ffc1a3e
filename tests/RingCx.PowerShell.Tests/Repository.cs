using System.Reflection;

namespace RingCx.PowerShell.Tests;

/// <summary>The files of the repository that the contract is compared with.</summary>
internal static class Repository
{
    private static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    /// <summary>The files of a folder whose names match.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] folder) => Directory.EnumerateFiles(Path.Combine([Root, .. folder]), pattern);

    /// <summary>Whether the repository has that file.</summary>
    public static bool Has(string path) => File.Exists(Path.Combine(Root, path));
}
