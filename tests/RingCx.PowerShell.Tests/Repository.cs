using System.Reflection;

namespace RingCx.PowerShell.Tests;

/// <summary>The files of the repository that the contract is compared with.</summary>
internal static class Repository
{
    private static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    /// <summary>The files of a folder whose names match.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] folder) => Directory.EnumerateFiles(Path.Combine([Root, .. folder]), pattern);

    /// <summary>All files of a folder and those below it that are text somebody wrote, and the files at the root.</summary>
    public static IEnumerable<string> Sources(string folder)
    {
        string[] texts = [".cs", ".ps1", ".psm1", ".psd1", ".ps1xml", ".md", ".txt", ".xml", ".csproj", ".props", ".json", ".mjs", ".py", ".sh", ""];
        return Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Root)).Where(file =>
        {
            var path = Path.GetRelativePath(Root, file).Replace('\\', '/');
            return texts.Contains(Path.GetExtension(file)) && !path.Contains("/bin/") && !path.Contains("/obj/") && !path.Contains("/node_modules/");
        });
    }

    /// <summary>Whether the repository has that file or folder.</summary>
    public static bool Has(string path) => Path.Exists(Path.Combine(Root, path));
}
