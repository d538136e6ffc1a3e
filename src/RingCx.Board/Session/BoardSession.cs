namespace RingCx.Board;

/// <summary>What a person at the board does: keys in, requests out. Draws nothing and sends nothing.</summary>
public sealed class BoardSession
{
    // What a question is about stays the same however the list moves meanwhile.
    private BoardRequest? _asked;
    private BoardCall? _callToMove;

    // The call of the chosen agent that the next key is meant for.
    private string? _seenUii;

    // The call that a question from the agents' list is about.
    private string? _askedUii;
    private string? _agentsUii;

    /// <summary>What the board shows.</summary>
    public CallBoard Board { get; private set; } = new([], [], new BoardThresholds(), DateTimeOffset.MinValue);

    /// <summary>The queues that a call can be sent to.</summary>
    public IReadOnlyList<BoardQueue> Queues { get; private set; } = [];

    /// <summary>Whether every action is asked about, not only hanging up.</summary>
    public bool ConfirmsAll { get; set; }

    /// <summary>Whether there is a number where a supervisor takes calls.</summary>
    public bool HasSupervisorPhone { get; set; }

    /// <summary>What is being done; null while nothing is.</summary>
    public string? Busy { get; set; }

    /// <summary>What the status line says.</summary>
    public string Status { get; private set; } = string.Empty;

    /// <summary>What the status line tells of.</summary>
    public StatusKind StatusKind { get; private set; }

    /// <summary>The uii of the call that keys act on; null where none is chosen.</summary>
    public string? SelectedUii => Focus == BoardList.Calls ? Calls.Key : Agent?.Call?.Uii;

    /// <summary>The list that the keys act on.</summary>
    internal BoardList Focus { get; private set; }

    /// <summary>The chosen call.</summary>
    internal Selection Calls { get; } = new();

    /// <summary>The chosen agent.</summary>
    internal Selection Agents { get; } = new();

    internal BoardMode Mode { get; private set; }

    /// <summary>The question that waits for an answer; null for none.</summary>
    internal string? Question { get; private set; }

    /// <summary>The chosen line of the list of queues.</summary>
    internal int QueueIndex { get; private set; }

    private Selection Focused => Focus == BoardList.Calls ? Calls : Agents;

    private FloorRow? Agent => Agents.Index < 0 ? null : Board.Agents[Agents.Index];

    /// <summary>Sets what the status line says.</summary>
    public void Tell(string text, StatusKind kind)
    {
        Status = text;
        StatusKind = kind;
    }

    /// <summary>Takes the queues that a call can be sent to.</summary>
    /// <param name="queues">All queues; those out of use are left out.</param>
    public void Use(IEnumerable<BoardQueue> queues) =>
        Queues = [.. queues.Where(static queue => queue.IsActive).OrderBy(static queue => queue.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Takes what the board shows from now on. What is chosen stays chosen wherever it moves.</summary>
    public void Update(CallBoard board)
    {
        Board = board;
        var hasCall = Calls.Update(board.Calls.Count, index => board.Calls[index].Call.Uii);
        var hasAgent = Agents.Update(board.Agents.Count, index => board.Agents[index].Key);
        FollowAgentsCall();
        if (Focus == BoardList.Calls ? hasCall : hasAgent)
            return;

        // What came of an action says more: hanging up ends the call that it was for.
        Hint(Focus == BoardList.Calls || !board.HasAgentStates ? "The chosen call has ended." : "The chosen agent is no longer listed.");
    }

    /// <summary>Takes a key.</summary>
    /// <returns>What is to be done now; null for nothing.</returns>
    public BoardRequest? Press(ConsoleKeyInfo key) => Mode switch
    {
        BoardMode.Confirm => AnswerConfirm(key),
        BoardMode.Hold => AnswerHold(key),
        BoardMode.Requeue => ChooseQueue(key),
        BoardMode.Help => Close(),
        _ => PressOnList(key),
    };

    private BoardRequest? PressOnList(ConsoleKeyInfo key)
    {
        if (key.Key is ConsoleKey.Tab or ConsoleKey.LeftArrow or ConsoleKey.RightArrow)
        {
            Focus = Focus == BoardList.Calls ? BoardList.Agents : BoardList.Calls;
            return SeeAgentsCall();
        }

        if (Focused.Press(key.Key))
            return SeeAgentsCall();

        return char.ToLowerInvariant(key.KeyChar) switch
        {
            _ when key.Key == ConsoleKey.Escape => new BoardRequest(BoardAction.Quit, null),
            'q' => new BoardRequest(BoardAction.Quit, null),
            '?' => Turn(BoardMode.Help),
            'm' => Join(BoardAction.Monitor, "Monitor"),
            'c' => Join(BoardAction.Coach, "Coach the agent on"),
            'b' => Join(BoardAction.BargeIn, "Barge in on"),
            'h' => AskOnSelected(BoardMode.Hold, "Hold", BoardAction.HoldOn),
            'r' => ActOnSelected(BeginRequeue),
            'x' => AskOnSelected(BoardMode.Confirm, "Hang up", BoardAction.HangUp),
            _ => null,
        };
    }

    private BoardRequest? ActOnSelected(Func<BoardCall, BoardRequest?> act)
    {
        if (Busy is not null)
        {
            // What is being done is on the status line already.
            return null;
        }

        if ((Focus == BoardList.Calls ? ChosenCall() : AgentsCall()) is { } call)
            return act(call);

        return null;
    }

    private BoardCall? ChosenCall()
    {
        if (Calls.Index >= 0)
            return Board.Calls[Calls.Index].Call;

        Tell("Choose a call first, with the arrow keys.", StatusKind.Hint);
        return null;
    }

    // The call that the chosen agent is on now, if it is the one that the key is meant for.
    private BoardCall? AgentsCall()
    {
        var call = Agent?.Call;
        var seen = _seenUii;
        _seenUii = call?.Uii;
        if (call is not null && call.Uii == seen)
            return call;

        Tell(
            Agent is not { } agent ? "Choose an agent first, with the arrow keys."
            : call is not null ? $"{agent.Name} has another call now. Press the key again for {call.Description}."
            : agent.IsOnCall ? $"{agent.Name}'s call is not in the list of calls, so nothing was sent."
            : $"{agent.Name} is not on a call, so nothing was sent.",
            StatusKind.Hint);
        return null;
    }

    private BoardRequest? SeeAgentsCall()
    {
        _agentsUii = _seenUii = Agent?.Call?.Uii;
        return null;
    }

    // A question, a hint or a key that was meant for the call before is not for the next.
    private void FollowAgentsCall()
    {
        var uii = Agent?.Call?.Uii;
        if (_askedUii is not null && _askedUii != uii)
        {
            Close();
            Hint("The call that was asked about is no longer the agent's, so nothing was done.", evenIfDone: true);
        }
        else if (Focus == BoardList.Agents && uii != _agentsUii)
        {
            Hint(string.Empty);
        }

        _agentsUii = uii;
        _seenUii ??= uii;
    }

    private void Hint(string text, bool evenIfDone = false)
    {
        if (evenIfDone || StatusKind == StatusKind.Hint)
            Tell(text, StatusKind.Hint);
    }

    private BoardRequest? AskOnSelected(BoardMode mode, string verb, BoardAction action) =>
        ActOnSelected(call => Ask(mode, $"{verb} {call.Description}?", new BoardRequest(action, call)));

    private BoardRequest? Join(BoardAction action, string verb) => ActOnSelected(call => HasSupervisorPhone
        ? Confirmed(verb, new BoardRequest(action, call))
        : Refuse("There is no number for the supervisor. Connect with Connect-Rcx -SupervisorPhone to listen, coach or barge in."));

    private BoardRequest? BeginRequeue(BoardCall call)
    {
        if (Queues.Count == 0)
            return Refuse("The queues of the account are not known, so there is none to send the call to.");

        _callToMove = call;
        _askedUii = Focus == BoardList.Agents ? call.Uii : null;
        QueueIndex = Math.Min(QueueIndex, Queues.Count - 1);
        return Turn(BoardMode.Requeue, $"Send {call.Description} to which queue?");
    }

    private BoardRequest? Ask(BoardMode mode, string question, BoardRequest request)
    {
        _asked = request;
        _askedUii = Focus == BoardList.Agents ? request.Call!.Uii : null;
        return Turn(mode, question);
    }

    private BoardRequest? Refuse(string why)
    {
        Tell(why, StatusKind.Failed);
        return null;
    }

    private BoardRequest? Confirmed(string verb, BoardRequest request) =>
        ConfirmsAll ? Ask(BoardMode.Confirm, $"{verb} {request.Call!.Description}?", request) : request;

    private BoardRequest? Close()
    {
        _askedUii = null;
        return Turn(BoardMode.Lists);
    }

    private BoardRequest? Turn(BoardMode mode, string? question = null)
    {
        Mode = mode;
        Question = question;
        return null;
    }

    private BoardRequest? AnswerConfirm(ConsoleKeyInfo key)
    {
        switch (char.ToLowerInvariant(key.KeyChar))
        {
            case 'y':
                Close();
                return _asked;
            case 'n':
            case (char)ConsoleKey.Escape:
                Tell("Nothing was done.", StatusKind.Hint);
                return Close();
            default:
                return null;
        }
    }

    private BoardRequest? AnswerHold(ConsoleKeyInfo key)
    {
        switch (char.ToLowerInvariant(key.KeyChar))
        {
            case 'o':
                Close();
                return Confirmed("Put on hold", _asked!);
            case 'f':
                Close();
                return Confirmed("Take off hold", new BoardRequest(BoardAction.HoldOff, _asked!.Call));
            case (char)ConsoleKey.Escape:
                return Close();
            default:
                return null;
        }
    }

    private BoardRequest? ChooseQueue(ConsoleKeyInfo key)
    {
        if (Selection.Moved(key.Key, Focused.PageSize, Queues.Count, QueueIndex) is { } index)
        {
            QueueIndex = index;
        }
        else if (key.Key == ConsoleKey.Escape)
        {
            Close();
        }
        else if (key.Key == ConsoleKey.Enter)
        {
            Close();
            return Confirmed($"Send to {Queues[QueueIndex].Name}:", new BoardRequest(BoardAction.Requeue, _callToMove, Queues[QueueIndex]));
        }
        else if (key.KeyChar != '\0')
        {
            // A letter goes on to the next queue that begins with it.
            var letter = key.KeyChar.ToString();
            QueueIndex = Enumerable.Range(1, Queues.Count).Select(step => (QueueIndex + step) % Queues.Count)
                .Where(i => Queues[i].Name.StartsWith(letter, StringComparison.OrdinalIgnoreCase)).DefaultIfEmpty(QueueIndex).First();
        }

        return null;
    }
}
