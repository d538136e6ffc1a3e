namespace RingCx.Foundation;

/// <summary>The base of the commands that use a connection.</summary>
public abstract class ConnectedCommand : RcxCommand
{
    private protected ConnectedCommand() { }

    /// <summary>The connection to use; by default the one that Connect-Rcx made in this runspace.</summary>
    [Parameter]
    [ConnectionTransformation]
    [ValidateNotNull]
    public RcxConnection? Connection { get; set; }

    /// <summary>Chooses the connection.</summary>
    protected override void BeginProcessing() => UseConnection(Connection);
}
