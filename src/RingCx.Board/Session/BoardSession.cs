namespace RingCx.Board;

/// <summary>What a person at the board does: keys in, requests out. Draws nothing and sends nothing.</summary>
public sealed class BoardSession
{
    // What a question is about stays the same however the list moves meanwhile.
    private BoardRequest? _asked;
    private BoardCall? _callToMove;
    private int _index;

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
    public string? SelectedUii { get; private set; }

    internal BoardMode Mode { get; private set; }

    /// <summary>The question that waits for an answer; null for none.</summary>
    internal string? Question { get; private set; }

    /// <summary>The chosen line of the list of queues.</summary>
    internal int QueueIndex { get; private set; }

    /// <summary>The lines of calls that the screen has room for, as it was drawn last.</summary>
    internal int PageSize { get; set; } = 10;

    /// <summary>The chosen call's line; less than zero for none.</summary>
    internal int SelectedIndex => Board.Calls.ToList().FindIndex(row => row.Call.Uii == SelectedUii);

    private BoardCall? Selected => SelectedIndex is >= 0 and var index ? Board.Calls[index].Call : null;

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

    /// <summary>Takes what the board shows from now on. The chosen call stays chosen wherever it moves.</summary>
    public void Update(CallBoard board)
    {
        Board = board;
        if (SelectedUii is null)
            return;

        if (SelectedIndex is >= 0 and var index)
        {
            _index = index;
            return;
        }

        // The next call in its place is not the one that the next key is meant for.
        SelectedUii = null;
        if (StatusKind == StatusKind.Hint)
        {
            // What came of an action says more: hanging up ends the call that it was for.
            Tell("The chosen call has ended.", StatusKind.Hint);
        }
    }

    /// <summary>Takes a key.</summary>
    /// <returns>What is to be done now; null for nothing.</returns>
    public BoardRequest? Press(ConsoleKeyInfo key) => Mode switch
    {
        BoardMode.Confirm => AnswerConfirm(key),
        BoardMode.Hold => AnswerHold(key),
        BoardMode.Requeue => ChooseQueue(key),
        BoardMode.Help => Close(),
        _ => PressOnCalls(key),
    };

    /// <summary>The calls that are shown where there is room for so many, with the chosen one among them.</summary>
    internal int FirstShown(int room)
    {
        PageSize = Math.Max(1, room);
        var index = Math.Max(0, SelectedIndex);
        _firstShown = Math.Max(0, Math.Min(_firstShown, Board.Calls.Count - PageSize));
        _firstShown = index < _firstShown ? index : index >= _firstShown + PageSize ? index - PageSize + 1 : _firstShown;
        return _firstShown;
    }

    private int _firstShown;

    private BoardRequest? PressOnCalls(ConsoleKeyInfo key)
    {
        if (Move(key.Key, PageSize, Board.Calls.Count, SelectedIndex < 0 ? _index - 1 : SelectedIndex) is { } index)
        {
            Choose(index);
            return null;
        }

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

    private void Choose(int index)
    {
        if (Board.Calls.Count > 0)
        {
            _index = Math.Max(0, Math.Min(Board.Calls.Count - 1, index));
            SelectedUii = Board.Calls[_index].Call.Uii;
        }
    }

    // Null for a key that moves nothing.
    private static int? Move(ConsoleKey key, int page, int count, int from) => key switch
    {
        ConsoleKey.UpArrow => Math.Max(0, from - 1),
        ConsoleKey.DownArrow => Math.Min(count - 1, from + 1),
        ConsoleKey.PageUp => Math.Max(0, from - page),
        ConsoleKey.PageDown => Math.Min(count - 1, from + page),
        ConsoleKey.Home => 0,
        ConsoleKey.End => count - 1,
        _ => null,
    };

    private BoardRequest? ActOnSelected(Func<BoardCall, BoardRequest?> act)
    {
        if (Busy is not null)
        {
            // What is being done is on the status line already.
            return null;
        }

        if (Selected is { } call)
            return act(call);

        Tell("Choose a call first, with the arrow keys.", StatusKind.Hint);
        return null;
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
        QueueIndex = Math.Min(QueueIndex, Queues.Count - 1);
        return Turn(BoardMode.Requeue, $"Send {call.Description} to which queue?");
    }

    private BoardRequest? Ask(BoardMode mode, string question, BoardRequest request)
    {
        _asked = request;
        return Turn(mode, question);
    }

    private BoardRequest? Refuse(string why)
    {
        Tell(why, StatusKind.Failed);
        return null;
    }

    private BoardRequest? Confirmed(string verb, BoardRequest request) =>
        ConfirmsAll ? Ask(BoardMode.Confirm, $"{verb} {request.Call!.Description}?", request) : request;

    private BoardRequest? Close() => Turn(BoardMode.Calls);

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
        if (Move(key.Key, PageSize, Queues.Count, QueueIndex) is { } index)
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
