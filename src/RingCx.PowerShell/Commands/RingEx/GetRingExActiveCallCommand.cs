namespace RingCx.Commands;

/// <summary>
/// Lists RingEX's active calls, every page. It is a cache and not live: a call shows 3 to 10 seconds late and stays about 120 seconds after
/// it has ended. Calls that are still being routed are not in it. For what happens now, see Watch-RingExCallSession. The service allows ten
/// such requests a minute.
/// </summary>
[Cmdlet(VerbsCommon.Get, "RingExActiveCall", HelpUri = HelpPages.Root + "Get-RingExActiveCall.md")]
[OutputType(typeof(RingExActiveCall))]
public sealed class GetRingExActiveCallCommand : RingExCommand
{
    private const int RememberedForCompletion = 500;

    /// <summary>
    /// Extension (the default): the calls of one user. Account: those of the whole company, which requires an administrator with
    /// ReadCompanyCallLog.
    /// </summary>
    [Parameter(Position = 0)]
    public RingExScope? Scope { get; set; }

    /// <summary>The extension's id; by default the one that signed in.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ExtensionId { get; set; }

    /// <summary>The calls asked for in one request, 1 to 1000; the service may give fewer.</summary>
    [Parameter]
    [ValidateRange(1, RingExApi.LargestPage)]
    public int PageSize { get; set; } = RingExApi.LargestPage;

    /// <summary>Lists.</summary>
    protected override void ProcessRecord()
    {
        if (RingExScopes.ExtensionOrError(this, Scope, ExtensionId, out var extension))
            List(extension);
    }

    private void List(string? extension)
    {
        // Every page is read before the first call is emitted: what is done with it would move those on the pages that are still to be
        // read.
        var calls = new List<RingExActiveCall>();
        ErrorRecord? failure = null;
        try
        {
            var reader = Client.RingEx.ListActiveCalls(extension, PageSize);
            while (Await(reader.ReadPageAsync) is { Count: > 0 } page)
                calls.AddRange(page);
        }
        catch (RingCxException e)
        {
            // What was read before it is good.
            var permission = extension is null ? "ReadCompanyCallLog" : "ReadCallLog";
            failure = ErrorRecords.FromRingEx(e, "list the active calls", extension, permission, null);
        }

        ActiveConnection.LastRingExListing = calls.Take(RememberedForCompletion).ToList();
        calls.ForEach(WriteObject);
        if (failure is not null)
            ReportError(failure);
    }
}
