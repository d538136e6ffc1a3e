namespace RingCx.Commands;

/// <summary>
/// Follows telephony sessions live and emits what becomes of their parties, from RingEX's WebSocket. Goes on until Ctrl+C, -Timeout or
/// Select-Object -First, through lost connections: what was missed meanwhile is emitted afterwards, once and in order. Where that cannot be, a
/// warning tells from when to when events are missing.
/// </summary>
[Cmdlet(VerbsCommon.Watch, "RingExCallSession", HelpUri = HelpPages.Root + "Watch-RingExCallSession.md")]
[OutputType(typeof(RingExCallEvent))]
public sealed class WatchRingExCallSessionCommand : RingExCommand
{
    /// <summary>Extension (the default): the sessions of one user. Account: those of the whole company, which takes an admin.</summary>
    [Parameter(Position = 0)]
    public RingExScope? Scope { get; set; }

    /// <summary>The extension's id; by default the one that signed in.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ExtensionId { get; set; }

    /// <summary>How long to watch: seconds or a TimeSpan; without it until it is stopped.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Checks what can be checked before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        PollingTimes.CheckTimeout(this, Timeout);
    }

    /// <summary>Watches.</summary>
    protected override void ProcessRecord()
    {
        if (!RingExScopes.ExtensionOrError(this, Scope, ExtensionId, out var extension))
            return;

        using var reader = Client.RingEx.Watch(extension);
        var clock = Client.Clock;
        var end = clock.Now + Timeout;
        try
        {
            if (!Await((progress, cancellationToken) => StartAsync(reader, clock, end, progress, cancellationToken)))
            {
                ReportError(ErrorRecords.WaitTimeout($"The sessions could not be followed within {Timeout!.Value.TotalSeconds:0.#} s: the connection was not made in that time.", extension));
                return;
            }

            WriteVerbose("Following the sessions. What happens from now on is told.");
            while (Await((progress, cancellationToken) => ReadAsync(reader, clock, end, progress, cancellationToken)) is { } item)
                Show(item);
        }
        catch (RingCxException e)
        {
            ReportError(ErrorRecords.FromRingEx(e, "follow the sessions", extension, extension is null ? "ReadCompanyCallLog" : null, null));
        }
    }

    // False when the time is over.
    private static async Task<bool> StartAsync(TelephonyEventReader reader, MonotonicClock clock, TimeSpan? end, IProgress<RequestEvent> progress, CancellationToken cancellationToken) =>
        (await clock.WithinAsync(Left(clock, end), token => DoAsync(() => reader.StartAsync(progress, token)), cancellationToken).ConfigureAwait(false)).InTime;

    // Null when the time is over.
    private static async Task<TelephonyEventItem?> ReadAsync(TelephonyEventReader reader, MonotonicClock clock, TimeSpan? end, IProgress<RequestEvent> progress, CancellationToken cancellationToken)
    {
        while (end is null || clock.Now < end)
        {
            var (isInTime, item) = await clock.WithinAsync(Left(clock, end), token => reader.ReadAsync(progress, token), cancellationToken).ConfigureAwait(false);
            if (isInTime)
                return item;

            // The time may be over, or a timer's longest.
        }

        return null;
    }

    private static TimeSpan? Left(MonotonicClock clock, TimeSpan? end) =>
        end - clock.Now is not { } left ? null : left < PollingTimes.LongestTimer ? left : PollingTimes.LongestTimer;

    private static async Task<bool> DoAsync(Func<Task> work)
    {
        await work().ConfigureAwait(false);
        return true;
    }

    private void Show(TelephonyEventItem item)
    {
        if (item.Event is { } change)
            WriteObject(change);
        else if (item.Gap is { } gap)
            WriteWarning($"Events from {gap.From.ToLocalTime():HH:mm:ss} to {gap.To.ToLocalTime():HH:mm:ss} may be missing. {gap.Reason} Get-RingExActiveCall and Get-RingExCallSession tell how the calls stand.");
    }
}
