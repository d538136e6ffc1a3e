using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace RingCx.Client.Storage;

/// <summary>
/// A lock that several processes on one machine respect: a file that one of them has open at a time. It ends with the process that
/// holds it, however that ends; the empty file stays.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private const int ShortestDelay = 2;
    private const int LongestDelay = 50;

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock. In real time: the other processes know no other clock.</summary>
    /// <param name="path">The lock's own file, beside what it protects.</param>
    /// <param name="patience">How long to wait for the others.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="IOException">The file can not be opened, or the others did not let go of it in time.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static async Task<FileLock> AcquireAsync(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = Stopwatch.StartNew();
        for (var delay = ShortestDelay; ; delay = Math.Min(LongestDelay, delay * 2))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
            }
            catch (IOException e) when (e.GetType() == typeof(IOException) && start.Elapsed < patience)
            {
                // Somebody has it. What derives from IOException (no such folder, …) does not pass by waiting.
            }

            await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets the others have it.</summary>
    public void Dispose() => _file.Dispose();
}
