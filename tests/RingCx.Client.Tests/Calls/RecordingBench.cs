namespace RingCx.Client.Tests.Calls;

/// <summary>Pauses the recording of one call as a command does it: pause, what must not be recorded, resume in any case.</summary>
internal sealed class RecordingBench : IDisposable
{
    private int _strikes;

    public RecordingBench(Action<RingCxClientOptions>? configure = null)
    {
        Bench = new ClientBench(configure: configure);
        Bench.Service.Api = Call.Answer;
    }

    public ClientBench Bench { get; }

    public RecordedCall Call { get; } = new();

    /// <summary>What is under way: pause, block or resume.</summary>
    public string Step { get; private set; } = string.Empty;

    /// <summary>Done as the block runs.</summary>
    public Func<Task> Block { get; set; } = static () => Task.CompletedTask;

    /// <summary>How long the block takes.</summary>
    public TimeSpan BlockTime { get; set; } = TimeSpan.FromSeconds(50);

    /// <summary>How long it is tried to resume.</summary>
    public TimeSpan ResumeTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether the block ran.</summary>
    public bool Ran { get; private set; }

    /// <summary>Whether the call was recorded, or not certain not to be, as the block began.</summary>
    public bool WasRecordedInBlock { get; private set; }

    /// <summary>Why the pause failed; null where it did not.</summary>
    public RingCxException? Failure { get; private set; }

    /// <summary>How it ended; null where there was nothing to resume.</summary>
    public RecordingResumption? Outcome { get; private set; }

    public RecordingPause NewPause() => Bench.Client.ActiveCalls.PauseRecording(ClientBench.AccountId, ClientBench.Uii);

    /// <summary>Lets the first requests of a step go wrong; of the block: the first pings.</summary>
    public void Break(string step, string fault, int times)
    {
        var made = RecordingFault.Named(fault);
        Call.Fault = _ => Step == step && _strikes++ < times ? made : null;
    }

    public Task RunAsync(RecordingPause? pause = null, bool evenIfRefused = false, CancellationToken stopping = default) => Bench.RunAsync(async _ =>
    {
        pause ??= NewPause();
        try
        {
            Step = "pause";
            if (await pause.PauseAsync(evenIfRefused, Bench.Progress, stopping))
            {
                Step = "block";
                Ran = true;
                WasRecordedInBlock |= Call is { IsRecording: true, HasEnded: false };
                using var over = new CancellationTokenSource();
                var alive = pause.KeepAliveAsync(over.Token);
                await Block();
                await Bench.Clock.Delay(BlockTime);
                await over.CancelAsync();
                await alive;
            }
        }
        catch (RingCxException e)
        {
            Failure = e;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Ctrl+C.
        }

        Step = "resume";
        if (pause.MayBePaused)
        {
            using var giveUp = new CancellationTokenSource(ResumeTimeout, Bench.Clock);
            Outcome = await pause.ResumeAsync(Bench.Progress, giveUp.Token);
        }
    });

    public void Dispose() => Bench.Dispose();
}
