using System.Collections;
using System.Management.Automation.Language;

namespace RingCx.Completion;

/// <summary>
/// Completes a disposition among those that the call's queue or campaign offers its agents; where that is unknown, among the system's own.
/// </summary>
internal sealed class DispositionCompleter : ConnectionCompleter
{
    private const string Call = "Uii";

    private protected override async Task<IEnumerable<Candidate>> FindAsync(Typed typed)
    {
        var (connection, account, given, cancellationToken) = typed;
        var call = given[Call];
        var queueName = Text(given["DestinationName"], "GateName") ?? PropertyOf(call, "DestinationName");
        var owner = CallOwner.Of(connection, Text(call, Call), Id("GateId"), queueName, Id("CampaignId"), Id("DialGroupId"));
        try
        {
            var offered = owner is null
                ? null
                : await owner.DispositionsAsync(connection.Directory, account, null, cancellationToken).ConfigureAwait(false);
            if (offered is { Count: > 0 })
                return from one in offered where one.IsDisabled != true select new Candidate(one.Disposition, one.Disposition, Hint(one));
        }
        catch (RingCxException)
        {
            // The system's own are better than nothing.
        }

        var all = await connection.Directory.DispositionsAsync(account, cancellationToken).ConfigureAwait(false);
        return all.Select(static name => new Candidate(name, name, name));

        int? Id(string name) =>
            int.TryParse(Text(given[name], name), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    // The digits of a uii without quotes, which as a number are rounded; and the call that a variable pipes in.
    private protected override IDictionary Given(IDictionary bound, CommandAst command)
    {
        var given = new Hashtable(bound, StringComparer.OrdinalIgnoreCase);
        if (given[Call] is not { } call)
            given[Call] = PipedVariable(command);
        else if (ExactNumber.IsNumber(call))
            given[Call] = command.CommandElements.OfType<ConstantExpressionAst>().FirstOrDefault(e => call.Equals(e.Value))?.Extent.Text;

        return given;
    }

    // Read, never run: what stands before the pipe may be any command.
    private static PSObject? PipedVariable(CommandAst command)
    {
        if (command.Parent is not PipelineAst line || line.PipelineElements.IndexOf(command) is not (> 0 and var place)
            || line.PipelineElements[place - 1] is not CommandExpressionAst { Expression: VariableExpressionAst variable })
        {
            return null;
        }

        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand("Get-Variable").AddParameter("Name", WildcardPattern.Escape(variable.VariablePath.UserPath))
            .AddParameter("ValueOnly").AddParameter("ErrorAction", ActionPreference.Ignore)
            .Invoke().FirstOrDefault();
    }

    private static string Hint(RcxDisposition disposition) => disposition.Disposition
        + (disposition.RequiresNote == true ? ", takes -Notes" : string.Empty)
        + (disposition.IsDefault == true ? ", the default" : string.Empty)
        + (disposition.IsSuccess == true ? ", a success" : string.Empty);

    // What stands on the command line: a text, a number, or an object in a variable.
    private static string? Text(object? value, string property) => PropertyOf(value, property)
        ?? (value is null or PSObject { BaseObject: PSCustomObject } ? null : LanguagePrimitives.ConvertTo<string>(First(value)));

    private static string? PropertyOf(object? value, string property) =>
        First(value) is { } one && PSObject.AsPSObject(one).Properties[property]?.Value is { } found
            ? LanguagePrimitives.ConvertTo<string>(found)
            : null;

    private static object? First(object? value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) is IList { Count: > 0 } several ? several[0] : value;
}
