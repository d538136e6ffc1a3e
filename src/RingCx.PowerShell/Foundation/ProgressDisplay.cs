using System.Diagnostics;

namespace RingCx.Foundation;

/// <summary>A command's progress: why it waits and for how long yet, and how far it has come with many calls.</summary>
internal sealed class ProgressDisplay(PSCmdlet command)
{
    // Shorter waits are over before anybody has read why.
    private static readonly TimeSpan WorthShowing = TimeSpan.FromSeconds(0.5);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private ProgressRecord? _shown;
    private TimeSpan? _waitEnd;

    /// <summary>How far a command on many calls has come; null for other commands.</summary>
    public BatchCount? Batch { get; set; }

    /// <summary>True while a wait is shown.</summary>
    public bool CountsDown => _waitEnd is not null;

    /// <summary>Shows the wait from the next <see cref="Refresh"/> on, where it is long enough.</summary>
    public void Announce(RequestEvent report)
    {
        if (report.Delay >= WorthShowing)
        {
            _shown = new ProgressRecord(0, command.MyInvocation.MyCommand.Name, Batch?.Prefix + report.Message);
            _waitEnd = _clock.Elapsed + report.Delay;
        }
    }

    public void Refresh()
    {
        if (_shown is not null && _waitEnd is { } end)
            Write(_shown, Math.Max(0, (int)Math.Ceiling((end - _clock.Elapsed).TotalSeconds)));
    }

    /// <summary>Shows how far the command has come, in the place where waits are shown too.</summary>
    public void Show(string status)
    {
        _shown ??= new ProgressRecord(0, command.MyInvocation.MyCommand.Name, status);
        _shown.StatusDescription = status;
        Write(_shown, -1);
    }

    /// <summary>Takes it away; one that shows how far a command has come stays until the command ends.</summary>
    public void Hide(bool always = false)
    {
        _waitEnd = null;
        if (_shown is not null && (always || Batch is not { Done: > 0 }))
        {
            _shown.RecordType = ProgressRecordType.Completed;
            command.WriteProgress(_shown);
            _shown = null;
        }
    }

    private void Write(ProgressRecord record, int secondsRemaining)
    {
        record.SecondsRemaining = secondsRemaining;
        Batch?.Complete(record);
        command.WriteProgress(record);
    }
}
