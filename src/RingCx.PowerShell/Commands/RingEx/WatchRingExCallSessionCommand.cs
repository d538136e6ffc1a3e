namespace RingCx.Commands;

/// <summary>
/// Follows telephony sessions live and emits what becomes of their parties, from RingEX's WebSocket. Goes on until Ctrl+C, -Timeout or
/// Select-Object -First, through lost connections: what was missed meanwhile is emitted afterwards, once and in order. Where that cannot
/// be, a warning tells from when to when events are missing.
/// </summary>
[Cmdlet(VerbsCommon.Watch, "RingExCallSession", HelpUri = HelpPages.Root + "Watch-RingExCallSession.md")]
[OutputType(typeof(RingExCallEvent))]
public sealed class WatchRingExCallSessionCommand : RingExCommand
{
    /// <summary>
    /// Extension (the default): the sessions of one user. Account: those of the whole company, which requires an administrator.
    /// </summary>
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
        var end = Client.Clock.Now + Timeout;
        try
        {
            if (!Await((progress, stop) => WithinAsync(end, token => StartAsync(reader, progress, token), stop)).InTime)
            {
                ReportError(ErrorRecords.WaitTimeout(
                    $"The sessions could not be followed within {Timeout!.Value.TotalSeconds:0.#} s: "
                        + "the connection was not made in that time.",
                    extension));
                return;
            }

            WriteVerbose("Following the sessions. What happens from now on is told.");
            while (Await((progress, stop) => ReadAsync(reader, end, progress, stop)) is { } item)
                Show(item);
        }
        catch (RingCxException e)
        {
            var permission = extension is null ? "ReadCompanyCallLog" : null;
            ReportError(ErrorRecords.FromRingEx(e, "follow the sessions", extension, permission, null));
        }
    }

    private static async Task<bool> StartAsync(TelephonyEventReader reader, IProgress<RequestEvent> progress, CancellationToken token)
    {
        await reader.StartAsync(progress, token).ConfigureAwait(false);
        return true;
    }

    // Null when the time is over.
    private async Task<TelephonyEventItem?> ReadAsync(
        TelephonyEventReader reader, TimeSpan? end, IProgress<RequestEvent> progress, CancellationToken stop)
    {
        while (end is null || Client.Clock.Now < end)
        {
            var (isInTime, item) = await WithinAsync(end, token => reader.ReadAsync(progress, token), stop).ConfigureAwait(false);
            if (isInTime)
                return item;

            // The time may be over, or a timer's longest.
        }

        return null;
    }

    private Task<(bool InTime, T? Result)> WithinAsync<T>(TimeSpan? end, Func<CancellationToken, Task<T>> start, CancellationToken stop)
    {
        var left = end - Client.Clock.Now;
        return Client.Clock.WithinAsync(left > PollingTimes.LongestTimer ? PollingTimes.LongestTimer : left, start, stop);
    }

    private void Show(TelephonyEventItem item)
    {
        if (item.Event is { } change)
        {
            WriteObject(change);
        }
        else if (item.Gap is { } gap)
        {
            WriteWarning(
                $"Events from {gap.From.ToLocalTime():HH:mm:ss} to {gap.To.ToLocalTime():HH:mm:ss} may be missing. {gap.Reason} "
                    + "Get-RingExActiveCall and Get-RingExCallSession tell how the calls stand.");
        }
    }
}
