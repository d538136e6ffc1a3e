namespace RingCx.Foundation;

/// <summary>The base of the commands that use a connection.</summary>
public abstract class ConnectedCommand : RcxCommand
{
    private RcxConnection? _used;

    private protected ConnectedCommand()
    {
    }

    /// <summary>The connection to use; by default the one that Connect-Rcx made in this runspace.</summary>
    [Parameter]
    [ConnectionTransformation]
    [ValidateNotNull]
    public RcxConnection? Connection { get; set; }

    /// <summary>The connection of this command; without one the command ends.</summary>
    private protected RcxConnection Used
    {
        get
        {
            if (_used is null)
            {
                _used = Connection ?? RunspaceState.Current.DefaultConnection;
                if (_used is null)
                    ThrowTerminatingError(ErrorRecords.NotConnected());

                if (!_used!.IsOpen)
                    ThrowTerminatingError(ErrorRecords.ConnectionClosed(_used));

                if (IsForRingEx ? !_used.Client.RingEx.IsAvailable : _used.IsRingExOnly)
                    ThrowTerminatingError(ErrorRecords.WrongService(_used, IsForRingEx));
            }

            return _used;
        }
    }

    /// <summary>Whether the command is about RingEX, RingCentral's own platform, and not about RingCX.</summary>
    private protected virtual bool IsForRingEx => false;

    /// <summary>The connection, before anything else is looked at: without one nothing else matters.</summary>
    protected override void BeginProcessing() => _ = Used;

    /// <summary>The account to act on: the one given, checked, or the connection's. Null after a record was written.</summary>
    private protected string? AccountOrError(string? given, object? target)
    {
        var account = given is null or "" ? Used.AccountId : given.Trim();
        if (Identifier.IsAccountId(account))
            return account;

        WriteError(ErrorRecords.InvalidAccountId(account, target));
        return null;
    }

    /// <summary>A phone number as it is sent; null after a record was written.</summary>
    private protected string? PhoneOrError(string? given, string parameter, object? target)
    {
        if (PhoneNumber.TryNormalize(given, out var number, out var problem))
            return number;

        WriteError(given is null ? ErrorRecords.MissingArgument(parameter, "Give a phone number, such as 6505550123 or +16505550123.", target) : ErrorRecords.InvalidPhoneNumber(given, parameter, problem, target));
        return null;
    }
}
