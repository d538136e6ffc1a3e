using System.Text.RegularExpressions;
using static RingCx.Sandbox.PlatformErrorException;

namespace RingCx.Sandbox;

/// <summary>What a subscription asks for: the telephony sessions of the account or of one extension.</summary>
/// <param name="Extension">Null for the whole account.</param>
internal sealed record EventFilter(SandboxExtension? Extension)
{
    /// <summary>The filter with ids in the place of each <c>~</c>.</summary>
    public string Path => "/restapi/v1.0/account/" + TelephonyDirectory.AccountId
        + (Extension is null ? "" : "/extension/" + Extension.ExtensionId) + "/telephony/sessions";

    public bool Takes(SandboxTelephonyParty party) => Extension is null || ReferenceEquals(party.Extension, Extension);

    /// <summary>Reads a filter, and refuses what the user may not see.</summary>
    public static EventFilter Parse(string text, TelephonyWorld telephony, SandboxUser user)
    {
        var match = Regex.Match(text, @"^/restapi/v1\.0/account/([^/]*)(/extension/([^/]*))?/telephony/sessions\z");
        if (!match.Success)
            throw Invalid("eventFilters", "There are events of telephony sessions alone, of an account or an extension.");

        if (!TelephonyDirectory.IsAccount(match.Groups[1].Value))
            throw NotFound("accountId");

        if (match.Groups[2].Success)
            return new EventFilter(telephony.Directory.Find(match.Groups[3].Value, user, "CallControl"));

        return user.IsSupervisor ? new EventFilter(Extension: null) : throw Forbidden("CallControl");
    }
}

/// <summary>A subscription that lives as long as its session.</summary>
internal sealed record EventSubscription(string Id, IReadOnlyList<EventFilter> Filters);
