namespace RingCx.Foundation;

/// <summary>Turns -Scope and -ExtensionId into what the service is asked for.</summary>
internal static class RingExScopes
{
    private const string Own = "~";

    /// <summary>The extension, or null for the account; false after a record was written.</summary>
    public static bool ExtensionOrError(RingExCommand command, RingExScope? scope, string? given, out string? extension)
    {
        extension = string.IsNullOrWhiteSpace(given) ? scope == RingExScope.Account ? null : Own : given!.Trim();
        if (scope == RingExScope.Account && extension is not null)
        {
            command.ReportError(ErrorRecords.InvalidArgument(
                "-ExtensionId is for one extension and does not go with -Scope Account. Leave one of them out.", given));
            return false;
        }

        if (extension is not null && extension != Own && !Identifier.IsExtensionId(extension))
        {
            command.ReportError(ErrorRecords.InvalidArgument(
                $"-ExtensionId '{Redaction.Phone(given)}' is not an extension's id: "
                + "it is digits, such as 400415045004, and not the short number that is dialled.", given));
            return false;
        }

        return true;
    }
}
