using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace RingCx.Client.Storage;

/// <summary>Opens files that other processes have open for a moment.</summary>
internal static class PatientFile
{
    private const int ShortestDelay = 2;
    private const int LongestDelay = 50;

    /// <summary>Opens a file to read and write it, and makes it if need be. Waits in real time: the other processes know no other clock.</summary>
    /// <param name="path">The file.</param>
    /// <param name="share">What others may do meanwhile.</param>
    /// <param name="patience">How long to wait for the others.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="IOException">The file can not be opened, or the others did not let go of it in time.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static async Task<FileStream> OpenAsync(string path, FileShare share, TimeSpan patience, CancellationToken cancellationToken)
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
            catch (IOException e) when (e.GetType() == typeof(IOException) && start.Elapsed < patience)
            {
                // Somebody has it. What derives from IOException (no such folder, …) does not pass by waiting.
            }

            await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
        }
    }
}
