using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RingCx.Client.Storage;

/// <summary>
/// Opens files that may be appended to and nothing else, such as those with the attribute that <c>chattr +a</c> sets. .NET has no name for
/// it: its own mode for appending asks the system for the right to write anywhere.
/// </summary>
internal static class AppendOnlyFile
{
    // fcntl.h of Linux and of macOS.
    private const int WriteOnly = 1;
    private const int LinuxAppend = 0x400;
    private const int LinuxCloseOnExec = 0x8_0000;
    private const int MacAppend = 0x8;
    private const int MacCloseOnExec = 0x100_0000;

    /// <summary>Opens a file that is there, to append to it; null where that is not possible either.</summary>
    public static FileStream? TryOpen(string path)
    {
        var isMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
        if ((!isMac && !RuntimeInformation.IsOSPlatform(OSPlatform.Linux)) || !File.Exists(path))
            return null;

        var handle = new SafeFileHandle(
            (IntPtr)Open(path, WriteOnly | (isMac ? MacAppend | MacCloseOnExec : LinuxAppend | LinuxCloseOnExec)), ownsHandle: true);
        if (handle.IsInvalid)
        {
            handle.Dispose();
            return null;
        }

        return new FileStream(handle, FileAccess.Write, bufferSize: 1);
    }

    // Without the mode of a new file, which makes it a function of any number of arguments: those are called otherwise on some machines.
    [DllImport("libc", EntryPoint = "open", BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPStr)] string path, int flags);
}
