namespace RingCx.Client.Tests.Support;

/// <summary>A folder that is gone after the test, and the token cache's folder in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ringcx-");

    /// <summary>Where the token caches lie; made by the first that is opened.</summary>
    public string Path => System.IO.Path.Combine(_root.FullName, "RingCx.PowerShell", "TokenCache");

    /// <summary>The files in it.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(Path) ? [.. Directory.GetFiles(Path).Order(StringComparer.Ordinal)] : [];

    /// <summary>The only file of a kind.</summary>
    public string File(string extension) => Files.Single(f => f.EndsWith(extension, StringComparison.Ordinal));

    public void Dispose() => _root.Delete(recursive: true);
}
