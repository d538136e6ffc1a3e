using RingCx.Board;

namespace RingCx.Commands;

/// <summary>
/// Shows a live board in the terminal: queues, agents and calls by what needs attention, with keys to monitor, coach, barge in, hold,
/// requeue and hang up. Ends with q. With -WhatIf its keys only tell what they would do.
/// </summary>
[Cmdlet(
    VerbsCommon.Show, "RcxCallBoard", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpPages.Root + "Show-RcxCallBoard.md")]
[OutputType(typeof(void))]
public sealed class ShowRcxCallBoardCommand : BoardCommand
{
    // The service asks for 10 to 30 seconds.
    private static readonly TimeSpan FloorInterval = TimeSpan.FromSeconds(15);

    private TimeSpan _interval;
    private BoardThresholds? _thresholds;

    /// <summary>How often the calls are listed: seconds or a TimeSpan; 5 seconds by default, at least 1.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Interval { get; set; }

    /// <summary>Checks what can be checked before the first listing; first of all whether there is a terminal.</summary>
    protected override void BeginProcessing()
    {
        // A job's host has no screen of its own, though its process may have one; and not every console draws escape sequences.
        if (Host.Name == "ServerRemoteHost" || Host.UI?.RawUI is null || !BoardTerminal.IsThere || !Host.UI.SupportsVirtualTerminal)
            ThrowTerminatingError(ErrorRecords.NoTerminal());

        base.BeginProcessing();
        _interval = new PollingTimes(this, Interval, null).Interval;
        _thresholds = Thresholds();
    }

    private protected override void Show(string account)
    {
        var session = new BoardSession { HasSupervisorPhone = ActiveConnection.SupervisorPhone is not null, ConfirmsAll = ConfirmsAll };
        var board = new BoardLoop(session, Poller(account), _interval)
        {
            Title = $"RingCX · {NameOf(account)}{(IsWhatIf ? " (what if: keys do nothing)" : string.Empty)}",
            Calls = CallsOf,
            Board = (calls, queues, now, floor) => new CallBoard(calls, Shown(queues), _thresholds!, now, floor),
            Floor = Floor(account, _interval > FloorInterval ? _interval : FloorInterval),
            Queues = async token => From(await ActiveConnection.Directory.QueuesAsync(account, token).ConfigureAwait(false)),
            Action = Action,
            Send = IsWhatIf
                ? null
                : (action, uii, progress, token) => action.On(Client.ActiveCalls, account, uii).PerformAsync(progress, token),
        };
        using (board)
        {
            board.Run(StoppingToken);
        }
    }

    // What asks at the prompt asks at the board.
    private bool ConfirmsAll => MyInvocation.BoundParameters.TryGetValue("Confirm", out var given)
        ? LanguagePrimitives.IsTrue(given)
        : GetVariableValue("ConfirmPreference") is { } preference
            && LanguagePrimitives.ConvertTo<ConfirmImpact>(preference) is ConfirmImpact.Low or ConfirmImpact.Medium;

    private CallAction Action(BoardRequest request) => request.Action switch
    {
        BoardAction.Monitor => CallAction.Join(RcxSessionType.Monitor, ActiveConnection.SupervisorPhone!),
        BoardAction.Coach => CallAction.Join(RcxSessionType.Coaching, ActiveConnection.SupervisorPhone!),
        BoardAction.BargeIn => CallAction.Join(RcxSessionType.BargeIn, ActiveConnection.SupervisorPhone!),
        BoardAction.HoldOn => CallAction.Hold(true),
        BoardAction.HoldOff => CallAction.Hold(false),
        BoardAction.Requeue => CallAction.Requeue(request.Queue!.Id),
        _ => CallAction.HangUp,
    };
}
