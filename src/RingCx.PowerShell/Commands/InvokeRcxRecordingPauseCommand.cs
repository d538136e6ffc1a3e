namespace RingCx.Commands;

/// <summary>
/// Stops the recording of a call, runs a script block, and starts the recording again whatever happens: for card numbers and whatever else
/// must not be on a recording. The block does not run unless it is certain that the recording is off. The call is kept alive meanwhile.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "RcxRecordingPause", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Invoke-RcxRecordingPause.md")]
[OutputType(typeof(object))]
public sealed class InvokeRcxRecordingPauseCommand : CallCommand
{
    private static readonly TimeSpan DefaultResumeTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestResumeTimeout = TimeSpan.FromDays(1);

    // Whoever pressed Ctrl+C waits for this, and not for an hour.
    private static readonly TimeSpan ResumeTimeoutWhenStopped = TimeSpan.FromMinutes(1);

    /// <summary>What to run while the call is not recorded; the call is <c>$_</c> in it.</summary>
    [Parameter(Position = 0)]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>
    /// Runs the block, and starts the recording afterwards, also where the service refuses to stop it because it is off already.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// How long to try to start the recording again while the call lives: seconds or a TimeSpan; an hour by default, a minute after Ctrl+C.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ResumeTimeout { get; set; }

    /// <summary>Checks what holds for every call.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RejectIfMissing(
            ScriptBlock,
            nameof(ScriptBlock),
            "Say what to do while the call is not recorded: "
                + "$call | Invoke-RcxRecordingPause { Read-Host 'Press Enter when the card is charged' }");
        RejectIf(
            IsGiven(nameof(OnceKey)),
            "-OnceKey is for one request, and a pause is two: what the block does cannot be told to be done. Leave it out.");
        RejectIf(
            ResumeTimeout <= TimeSpan.Zero || ResumeTimeout > LongestResumeTimeout,
            "-ResumeTimeout is out of range. Give seconds, such as 3600, or a TimeSpan; a day at the most.");
    }

    private protected override void Act(string account, string uii)
    {
        NameAction("RecordingPause", account);
        if (!IsConfirmed($"call {uii}", "Pause the recording, run the script block, record again"))
            return;

        var pause = Client.ActiveCalls.PauseRecording(account, uii);
        Exception? failure = null;
        ActiveConnection.Hold();
        try
        {
            if (IsPaused(pause, uii))
            {
                using var over = new CancellationTokenSource();
                var alive = pause.KeepAliveAsync(over.Token);
                try
                {
                    InlineBlock.Run(this, ScriptBlock!, nameof(ScriptBlock), InputObject ?? (object)uii);
                }
                finally
                {
                    over.Cancel();
                    alive.GetAwaiter().GetResult();
                }
            }
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            try
            {
                if (pause.MayBePaused)
                    Resume(pause, uii, failure);
            }
            finally
            {
                ActiveConnection.Release();
            }
        }
    }

    // False after a record was written: the block must not run.
    private bool IsPaused(RecordingPause pause, string uii)
    {
        const string What = "stop recording, so the script block was not run";
        Task<bool>? pausing = null;
        try
        {
            if (Await((progress, cancellationToken) => pausing = pause.PauseAsync(Force, progress, cancellationToken)))
                return true;

            const string Hint = "The recording may be off already, which -Force puts up with, or the call is not connected to an agent.";
            ReportError(ErrorRecords.ActionRefused(What, uii, Hint));
        }
        catch (RingCxException e)
        {
            ReportError(ErrorRecords.From(e, What, uii, uii: uii));
        }
        finally
        {
            // Where a stream is set to Stop, or the user presses Ctrl+C as something is shown, the request is still out: only its end tells
            // whether the recording may be off.
            if (pausing is not null)
                Task.WhenAny(pausing).GetAwaiter().GetResult();
        }

        return false;
    }

    private void Resume(RecordingPause pause, string uii, Exception? failure)
    {
        using var stopped = new CancellationTokenSource();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stopped.Token);
        giveUp.CancelAfter(ResumeTimeout ?? DefaultResumeTimeout);
        using var hurry = StoppingToken.Register(() => stopped.CancelAfter(ResumeTimeoutWhenStopped));
        switch (AwaitToTheEnd(progress => pause.ResumeAsync(progress, giveUp.Token)))
        {
            case RecordingResumption.NotResumed:
                var error = ErrorRecords.RecordingNotResumed(
                    uii, pause.Failure, failure is RuntimeException and not PipelineStoppedException ? failure : null);
                if (IsStopping)
                {
                    // The pipeline takes no errors any more; a person may still be there.
                    Host?.UI?.WriteErrorLine(error.Exception.Message);
                    break;
                }

                // Where $ErrorActionPreference is SilentlyContinue the error alone would pass unseen.
                WriteWarning(error.Exception.Message);
                ThrowTerminatingError(error);
                break;
            case RecordingResumption.CallEnded when !IsStopping:
                WriteVerbose($"Call {uii} has ended: nothing is left to record.");
                break;
        }
    }
}
