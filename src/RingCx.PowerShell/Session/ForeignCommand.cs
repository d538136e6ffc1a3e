namespace RingCx.Session;

/// <summary>A command of another module, called by its name when it is needed: nothing of that module is referenced.</summary>
/// <param name="module">The module that brings it, for who lacks it.</param>
internal sealed class ForeignCommand(RcxCommand caller, string name, string module)
{
    /// <summary>Whether it can be called here.</summary>
    public bool IsThere =>
        caller.InvokeCommand.GetCommand(name, CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Alias) is not null;

    /// <summary>Runs it in the caller's session; Ctrl+C ends it.</summary>
    /// <param name="failed">The error that it reported, be it by an exception; null for none.</param>
    /// <returns>The first that it emitted; null where it failed or emitted nothing.</returns>
    public PSObject? Run(out ErrorRecord? failed, params (string Name, object Value)[] parameters)
    {
        failed = null;
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(name);
        foreach (var (parameter, value) in parameters)
            shell.AddParameter(parameter, value);

        using var stopping = caller.StoppingToken.Register(() => shell.BeginStop(null, null));
        PSObject? first;
        try
        {
            first = shell.Invoke().FirstOrDefault(static output => output is not null);
        }
        catch (CommandNotFoundException e) when (string.Equals(e.CommandName, name, StringComparison.OrdinalIgnoreCase))
        {
            caller.ThrowTerminatingError(ErrorRecords.CommandNotThere(name, module, e));
            throw;
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            failed = e.ErrorRecord;
            return null;
        }

        failed = shell.Streams.Error.FirstOrDefault();
        return failed is null ? first : null;
    }
}
