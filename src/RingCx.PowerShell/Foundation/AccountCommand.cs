namespace RingCx.Foundation;

/// <summary>The base of the commands that work on an account.</summary>
public abstract class AccountCommand : RcxCommand
{
    private HashSet<string> _typed = [];

    private protected AccountCommand() { }

    /// <summary>The account; by default the connection's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string? AccountId { get; set; }

    /// <summary>The connection to use; by default the one that Connect-Rcx made in this runspace.</summary>
    [Parameter]
    [ConnectionTransformation]
    [ValidateNotNull]
    public RcxConnection? Connection { get; set; }

    /// <summary>Chooses the connection, and notes what stands on the command line, before anything comes from the pipe.</summary>
    protected override void BeginProcessing()
    {
        UseConnection(Connection);
        _typed = [.. MyInvocation.BoundParameters.Keys];
    }

    /// <summary>Whether a parameter was given on the command line, and not by an object from the pipe.</summary>
    private protected bool IsTyped(string parameter) => _typed.Contains(parameter);

    /// <summary>Whether a parameter has what an agent's state happens to have under its name, and not what somebody gave for it.</summary>
    private protected bool IsAgentsOwn(string parameter, PSObject? input) => !IsTyped(parameter) && AgentRow.Of(input) is not null;

    /// <summary>The account to act on: the one given, checked, or the connection's. Null after a record was written.</summary>
    private protected string? AccountOrError(object? target)
    {
        var account = AccountId is null or "" ? ActiveConnection.AccountId : AccountId.Trim();
        if (Identifier.IsAccountId(account))
            return account;

        ReportError(ErrorRecords.InvalidAccountId(account, target));
        return null;
    }

    /// <summary>The account of a call to act on. Null after a record was written: of the account, or of a uii that is none.</summary>
    private protected string? AccountOfCallOrError(string uii)
    {
        if (Identifier.IsUii(uii))
            return AccountOrError(uii);

        ReportError(ErrorRecords.InvalidUii(uii));
        return null;
    }

    /// <summary>The agent's state that came from the pipe in place of a call, and has none; null otherwise.</summary>
    private protected static AgentRow? AgentWithoutCall(string[]? uiis, PSObject? input) =>
        uiis is null || Array.TrueForAll(uiis, string.IsNullOrWhiteSpace) ? AgentRow.Of(input) : null;

    /// <summary>Whether it is a chat queue's state, or a row that was made of one: its id is no voice queue's.</summary>
    private protected static bool IsChatQueue(PSObject? value) => value?.BaseObject is RcxQueueState { Channel: RcxQueueChannel.Chat }
        || (value?.BaseObject is PSCustomObject && value.Properties["GateId"] is not null
            && nameof(RcxQueueChannel.Chat).Equals(value.Properties["Channel"]?.Value?.ToString(), StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether it is an account, or a row that was made of one. Any other row with an AccountId does not ask for all of that account.
    /// </summary>
    private protected static bool IsAccount(PSObject value) => value.BaseObject is RcxAccount || (value.BaseObject is PSCustomObject
        && value.Properties["AccountId"] is not null
        && (value.Properties["AccountName"] ?? value.Properties["MainAccountId"]) is not null
        && value.Properties["BaseUri"] is null);
}
