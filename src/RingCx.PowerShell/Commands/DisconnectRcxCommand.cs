using System.Management.Automation;
using RingCx.Client;
using RingCx.Session;

namespace RingCx.Commands;

/// <summary>Forgets tokens and secrets; revokes the RingCentral token where it can.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Rcx")]
[OutputType(typeof(void))]
public sealed class DisconnectRcxCommand : RcxCommand
{
    /// <summary>The connection to close; by default this runspace's.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public RcxConnection? Connection { get; set; }

    /// <summary>Closes it.</summary>
    protected override void ProcessRecord()
    {
        var state = RunspaceState.Current;
        if ((Connection ?? state.DefaultConnection) is not { IsOpen: true } connection)
        {
            WriteVerbose("There is no connection to close.");
            return;
        }

        connection.IsOpen = false;
        if (ReferenceEquals(connection, state.DefaultConnection))
        {
            state.DefaultConnection = null;
        }

        try
        {
            Await((_, cancellationToken) => connection.Client.SignOutAsync(cancellationToken));
        }
        catch (RingCxException e)
        {
            WriteWarning($"The RingCentral token could not be revoked; it runs out by itself. Everything here is forgotten. {e.Message}");
        }
        finally
        {
            connection.Client.Dispose();
        }
    }
}
