using System.ComponentModel;
using System.Diagnostics;

namespace RingCx.Client.Tests.Audit;

/// <summary>Makes a file one that can only be appended to, for as long as this lives.</summary>
internal sealed class AppendOnly : IDisposable
{
    private readonly string _path;

    public AppendOnly(string path)
    {
        _path = path;
        Assert.True(TryChange("+a", path));
    }

    /// <summary>Whether this system, this user and this file system can do that.</summary>
    public static bool IsPossible { get; } = Try();

    public void Dispose() => TryChange("-a", _path);

    private static bool Try()
    {
        using var file = new AuditFile();
        File.WriteAllText(file.Path, string.Empty);
        return TryChange("+a", file.Path) && TryChange("-a", file.Path);
    }

    private static bool TryChange(string change, string path)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("chattr", [change, path]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
