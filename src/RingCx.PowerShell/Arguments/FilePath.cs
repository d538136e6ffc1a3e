namespace RingCx.Arguments;

/// <summary>A file that is given to a command: relative to where the session stands, which is not where the process does.</summary>
internal static class FilePath
{
    // PowerShell's name of the provider.
    private const string FileSystem = "FileSystem";

    /// <summary>The full path. What is not the path of a file ends the command.</summary>
    public static string Resolve(RcxCommand command, string? given, string parameter, string example)
    {
        command.RejectIf(string.IsNullOrWhiteSpace(given), $"-{parameter} is empty. {example}");
        try
        {
            var path = command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(given, out var provider, out _);
            var name = Path.GetFileName(path);
            command.RejectIf(
                name.IndexOf(':') >= 0 || name.EndsWith(".", StringComparison.Ordinal) || Identifier.IsDeviceName(name),
                $"-{parameter} '{given}' is not the path of a file: on Windows '{name}' is a device or a part of a file, "
                + $"and what works here is to work there. {example}");
            if (provider.Name == FileSystem)
            {
                // PowerShell leaves \\server\share as it is; here that is a file's name, relative to where the process stands.
                command.RejectIf(
                    !Path.IsPathRooted(path),
                    $"-{parameter} '{given}' names a share of Windows, which this system knows by no such path. "
                    + "Give the folder that the share is mounted at.");
                return Path.GetFullPath(path);
            }
        }
        catch (Exception e) when (e is SessionStateException or ProviderInvocationException or ArgumentException
            or NotSupportedException or InvalidOperationException or PathTooLongException)
        {
            // Said below.
        }

        command.RejectIf(true, $"-{parameter} '{given}' is not the path of a file. {example}");
        return string.Empty;
    }
}
