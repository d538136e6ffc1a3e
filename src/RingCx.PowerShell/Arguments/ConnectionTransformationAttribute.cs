namespace RingCx.Arguments;

/// <summary>Takes a connection, and tells whoever hands over what is left of one in another process what to do instead.</summary>
internal sealed class ConnectionTransformationAttribute : RcxArgumentTransformationAttribute
{
    private protected override object? Transform(object? value, object? argument) => value switch
    {
        null or RcxConnection => value,
        _ when PSObject.AsPSObject(argument).TypeNames.Any(IsOfACopy) => throw Refusal(
            "This is a copy of a connection, which has no tokens: a connection cannot be handed to another process or read from a file. "
            + "Run Connect-Rcx there, with -TokenCache in both so that it costs no sign-in, or stay in this process: Start-ThreadJob, "
            + "or ForEach-Object -Parallel with -Connection $using:connection."),
        _ => throw Refusal(
            "This is not a connection. Connect-Rcx -PassThru gives one, and Get-RcxConnection shows the one that is used without "
            + "-Connection."),
    };

    // Deserialized.RingCx.RcxConnection, as PowerShell names it.
    private static bool IsOfACopy(string name) => name.EndsWith("." + typeof(RcxConnection).FullName, StringComparison.Ordinal);
}
