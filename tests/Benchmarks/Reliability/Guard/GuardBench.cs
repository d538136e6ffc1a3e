using RingCx.Reliability.Faults;
using RingCx.Reliability.Support;

namespace RingCx.Reliability.Guard;

/// <summary>A pause of a recording as a command does it: stop, run what must not be recorded, start again in any case.</summary>
internal sealed class GuardBench : IDisposable
{
    // Three pings.
    private static readonly TimeSpan BlockTime = TimeSpan.FromSeconds(70);
    private static readonly TimeSpan LastingTime = TimeSpan.FromMinutes(10);

    // Of the command, unless it is told otherwise.
    private static readonly TimeSpan ResumeTimeout = TimeSpan.FromHours(1);

    private readonly GuardCell _cell;
    private readonly Simulation _simulation;
    private readonly List<string> _violations = [];
    private readonly MessageRecorder _progress = new();
    private readonly string _uii;
    private int _requests;
    private int _failuresLeft;
    private TimeSpan _healsAt = TimeSpan.MaxValue;

    public GuardBench(GuardCell cell)
    {
        _cell = cell;
        _simulation = new Simulation(
            static (options, _) => options.Live = false,
            wrap: (clock, service) => new DrivenWire(new UnknownName(service, FailsNow), clock, Sending));
        _uii = _simulation.Engine.Calls.First(static c => c.IsRecording).Uii;
    }

    private bool? IsRecording => _simulation.Engine.Calls.FirstOrDefault(c => c.Uii == _uii)?.IsRecording;

    public async Task<GuardResult> RunAsync()
    {
        var pause = _simulation.Client.ActiveCalls.PauseRecording(_simulation.Account, _uii);
        var ran = false;
        RingCxException? failure = null;
        RecordingResumption? outcome = null;
        try
        {
            await DriveAsync(() => _simulation.Client.SignInAsync(_progress, default));
            await DriveAsync(async () =>
            {
                try
                {
                    Strike(GuardStep.Pause);
                    if (await pause.PauseAsync(false, _progress, default))
                    {
                        ran = true;
                        await BlockAsync(pause);
                    }
                }
                catch (RingCxException e)
                {
                    failure = e;
                }

                if (pause.MayBePaused)
                {
                    Strike(GuardStep.Resume);
                    using var giveUp = new CancellationTokenSource(ResumeTimeout, _simulation.Clock);
                    outcome = await pause.ResumeAsync(_progress, giveUp.Token);
                }
            });
        }
        catch (TimeoutException)
        {
            Broken("it did not come back");
        }

        Check(pause, ran, failure, outcome);
        return new GuardResult(_cell, ran, IsRecording, _requests, _violations);
    }

    public void Dispose() => _simulation.Dispose();

    private Task DriveAsync(Func<Task> call) => _simulation.Clock.AutoAdvance(Task.Run(call));

    private async Task BlockAsync(RecordingPause pause)
    {
        MustBeOff("began");
        Strike(GuardStep.Block);
        using var over = new CancellationTokenSource();
        var alive = pause.KeepAliveAsync(over.Token);
        await Task.Delay(BlockTime, _simulation.Clock);
        await over.CancelAsync();
        await alive;
        MustBeOff("ended");
    }

    private void MustBeOff(string when)
    {
        if (IsRecording == true)
        {
            Broken($"the call was recorded as the block {when}");
        }
    }

    private void Strike(GuardStep step)
    {
        if (step != _cell.Step)
        {
            return;
        }

        _healsAt = _cell.Lasting ? _simulation.Clock.Elapsed + LastingTime : TimeSpan.MaxValue;
        if (_cell.Row is not { } row)
        {
            _simulation.Engine.EndCall(_uii);
        }
        else if (row.Fault is not { } make)
        {
            _failuresLeft = _cell.Lasting ? int.MaxValue : 1;
        }
        else
        {
            var fault = make();
            fault.Count = _cell.Lasting ? -1 : 1;
            fault.PathContains = step.Path;
            _simulation.Engine.AddFault(fault);
        }
    }

    private void Sending(string target)
    {
        _requests += target.Contains(_uii, StringComparison.Ordinal) ? 1 : 0;
        if (_simulation.Clock.Elapsed >= _healsAt)
        {
            _healsAt = TimeSpan.MaxValue;
            _failuresLeft = 0;
            _simulation.Engine.ClearFaults();
        }
    }

    private bool FailsNow() => _failuresLeft > 0 && _failuresLeft-- > 0;

    private void Check(RecordingPause pause, bool ran, RingCxException? failure, RecordingResumption? outcome)
    {
        var givesUp = outcome == RecordingResumption.NotResumed;
        if (IsRecording == false && !(givesUp && pause.Failure is not null))
        {
            Broken($"the recording is off in the end, and nobody was told ({outcome})");
        }

        // The service wants no request for as long as it is tried.
        if (givesUp && _cell.Row!.Pause < ResumeTimeout)
        {
            Broken($"it gave up: {pause.Failure!.Message}");
        }

        if (ran && outcome is null)
        {
            Broken("the block ran and nothing was resumed");
        }

        if (IsRecording is null && outcome is not (null or RecordingResumption.CallEnded))
        {
            Broken($"the call has ended, and it was told {outcome}");
        }

        foreach (var exchange in _simulation.Count())
        {
            _simulation.Secrets.Learn(exchange);
        }

        foreach (var text in _progress.Events.Select(static e => e.Message).Concat([$"{failure}", $"{pause.Failure}"]))
        {
            if (_simulation.Secrets.Find(text) is { } found)
            {
                Broken($"a message holds {found}");
            }
        }

        foreach (var violation in _simulation.Traffic.Violations(_simulation.Limits))
        {
            Broken(violation);
        }
    }

    private void Broken(string what) => _violations.Add($"{_cell}: {what}.");
}
