namespace RingCx.Commands;

/// <summary>Forgets tokens and secrets; revokes the RingCentral token where it can, unless other jobs share it.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Rcx", HelpUri = HelpPages.Root + "Disconnect-Rcx.md")]
[OutputType(typeof(void))]
public sealed class DisconnectRcxCommand : RcxCommand
{
    /// <summary>The connection to close; by default this runspace's.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ConnectionTransformation]
    public RcxConnection? Connection { get; set; }

    /// <summary>
    /// Revokes the tokens that the connection shares (Connect-Rcx -TokenCache) and takes them away from every job. Without it they stay.
    /// </summary>
    [Parameter]
    public SwitchParameter ClearTokenCache { get; set; }

    // A token that runs out by itself is not worth a long wait.
    private static async Task SignOutAsync(RingCxClient client, bool clearTokenCache, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            await client.SignOutAsync(clearTokenCache, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RingCxException(FailureKind.ServiceError, "The service did not answer in time.", e);
        }
    }

    /// <summary>Closes it.</summary>
    protected override void ProcessRecord()
    {
        var state = RunspaceState.Current;
        if ((Connection ?? state.DefaultConnection) is not { IsOpen: true } connection)
        {
            WriteVerbose("There is no connection to close.");
            return;
        }

        if (ReferenceEquals(connection, state.DefaultConnection))
            state.DefaultConnection = null;

        if (connection.IsHeld)
        {
            connection.Close();
            WriteWarning("A recording is paused over this connection. It takes no other command from here on, and closes when the "
                + "recording is on again; its token runs out by itself.");
            return;
        }

        try
        {
            Await((_, cancellationToken) => SignOutAsync(connection.Client, ClearTokenCache, cancellationToken));
        }
        catch (RingCxException e)
        {
            var failed = ClearTokenCache && connection.TokenCache is { } cache
                ? $"The tokens of the cache '{cache}' could not be revoked, or not be cleared; connect with it and try again."
                : "The RingCentral token could not be revoked; it runs out by itself.";
            WriteWarning($"{failed} Everything here is forgotten. {e.Message}");
        }
        finally
        {
            connection.Close();
        }
    }
}
