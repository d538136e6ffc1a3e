namespace RingCx.Commands;

/// <summary>Shows the connection: who, which account and host, when the token runs out, what is left of the rate budget.</summary>
[Cmdlet(VerbsCommon.Get, "RcxConnection", HelpUri = HelpPages.Root + "Get-RcxConnection.md")]
[OutputType(typeof(RcxConnection))]
public sealed class GetRcxConnectionCommand : RcxCommand
{
    /// <summary>The connection to show; by default this runspace's. Nothing is shown where there is none.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ConnectionTransformation]
    public RcxConnection? Connection { get; set; }

    /// <summary>Shows it.</summary>
    protected override void ProcessRecord()
    {
        if ((Connection ?? RunspaceState.Current.DefaultConnection) is { } connection)
        {
            connection.WasHandedOut = true;
            WriteObject(connection);
        }
    }
}
