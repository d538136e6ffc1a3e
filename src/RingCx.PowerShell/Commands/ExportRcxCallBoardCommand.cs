using System.Text;
using RingCx.Board;

namespace RingCx.Commands;

/// <summary>
/// Writes the board as one page of HTML that needs nothing else, for a wall or a mail: queues, agents and calls by what needs
/// attention. Phone numbers keep their last four digits.
/// </summary>
[Cmdlet(
    VerbsData.Export, "RcxCallBoard", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpPages.Root + "Export-RcxCallBoard.md")]
[OutputType(typeof(FileInfo))]
public sealed class ExportRcxCallBoardCommand : BoardCommand
{
    private static readonly TimeSpan ShortestRefresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRefresh = TimeSpan.FromDays(1);

    private string _file = string.Empty;
    private BoardThresholds? _thresholds;
    private string? _note;

    /// <summary>The file to write; an existing file is overwritten.</summary>
    [Parameter(Position = 0)]
    public string? Path { get; set; }

    /// <summary>The page's title.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = "Calls in progress";

    /// <summary>
    /// Has browsers read the file again so often, for a wall whose file is written again and again: seconds or a TimeSpan.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Refresh { get; set; }

    /// <summary>Overwrites a read-only file, too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Does not overwrite an existing file.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emits the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Checks what can be checked before the listing.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        const string Example = "Give a file, such as ./board.html.";
        RejectIfMissing(Path, nameof(Path), Example);

        _file = FilePath.Resolve(this, Path, nameof(Path), Example);
        _thresholds = Thresholds();
        RejectIf(
            Refresh < ShortestRefresh || Refresh > LongestRefresh,
            "-Refresh is out of range. Give seconds, such as 30, or a TimeSpan; from 1 second to a day.");
        if (NoClobber && File.Exists(_file))
            ThrowTerminatingError(ErrorRecords.FileNotWritten(_file, "It is there already, and -NoClobber is given."));
    }

    private protected override void Show(string account)
    {
        if (!ShouldProcess(_file, "Write the board"))
            return;

        var poller = Poller(account);
        EndIfFails(() => Await(poller.BeginPoll), poller.Error);
        var at = DateTimeOffset.Now;
        var agents = AskFloor("look at the agents", account, AgentsAsync);
        var states = AskFloor("look at the queues", account, QueuesAsync);
        var queues = Ask("list the queues", account, async (progress, cancellationToken) =>
            From(await ActiveConnection.Directory.QueuesAsync(account, progress, cancellationToken).ConfigureAwait(false)), out _);
        var board = new CallBoard(CallsOf(poller), Shown(queues ?? []), _thresholds!, poller.ServiceTime, FloorOf(agents, states));
        var page = new BoardPage(Redaction.Phone)
        {
            Title = Title,
            Subtitle = NameOf(account),
            At = at,
            Refresh = Refresh,
            Note = _note,
        };
        Write(page.Write(board));
        if (PassThru)
            WriteObject(InvokeProvider.Item.Get([_file], force: true, literalPath: true), enumerateCollection: true);
    }

    // A page that lacks it says so.
    private IReadOnlyList<T>? AskFloor<T>(
        string what, string account, Func<string, IProgress<RequestEvent>, CancellationToken, Task<IReadOnlyList<T>>> ask)
    {
        var answer = Ask(what, account, (progress, cancellationToken) => ask(account, progress, cancellationToken), out var failure);
        if (failure is not null)
            _note ??= IsDenied(failure) ? FloorSource.RightsNote : $"Agents' states or queues' figures are missing. {failure.Message}";

        return answer;
    }

    // A board of the calls alone is better than none.
    private IReadOnlyList<T>? Ask<T>(
        string what, string account, Func<IProgress<RequestEvent>, CancellationToken, Task<IReadOnlyList<T>>> ask,
        out RingCxException? failure)
    {
        failure = null;
        try
        {
            return Await(ask);
        }
        catch (RingCxException e)
        {
            failure = e;
            WriteVerbose(ErrorRecords.From(e, what, account).Exception.Message);
            return null;
        }
    }

    // A file on a share that hangs is waited for as a request is: Ctrl+C ends it.
    private void Write(string page)
    {
        var force = Force;
        try
        {
            Await((_, _) =>
            {
                if (force && File.Exists(_file))
                    File.SetAttributes(_file, File.GetAttributes(_file) & ~FileAttributes.ReadOnly);

                File.WriteAllText(_file, page, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                return Task.CompletedTask;
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            ThrowTerminatingError(ErrorRecords.FileNotWritten(_file, e.Message, e));
        }
    }
}
