using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RingCx.Client.Storage;

/// <summary>Opens files that other processes have open for a moment.</summary>
internal static class PatientFile
{
    private const int ShortestDelay = 2;
    private const int LongestDelay = 50;

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION, which Mono has on every platform; and what ReplaceFile says where a reader shares
    // no deletion: ERROR_UNABLE_TO_REMOVE_REPLACED, ERROR_UNABLE_TO_MOVE_REPLACEMENT.
    private static readonly int[] WindowsCodes =
        unchecked([(int)0x80070020, (int)0x80070021, (int)0x80070497, (int)0x80070498]);

    // .NET gives errno as it is: EAGAIN is a lock; EBUSY and ETXTBSY are what shares of Windows machines make of a sharing violation.
    private static readonly int[] UnixCodes = [RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? 35 : 11, 16, 26];

    /// <summary>Opens a file to read and write it, and makes it if need be. Waits in real time, as the other processes do.</summary>
    /// <param name="appends">Whether a file that is there and can only be appended to will do; it is not opened to be read then.</param>
    /// <exception cref="IOException">It cannot be opened, or the others did not let go of it in time (<see cref="IsHeld"/>).</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static async Task<FileStream> OpenAsync(
        string path, FileShare share, TimeSpan patience, CancellationToken cancellationToken, bool appends = false)
    {
        var start = Stopwatch.StartNew();
        for (var delay = ShortestDelay; ; delay = Math.Min(LongestDelay, delay * 2))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                // No buffer: what is written is the file system's at once, and whole.
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 1);
            }
            catch (UnauthorizedAccessException) when (appends && AppendOnlyFile.TryOpen(path) is { } file)
            {
                return file;
            }
            catch (IOException e) when (IsHeld(e) && start.Elapsed < patience)
            {
                // Nothing else passes by waiting.
            }

            await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Waits for a lock that several processes on one machine respect: a file that one of them has open at a time. It ends with the process
    /// that holds it, however that ends; the empty file stays.
    /// </summary>
    public static Task<FileStream> LockAsync(string path, TimeSpan patience, CancellationToken cancellationToken) =>
        OpenAsync(path, FileShare.None, patience, cancellationToken);

    /// <summary>Does something with a file that others may have open for a moment, on this thread.</summary>
    /// <param name="action">What is done; again from its beginning, where a file was held.</param>
    /// <exception cref="IOException">It went wrong, or the others did not let go of the file in time (<see cref="IsHeld"/>).</exception>
    public static T Use<T>(TimeSpan patience, Func<T> action)
    {
        var start = Stopwatch.StartNew();
        for (var delay = ShortestDelay; ; delay = Math.Min(LongestDelay, delay * 2))
        {
            try
            {
                return action();
            }
            catch (IOException e) when (IsHeld(e) && start.Elapsed < patience)
            {
                Thread.Sleep(delay);
            }
        }
    }

    /// <summary>Whether a file could not be used because somebody has it open: the one failure that passes by waiting.</summary>
    public static bool IsHeld(Exception error) =>
        error is IOException && (WindowsCodes.Contains(error.HResult)
            || (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && UnixCodes.Contains(error.HResult)));
}
