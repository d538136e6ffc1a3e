namespace RingCx.Client.Storage;

/// <summary>
/// A lock that several processes on one machine respect: a file that one of them has open at a time. It ends with the process that
/// holds it, however that ends; the empty file stays.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The lock's own file, beside what it protects.</param>
    /// <exception cref="IOException">The file cannot be opened, or the others did not let go of it in time.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static async Task<FileLock> AcquireAsync(string path, TimeSpan patience, CancellationToken cancellationToken) =>
        new(await PatientFile.OpenAsync(path, FileShare.None, patience, cancellationToken).ConfigureAwait(false));

    /// <summary>Lets the others have it.</summary>
    public void Dispose() => _file.Dispose();
}
