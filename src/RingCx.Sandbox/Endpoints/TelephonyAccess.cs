namespace RingCx.Sandbox;

/// <summary>Finds what a path or a body of RingEX names, and refuses what the user may not see.</summary>
internal static class TelephonyAccess
{
    /// <summary>Checks the account of the path: <c>~</c>, or the user's own by its id.</summary>
    public static void Account(RequestContext context)
    {
        if (!IsAccount(context.Path("accountId")))
            throw PlatformErrorException.NotFound("accountId");
    }

    public static bool IsAccount(string accountId) => accountId is "~" or TelephonyDirectory.AccountId;

    /// <summary>An extension that a path names: <c>~</c> for the user's own, or its id.</summary>
    public static SandboxExtension Extension(RequestContext context, string extensionId, string permission) =>
        Extension(context.Telephony, context.User, extensionId, permission);

    public static SandboxExtension Extension(TelephonyWorld telephony, SandboxUser user, string extensionId, string permission)
    {
        var extension = telephony.Directory.FindById(extensionId == "~" ? user.OwnerId : extensionId)
            ?? throw PlatformErrorException.NotFound("extensionId");
        return user.IsSupervisor || extension.ExtensionId == user.OwnerId ? extension : throw PlatformErrorException.Forbidden(permission);
    }

    /// <summary>The live session of the path.</summary>
    public static SandboxTelephonySession Session(RequestContext context)
    {
        Account(context);
        return Session(context, context.Path("telephonySessionId"));
    }

    public static SandboxTelephonySession Session(RequestContext context, string telephonySessionId)
    {
        var session = context.Telephony.Sessions.Find(telephonySessionId) ?? throw PlatformErrorException.NotFound("telephonySessionId");
        return context.User.IsSupervisor || session.Parties.Any(party => ReferenceEquals(party.Extension, context.Extension))
            ? session
            : throw PlatformErrorException.Forbidden("CallControl");
    }

    /// <summary>The live party of the path.</summary>
    public static SandboxTelephonyParty Party(RequestContext context) => Party(Session(context), context.Path("partyId"));

    public static SandboxTelephonyParty Party(SandboxTelephonySession session, string partyId) =>
        session.Parties.FirstOrDefault(candidate => candidate.PartyId == partyId) is { IsLive: true } party ? party : throw PlatformErrorException.NotFound("partyId");

    /// <summary>The live party of the path, if it is one of the account and in a state that allows the action.</summary>
    public static SandboxTelephonyParty Party(RequestContext context, Predicate<SandboxTelephonyParty> allows)
    {
        var party = Party(context);
        Demand(party.Extension is not null && allows(party));
        return party;
    }

    /// <summary>409 unless it holds.</summary>
    public static void Demand(bool isAllowed)
    {
        if (!isAllowed)
            throw PlatformErrorException.Conflict();
    }

    /// <summary>The extension whose telephone a body names.</summary>
    public static SandboxExtension Device(RequestContext context, string deviceId, string parameter) =>
        context.Telephony.Directory.FindByDevice(deviceId) ?? throw PlatformErrorException.NotFound(parameter);

    /// <summary>A phone number that a body names.</summary>
    public static PartyEnd Phone(string phoneNumber, string parameter) =>
        WireFormat.IsPhone(phoneNumber)
            ? new PartyEnd(phoneNumber)
            : throw PlatformErrorException.Invalid(parameter, "It is not a phone number: digits only, or E.164.");

    /// <summary>An extension that a body names by its number.</summary>
    public static SandboxExtension ByNumber(RequestContext context, string extensionNumber, string parameter) =>
        context.Telephony.Directory.FindByNumber(extensionNumber) ?? throw PlatformErrorException.NotFound(parameter);
}
