using System.Collections;
using System.Management.Automation.Language;

namespace RingCx.Completion;

/// <summary>Completes a disposition among those that the call's queue or campaign offers its agents; where that is not known, among the system's own.</summary>
internal sealed class DispositionCompleter : ConnectionCompleter
{
    private const string Call = "Uii";

    private protected override async Task<IReadOnlyList<Candidate>> FindAsync(RcxConnection connection, string accountId, CancellationToken cancellationToken) =>
    [
        .. from name in await connection.Directory.DispositionsAsync(accountId, cancellationToken).ConfigureAwait(false)
           where name is not (null or "")
           select new Candidate(name, name, name),
    ];

    private protected override async Task<IReadOnlyList<Candidate>> FindAsync(RcxConnection connection, string accountId, IDictionary given, CancellationToken cancellationToken)
    {
        var call = given[Call];
        var owner = CallOwner.Of(
            connection, Text(call, Call), Id(given["GateId"], "GateId"), Text(given["DestinationName"], "GateName") ?? PropertyOf(call, "DestinationName"),
            Id(given["CampaignId"], "CampaignId"), Id(given["DialGroupId"], "DialGroupId"));
        try
        {
            if (owner is not null && await owner.DispositionsAsync(connection.Directory, accountId, null, cancellationToken).ConfigureAwait(false) is { Count: > 0 } offered)
            {
                return
                [
                    .. from disposition in offered
                       where disposition.IsDisabled != true
                       select new Candidate(disposition.Disposition, disposition.Disposition, Hint(disposition)),
                ];
            }
        }
        catch (RingCxException)
        {
            // The system's own are better than nothing.
        }

        return await FindAsync(connection, accountId, cancellationToken).ConfigureAwait(false);
    }

    // The digits of a uii without quotes, which as a number are rounded; and the call that a variable pipes in.
    private protected override IDictionary Given(IDictionary bound, CommandAst command)
    {
        var given = new Hashtable(bound, StringComparer.OrdinalIgnoreCase);
        if (given[Call] is not { } call)
            given[Call] = PipedVariable(command);
        else if (ExactNumber.IsNumber(call))
            given[Call] = command.CommandElements.OfType<ConstantExpressionAst>().FirstOrDefault(element => call.Equals(element.Value))?.Extent.Text;

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
        return shell.AddCommand("Get-Variable").AddParameter("Name", WildcardPattern.Escape(variable.VariablePath.UserPath)).AddParameter("ValueOnly").AddParameter("ErrorAction", ActionPreference.Ignore)
            .Invoke().FirstOrDefault();
    }

    private static string Hint(RcxDisposition disposition) => string.Join(
        ", ",
        new[]
        {
            disposition.Disposition,
            disposition.RequiresNote == true ? "takes -Notes" : null,
            disposition.IsDefault == true ? "the default" : null,
            disposition.IsSuccess == true ? "a success" : null,
        }.Where(static part => part is not null));

    private static int? Id(object? value, string property) =>
        int.TryParse(Text(value, property), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    // What stands on the command line: a text, a number, or an object in a variable.
    private static string? Text(object? value, string property) =>
        PropertyOf(value, property) ?? (value is null or PSObject { BaseObject: PSCustomObject } ? null : LanguagePrimitives.ConvertTo<string>(First(value)));

    private static string? PropertyOf(object? value, string property) =>
        First(value) is { } one && PSObject.AsPSObject(one).Properties[property]?.Value is { } found ? LanguagePrimitives.ConvertTo<string>(found) : null;

    private static object? First(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) is IList { Count: > 0 } several ? several[0] : value;
}
