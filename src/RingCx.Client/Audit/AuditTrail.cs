using System.Diagnostics;
using System.Security;

namespace RingCx.Client.Audit;

/// <summary>
/// A file that only grows: a line when an action begins, before it is sent, and one with the same id when it has ended. A file that cannot
/// be written shows while nothing has been sent; an action whose process died has no second line. Several processes may share the file. The
/// file is touched on threads of the pool alone: one on a share can hang for as long as it likes, and nobody has to wait for it.
/// </summary>
/// <param name="patience">How long to wait for other processes, in real time; null for the usual.</param>
/// <param name="opening">Called where a file is about to be opened; null for nothing. A test's share hangs there.</param>
internal sealed class AuditTrail(
    string path, Func<string?> user, TimeProvider time, TimeSpan? patience = null, Action<string>? opening = null)
{
    private const string SharedMemory = "/dev/shm/";
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    // Whoever pressed Ctrl+C wants to go.
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(2);

    // Who waits for a file gives up a little later than the one who tries it, and can say why.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.5);

    // Of Unix and of Windows, as full paths name what is no file on a disk.
    private static readonly string[] DeviceFolders = ["/dev/", "/proc/", "/sys/", @"\\.\"];

    private readonly AuditIndex _index = new();
    private readonly string _lock = path + ".lock";
    private readonly TimeSpan _patience = patience ?? DefaultPatience;

    public string Path { get; } = path;

    /// <summary>Makes the file if it is not there.</summary>
    /// <exception cref="RingCxException">The file cannot be written.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await InTimeAsync(UseAsync(TryAsync, cancellationToken), _patience + Grace, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw NotWritten(e);
        }

        async Task TryAsync()
        {
            // Before there is a lock's file beside it: what cannot be an audit file leaves nothing behind.
            if (DeviceFolders.Any(IsIn) && !IsIn(SharedMemory))
                throw NotKept();

            if (File.Exists(Path))
                (await OpenAsync(_patience, cancellationToken).ConfigureAwait(false)).Dispose();

            await LockedAsync(RefuseDevice, cancellationToken).ConfigureAwait(false);
        }

        bool IsIn(string folder) => Path.StartsWith(folder, StringComparison.Ordinal);
    }

    /// <summary>Writes that an action begins, to the disk.</summary>
    /// <exception cref="RingCxException">The line could not be written; the action must not be sent.</exception>
    public async Task<AuditLine> BeginAsync(ApiRequest call, string host, CancellationToken cancellationToken)
    {
        var line = new AuditLine(call, user(), host, time);
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = givenUp.Token;
        var mayStand = false;
        var writing = UseAsync(() => LockedAsync(Begin, token), token);
        try
        {
            await InTimeAsync(writing, _patience + Grace, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            givenUp.Cancel();
            _ = EndUnsentAsync();
            throw e is IOException ? NotWritten(e) : e;
        }

        return line;

        void Begin(FileStream file)
        {
            // While nobody else can write: what two runs ask for at once is begun by one.
            RefuseSecond(line);
            Volatile.Write(ref mayStand, true);
            Append(file, line.Begin());
        }

        // The line may stand there all the same, or will in a moment; its action is not sent any more.
        async Task EndUnsentAsync()
        {
            try
            {
                await writing.ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // What it was has been said.
            }

            if (Volatile.Read(ref mayStand))
                await EndAsync(line, AuditOutcome.Cancelled, TimeSpan.Zero).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Writes what came of an action. A failure is reported and not thrown: the action has happened. It is tried for as long as ever, also
    /// where nobody waits so long.
    /// </summary>
    public async Task CompleteAsync(AuditLine line, string outcome, IProgress<RequestEvent>? progress, bool hurried)
    {
        if (await EndAsync(line, outcome, hurried ? ShortPatience : _patience + Grace).ConfigureAwait(false) is { } why)
        {
            progress?.Report(new RequestEvent(
                RequestEventKind.Warning,
                $"What came of {line.Action} ({outcome}) could not be written to the audit file {Path}: {why} "
                    + $"What stands there says that it has begun ({AuditOutcome.Pending}), and not how it ended."));
        }
    }

    // Null where it was written; why not, where it was not, or not so soon.
    private async Task<string?> EndAsync(AuditLine line, string outcome, TimeSpan longest)
    {
        var bytes = line.End(outcome);
        var writing = UseAsync(() => LockedAsync(file => Append(file, bytes), CancellationToken.None), CancellationToken.None);
        try
        {
            await InTimeAsync(writing, longest, CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }

    // All failures of files come out as one kind, with a reason that a person understands.
    private Task UseAsync(Func<Task> use, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await use().ConfigureAwait(false);
            }
            catch (Exception e) when (
                e is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException)
            {
                throw new IOException(Reason(e), e);
            }
        },
        CancellationToken.None);

    private static async Task InTimeAsync(Task work, TimeSpan longest, CancellationToken cancellationToken)
    {
        // Whoever waits may have gone by the time it fails.
        work.Forget();
        try
        {
            await work.WaitAsync(longest, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            throw new IOException(FormattableString.Invariant($"its disk or share has not answered for {longest.TotalSeconds:0.#} s."));
        }
    }

    // The file is opened anew each time, so that it can be moved away; readers and log shippers may have it open all the while.
    private async Task LockedAsync(Action<FileStream> use, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var turn = await ProcessGate.EnterAsync(Path, _patience, cancellationToken).ConfigureAwait(false)
            ?? throw new IOException("Other threads of this process did not let go of it in time.");
        opening?.Invoke(_lock);
        if (Directory.Exists(Path))
            throw new UnauthorizedAccessException();

        using var mutex = await PatientFile.LockAsync(_lock, Left(), cancellationToken).ConfigureAwait(false);
        using var file = await OpenAsync(Left(), cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        use(file);

        TimeSpan Left() => watch.Elapsed < _patience ? _patience - watch.Elapsed : TimeSpan.Zero;
    }

    private Task<FileStream> OpenAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        opening?.Invoke(Path);
        return PatientFile.OpenAsync(Path, Shared, patience, cancellationToken, appends: true);
    }

    private void Append(FileStream file, byte[] line)
    {
        var end = file.Length;
        if (end > 0 && LastByte(file) != '\n')
        {
            // Somebody died in the middle of a line, or has edited the file.
            line = [(byte)'\n', .. line];
        }

        file.Position = end;
        file.Write(line, 0, line.Length);
        file.Flush(flushToDisk: true);
        if (file.Length < end + line.Length)
            throw NotKept();
    }

    private void RefuseSecond(AuditLine line)
    {
        if (line.OnceKey is null)
            return;

        using (var readable = new FileStream(Path, FileMode.Open, FileAccess.Read, Shared))
            _index.ReadOn(readable);

        if (_index.Find(line.OnceKey, line.Account, line.Action) is not { } before)
            return;

        var begun = $"{line.Action} was begun at {before.At} by {before.RunAs} under this name";
        throw before.IsDone
            ? new RingCxException(
                FailureKind.AlreadyDone, $"{begun}, and was done, as the audit file {Path} says (id {before.Id}). It was not sent again.")
            : new RingCxException(
                FailureKind.OutcomeUnknown,
                $"{begun}, and the audit file {Path} does not say that it was done, or that it was not (id {before.Id}): "
                + "that run may still be at work, or it ended before the answer came. It was not sent again.")
            {
                MayBeDone = true,
            };
    }

    private int LastByte(FileStream file)
    {
        if (file.CanRead)
            return Read(file);

        using var readable = new FileStream(Path, FileMode.Open, FileAccess.Read, Shared);
        return Read(readable);

        static int Read(FileStream file)
        {
            file.Position = file.Length - 1;
            return file.ReadByte();
        }
    }

    // What is no file has no length that could be set; nothing is lost where there is nothing. What can only be appended to is a file.
    private static void RefuseDevice(FileStream file)
    {
        if (file.Length == 0 && file.CanRead)
        {
            try
            {
                file.SetLength(0);
            }
            catch (Exception e) when (e is IOException or ArgumentException)
            {
                throw NotKept(e);
            }
        }
    }

    private static NotSupportedException NotKept(Exception? cause = null) => new("Nothing is kept there.", cause);

    private RingCxException NotWritten(Exception e) =>
        new(FailureKind.AuditNotWritten, $"The audit file {Path} cannot be written: {e.Message} Nothing was sent.", e);

    private string Reason(Exception error) => error switch
    {
        DirectoryNotFoundException => "its folder does not exist.",
        UnauthorizedAccessException when Directory.Exists(Path) => "it is a folder.",
        UnauthorizedAccessException when File.Exists(Path) && (File.GetAttributes(Path) & FileAttributes.ReadOnly) != 0 =>
            "it is read-only.",
        UnauthorizedAccessException or SecurityException => "it, or the lock file beside it, may not be written.",
        NotSupportedException or ArgumentException => "it is not a file.",
        _ when PatientFile.IsHeld(error) => FormattableString.Invariant(
            $"another program has kept it, or the lock file beside it, open for {_patience.TotalSeconds:0.#} s."),
        _ => error.Message.TrimEnd('.', ' ') + ".",
    };
}
