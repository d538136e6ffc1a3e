using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;

namespace RingCx.Client.Storage;

/// <summary>
/// A folder whose files are readable by its owner alone: on Unix by their modes, from the moment of their creation, on Windows as every
/// folder of a user's profile is.
/// </summary>
/// <param name="path">The folder; null for the one of the token caches in the user's profile.</param>
internal sealed class OwnerOnlyFolder(string? path)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int OwnedFolderMode = 0b111_000_000;
    private const int OwnedFileMode = 0b110_000_000;
    private const int OthersMode = 0b000_111_111;


    /// <summary>Whether the platform's files have modes.</summary>
    public static bool HasModes { get; } = !RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <exception cref="RingCxException">The user has no folder for the data of programs.</exception>
    public string Path => path ?? System.IO.Path.Combine(Profile(), "RingCx.PowerShell", "TokenCache");

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>Makes the folder where it is not there, and waits for one of its locks.</summary>
    /// <exception cref="RingCxException">The folder cannot be used, or another process kept the lock for too long.</exception>
    public async Task<FileStream> LockAsync(string file, TimeSpan patience, CancellationToken cancellationToken)
    {
        var path = PathOf(file);
        Use(Path, () =>
        {
            if (!Directory.Exists(Path))
                Make(Path);

            RefuseOthers(Path, "700");
            return true;
        });
        try
        {
            return await PatientFile.LockAsync(path, patience, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e) when (PatientFile.IsHeld(e))
        {
            throw Unusable(path, FormattableString.Invariant($"another process has kept it locked for {patience.TotalSeconds:0} s"), e);
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            throw Unusable(path, e);
        }
    }

    /// <summary>Does something with one of the files; what goes wrong says which one it was, and what to do.</summary>
    /// <exception cref="RingCxException">It went wrong.</exception>
    public static T Use<T>(string path, Func<T> action)
    {
        try
        {
            // A virus scanner or a backup may have it open for a moment, and share nothing.
            return PatientFile.Use(Patience, action);
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            throw Unusable(path, e);
        }
    }

    /// <summary>Opens a file; one that is made thereby is its owner's alone, one that is there has to be.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access)
    {
        if (!HasModes)
            return new FileStream(path, mode, access, access == FileAccess.Read ? FileShare.ReadWrite | FileShare.Delete : FileShare.Read);

        if (mode != FileMode.CreateNew && File.Exists(path))
            RefuseOthers(path, "600");

        return Unix.Open(path, mode, access);
    }

    /// <summary>Puts a file in another's place: who reads finds the one or the other, and nothing in between.</summary>
    public static void Replace(string path, string by)
    {
        if (File.Exists(path))
            File.Replace(by, path, destinationBackupFileName: null);
        else
            File.Move(by, path);
    }

    private static string Profile()
    {
        var folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return folder.Length > 0
            ? folder
            : throw new RingCxException(
                FailureKind.TokenCacheUnavailable,
                "The user has no folder for a token cache. "
                    + "Give the account a profile (on Unix: set HOME or XDG_DATA_HOME), or connect without -TokenCache.");
    }

    private static DirectoryInfo Make(string path) => HasModes ? Unix.MakeFolder(path, OwnedFolderMode) : Directory.CreateDirectory(path);

    // As ssh does: whoever could write there could put their own tokens into this user's hands, whoever could read has them.
    private static void RefuseOthers(string path, string mode)
    {
        if (HasModes && (Unix.Mode(path) & OthersMode) is not 0 and var open)
        {
            throw new RingCxException(
                FailureKind.TokenCacheUnavailable,
                $"The token cache is open to other users of this machine: {path} has permissions for them ({Convert.ToString(open, 8)}). "
                    + $"Find out why, then run: chmod {mode} '{path}'. "
                    + "If somebody may have read it, run Disconnect-Rcx -ClearTokenCache after that.");
        }
    }

    // DPAPI fails where the user's profile is not loaded.
    private static bool IsOfFiles(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or SecurityException or CryptographicException;

    private static RingCxException Unusable(string path, Exception e) => Unusable(
        path, e is UnauthorizedAccessException ? "the user who runs this may not read or write it" : e.Message.TrimEnd('.'), e);

    private static RingCxException Unusable(string path, string why, Exception e) =>
        new(
            FailureKind.TokenCacheUnavailable,
            $"The token cache {path} cannot be used: {why}. See to it, or connect without -TokenCache.",
            e);

    /// <summary>Modes of files, by reflection: netstandard2.0 has no names for them, .NET 7 and later have.</summary>
    private static class Unix
    {
        private static readonly Type ModeType = Type.GetType("System.IO.UnixFileMode", throwOnError: true)!;
        private static readonly Type OptionsType = Type.GetType("System.IO.FileStreamOptions", throwOnError: true)!;

        public static readonly Func<string, int> Mode = Bind<Func<string, int>>(typeof(File), "GetUnixFileMode", typeof(string));

        /// <summary>Makes a folder that has its permissions from the start.</summary>
        public static readonly Func<string, int, DirectoryInfo> MakeFolder =
            Bind<Func<string, int, DirectoryInfo>>(typeof(Directory), nameof(Directory.CreateDirectory), typeof(string), ModeType);

        private static readonly MethodInfo OpenFile = typeof(File).GetMethod(nameof(File.Open), [typeof(string), OptionsType])!;

        /// <summary>Opens a file; one that is made thereby has its permissions from the start.</summary>
        public static FileStream Open(string path, FileMode mode, FileAccess access)
        {
            var options = Activator.CreateInstance(OptionsType)!;
            Set(options, "Mode", mode);
            Set(options, "Access", access);
            Set(options, "Share", FileShare.Read);
            if (mode != FileMode.Open)
                Set(options, "UnixCreateMode", Enum.ToObject(ModeType, OwnedFileMode));

            try
            {
                return (FileStream)OpenFile.Invoke(null, [path, options])!;
            }
            catch (TargetInvocationException e) when (e.InnerException is { } cause)
            {
                ExceptionDispatchInfo.Capture(cause).Throw();
                throw;
            }
        }

        private static void Set(object options, string property, object value) =>
            OptionsType.GetProperty(property)!.SetValue(options, value);

        private static T Bind<T>(Type type, string method, params Type[] parameters)
            where T : Delegate => (T)Delegate.CreateDelegate(typeof(T), type.GetMethod(method, parameters)!);
    }
}
