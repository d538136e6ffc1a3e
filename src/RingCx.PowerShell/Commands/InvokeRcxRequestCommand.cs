using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;

namespace RingCx.Commands;

/// <summary>Sends any other call of the voice API, with the connection's token, rate budget, retry rules and errors.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "RcxRequest", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Invoke-RcxRequest.md")]
[OutputType(typeof(PSObject))]
public sealed class InvokeRcxRequestCommand : ConnectedCommand
{
    private static readonly Regex AccountPlace = new(
        "\\{accountId\\}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    // The documents write paths from the host's root.
    private static readonly Regex ApiRoot = new("^/?(voice/)?api(?=/)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The path below the API's root; <c>{accountId}</c> in it stands for the connection's account.</summary>
    [Parameter(Position = 0)]
    public string? Path { get; set; }

    /// <summary>The HTTP method; GET by default.</summary>
    [Parameter]
    [ValidateSet("GET", "POST", "PUT", "PATCH", "DELETE")]
    public string Method { get; set; } = "GET";

    /// <summary>The query's names and values, not escaped.</summary>
    [Parameter]
    public IDictionary? Query { get; set; }

    /// <summary>The body: a JSON text, or an object to make one of.</summary>
    [Parameter]
    public object? Body { get; set; }

    /// <summary>Sends the request.</summary>
    protected override void ProcessRecord()
    {
        if (Path is null or "")
        {
            ThrowTerminatingError(ErrorRecords.MissingArgument(nameof(Path), "Give a path of the voice API, such as /v1/admin/accounts."));
            return;
        }

        var method = Method.ToUpperInvariant();
        var path = AccountPlace.Replace(ApiRoot.Replace(Path, string.Empty), ActiveConnection.AccountId).TrimEnd('/');
        var uii = Identifier.UiiIn(path);
        if (!ShouldProcess(path, method))
            return;

        try
        {
            var body = Json(Body);
            var answer = Await(
                (progress, cancellationToken) => Client.RequestAsync(method, path, Pairs(), body, progress, cancellationToken));
            Emit(answer.Key, answer.Value);
        }
        catch (ArgumentException)
        {
            ReportError(ErrorRecords.InvalidPath(Path));
        }
        catch (RingCxException e)
        {
            ReportError(ErrorRecords.From(e, $"{method} {path}", (object?)uii ?? path, null, uii, acts: method != "GET"));
        }
    }

    private List<KeyValuePair<string, string?>> Pairs()
    {
        var pairs = new List<KeyValuePair<string, string?>>();
        foreach (DictionaryEntry entry in Query ?? new Hashtable())
        {
            var values = entry.Value is IEnumerable several and not string ? several.Cast<object?>() : [entry.Value];
            pairs.AddRange(values.Select(value => new KeyValuePair<string, string?>(
                Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, Text(Unwrap(value)))));
        }

        return pairs;
    }

    private static string? Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        SwitchParameter flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private string? Json(object? body)
    {
        var value = Unwrap(body);
        return value is null or string
            ? (string?)value
            : (string)Script("ConvertTo-Json -InputObject $args[0] -Depth 20 -Compress", body!)[0].BaseObject;
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private void Emit(string body, bool isJson)
    {
        if (bool.TryParse(body.Trim(), out var flag))
        {
            WriteObject(flag);
        }
        else if (!isJson)
        {
            WriteObject(body);
        }
        else
        {
            try
            {
                WriteObject(Script("ConvertFrom-Json -InputObject $args[0]", body), true);
            }
            catch (RuntimeException e) when (e is not PipelineStoppedException)
            {
                throw new RingCxException(FailureKind.BadResponse, "The service says that it answers with JSON, but does not.", e);
            }
        }
    }

    // PowerShell's own conversion, so that the objects are what ConvertFrom-Json and Invoke-RestMethod give.
    private Collection<PSObject> Script(string script, object argument) =>
        InvokeCommand.InvokeScript(script, true, PipelineResultTypes.None, null, argument);
}
