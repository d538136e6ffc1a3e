namespace RingCx.Sandbox;

/// <summary>What a subscription asks for: the telephony sessions of the account or of one extension.</summary>
internal sealed class EventFilter
{
    private const string Root = "/restapi/v1.0/account/" + TelephonyDirectory.AccountId;

    private EventFilter(SandboxExtension? extension)
    {
        Extension = extension;
        Path = Root + (extension is null ? "" : "/extension/" + extension.ExtensionId) + "/telephony/sessions";
    }

    /// <summary>Null for the whole account.</summary>
    public SandboxExtension? Extension { get; }

    /// <summary>The filter with ids in the place of each <c>~</c>.</summary>
    public string Path { get; }

    /// <summary>Reads a filter, and refuses what the user may not see.</summary>
    public static EventFilter Parse(string text, TelephonyWorld telephony, SandboxUser user)
    {
        var parts = text.Split('/');
        var isAccount = parts.Length == 7;
        if ((!isAccount && (parts.Length != 9 || parts[5] != "extension")) || !text.StartsWith("/restapi/v1.0/account/", StringComparison.Ordinal)
            || !text.EndsWith("/telephony/sessions", StringComparison.Ordinal))
        {
            throw PlatformErrorException.Invalid("eventFilters", "There are events of telephony sessions alone, of an account or an extension.");
        }

        if (!TelephonyAccess.IsAccount(parts[4]))
            throw PlatformErrorException.NotFound("accountId");

        if (isAccount)
            return user.IsSupervisor ? new EventFilter(null) : throw PlatformErrorException.Forbidden("CallControl");

        return new EventFilter(TelephonyAccess.Extension(telephony, user, parts[6], "CallControl"));
    }
}
