using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using RingCx.Client.Http;
using RingCx.Client.Storage;

namespace RingCx.Client.Audit;

/// <summary>
/// A file that gets one line for every action. The line is written before the action is sent, with room for what comes of it, which is
/// written over that room after the answer: a file that can not be written shows while nothing has been sent, and an action whose process
/// died leaves a line that says so. Several processes may share the file.
/// </summary>
internal sealed class AuditTrail
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    // Whoever pressed Ctrl+C wants to go.
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(2);

    // The threads of this process queue up here, where nobody has to poll; the lock beside the file is between processes.
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Gates = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _gate;
    private readonly string _lock;
    private readonly Func<string?> _user;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;

    /// <param name="path">The file's full path.</param>
    /// <param name="user">Tells who is signed in.</param>
    /// <param name="time">The clock.</param>
    /// <param name="patience">How long to wait for other processes, in real time; null for the usual.</param>
    public AuditTrail(string path, Func<string?> user, TimeProvider time, TimeSpan? patience = null)
    {
        Path = path;
        _lock = path + ".lock";
        _gate = Gates.GetOrAdd(path, static _ => new SemaphoreSlim(1, 1));
        _user = user;
        _time = time;
        _patience = patience ?? DefaultPatience;
    }

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <summary>Makes the file if it is not there.</summary>
    /// <exception cref="RingCxException">The file can not be written.</exception>
    public Task CheckAsync(CancellationToken cancellationToken) => BeforehandAsync(static file => file.Length, cancellationToken);

    /// <summary>Writes an action's line, to the disk.</summary>
    /// <param name="call">The action.</param>
    /// <param name="host">The service's host, as the line names it.</param>
    /// <param name="cancellationToken">Gives up waiting for other processes.</param>
    /// <exception cref="RingCxException">The line could not be written; the action must not be sent.</exception>
    public async Task<AuditEntry> BeginAsync(ApiRequest call, string host, CancellationToken cancellationToken)
    {
        var line = new AuditLine(call, _user(), host, _time.GetUtcNow());
        var offset = await BeforehandAsync(file => Append(file, line.ToBytes(AuditOutcome.Pending, null)), cancellationToken).ConfigureAwait(false);
        return new AuditEntry(line, offset, _time.GetTimestamp());
    }

    /// <summary>Writes what came of an action. A failure is reported and not thrown: the action has happened.</summary>
    public async Task CompleteAsync(AuditEntry entry, string outcome, IProgress<RequestEvent>? progress, bool hurried)
    {
        var complete = entry.Line.ToBytes(outcome, _time.GetElapsedTime(entry.Start));
        try
        {
            await LockedAsync(
                file =>
                {
                    // Whoever moved the file away, cut it or edited it has the line in another place, or nowhere.
                    if (!Holds(file, entry.Offset, entry.Line.ToBytes(AuditOutcome.Pending, null)))
                    {
                        return Append(file, complete);
                    }

                    file.Position = entry.Offset + entry.Line.TailStart;
                    file.Write(complete, entry.Line.TailStart, complete.Length - entry.Line.TailStart);
                    return entry.Offset;
                },
                hurried ? ShortPatience : _patience,
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFileFailure(e))
        {
            progress?.Report(new RequestEvent(
                RequestEventKind.Warning,
                $"What came of {entry.Line.Action} ({outcome}) could not be written to the audit file {Path}: {Reason(e)} Its line there says {AuditOutcome.Pending}, if it is still there."));
        }
    }

    private async Task<long> BeforehandAsync(Func<FileStream, long> write, CancellationToken cancellationToken)
    {
        try
        {
            return await LockedAsync(write, _patience, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFileFailure(e))
        {
            throw new RingCxException(FailureKind.AuditNotWritten, $"The audit file {Path} can not be written: {Reason(e)} Nothing was sent.", e);
        }
    }

    // The file is opened anew each time, so that it can be moved away; readers and log shippers may have it open all the while.
    private async Task<long> LockedAsync(Func<FileStream, long> write, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!await _gate.WaitAsync(patience, cancellationToken).ConfigureAwait(false))
        {
            throw new IOException("Other threads of this process did not let go of it in time.");
        }

        try
        {
            using var mutex = await FileLock.AcquireAsync(_lock, patience, cancellationToken).ConfigureAwait(false);
            using var file = await PatientFile.OpenAsync(Path, FileShare.ReadWrite | FileShare.Delete, patience, cancellationToken).ConfigureAwait(false);
            return write(file);
        }
        finally
        {
            _gate.Release();
        }
    }

    private static long Append(FileStream file, byte[] line)
    {
        var end = file.Length;
        var start = end;
        if (end > 0)
        {
            file.Position = end - 1;
            if (file.ReadByte() != '\n')
            {
                // Somebody died in the middle of a line.
                line = [(byte)'\n', .. line];
                start++;
            }
        }

        file.Position = end;
        try
        {
            file.Write(line, 0, line.Length);
            file.Flush(flushToDisk: true);
            return start;
        }
        catch (IOException)
        {
            TakeBack(file, end, line.Length);
            throw;
        }
    }

    // Half a line, or one of an action that is not sent after all.
    private static void TakeBack(FileStream file, long end, int length)
    {
        try
        {
            if (file.Length <= end + length)
            {
                file.SetLength(end);
            }
        }
        catch (Exception e) when (IsFileFailure(e))
        {
            // The next one begins on a new line.
        }
    }

    private static bool Holds(FileStream file, long offset, byte[] line)
    {
        if (file.Length < offset + line.Length)
        {
            return false;
        }

        file.Position = offset;
        var found = new byte[line.Length];
        for (int read, done = 0; done < found.Length; done += read)
        {
            read = file.Read(found, done, found.Length - done);
            if (read == 0)
            {
                return false;
            }
        }

        return found.SequenceEqual(line);
    }

    private static bool IsFileFailure(Exception error) => error is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException;

    private string Reason(Exception error) => error switch
    {
        DirectoryNotFoundException => "its folder does not exist.",
        UnauthorizedAccessException when Directory.Exists(Path) => "it is a folder.",
        UnauthorizedAccessException or SecurityException => "it, or the lock file beside it, may not be written.",
        NotSupportedException or ArgumentException => "it is not a file.",
        _ => error.Message.TrimEnd('.', ' ') + ".",
    };
}
