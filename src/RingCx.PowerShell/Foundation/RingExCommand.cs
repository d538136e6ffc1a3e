namespace RingCx.Foundation;

/// <summary>The base of the commands that use RingEX, RingCentral's own platform.</summary>
public abstract class RingExCommand : ConnectedCommand
{
    private protected RingExCommand()
    {
    }

    private protected sealed override bool IsForRingEx => true;

    /// <summary>Asks RingEX for something; null after a record was written.</summary>
    /// <param name="what">What is asked for, as in "list the active calls".</param>
    /// <param name="target">What it is asked for.</param>
    /// <param name="ask">Asks.</param>
    /// <param name="permission">The permission that it takes, as RingCentral calls it; null where the documents name none.</param>
    /// <param name="session">The session that it is about; null for none.</param>
    private protected T? Ask<T>(
        string what, object? target, Func<RingExApi, IProgress<RequestEvent>, CancellationToken, Task<T>> ask, string? permission = null, string? session = null)
        where T : class
    {
        try
        {
            return Await((progress, cancellationToken) => ask(Used.Client.RingEx, progress, cancellationToken));
        }
        catch (RingCxException e)
        {
            WriteError(ErrorRecords.FromRingEx(e, what, target, permission, session));
            return null;
        }
    }

    /// <summary>An id of a session or a party as it is sent; null after a record was written.</summary>
    private protected string? TelephonyIdOrError(string? given, string parameter, string example, object? target = null)
    {
        var id = given?.Trim();
        if (Identifier.IsTelephonyId(id))
            return id;

        WriteError(id is null or "" ? ErrorRecords.MissingArgument(parameter, example, target) : ErrorRecords.InvalidTelephonyId(id, parameter, target));
        return null;
    }

    /// <summary>An extension's or a device's id as it is sent; null after a record was written.</summary>
    private protected string? DigitsOrError(string? given, string parameter, string example, object? target)
    {
        var id = given?.Trim();
        if (Identifier.IsExtensionId(id))
            return id;

        WriteError(id is null or ""
            ? ErrorRecords.MissingArgument(parameter, example, target)
            : ErrorRecords.InvalidArgument($"-{parameter} '{Redaction.Phone(id)}' is not right: it is digits. {example}", target));
        return null;
    }

    /// <summary>An extension's short number, or a park orbit's, as it is sent; null after a record was written.</summary>
    private protected string? ExtensionNumberOrError(string? given, string parameter, object? target)
    {
        const int LongestExtension = 8;
        var number = (given ?? string.Empty).Trim();
        if (number.Length is > 0 and <= LongestExtension && number.All(static c => c is (>= '0' and <= '9') or '*'))
            return number;

        WriteError(ErrorRecords.InvalidArgument($"-{parameter} '{Redaction.Phone(number)}' is not a short number, such as 102 or *801. For a phone number there is -PhoneNumber.", target));
        return null;
    }
}
