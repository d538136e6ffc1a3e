namespace RingCx.Sandbox;

/// <summary>What of the account on the RingCentral platform does not change: its extensions.</summary>
internal sealed class TelephonyDirectory
{
    public const string AccountId = "400415005000";

    /// <summary>The company's number, which outbound calls show.</summary>
    public const string MainNumber = "+18005550120";

    private static readonly string[] Names =
        ["Dana Ruiz", "Robin Hale", "Paco Vu", "Amara Okafor", "Lena Brandt", "Marco Silva", "Priya Nair", "Yuki Tanaka"];

    // The first two are the users that can sign in: the id of an extension is the owner_id of its user's token.
    public IReadOnlyList<SandboxExtension> Extensions { get; } = [.. Names.Select((name, i) => new SandboxExtension(
        $"{400_415_005_001 + i}", $"{101 + i}", name, $"{191_888_101 + i}", $"+165055501{41 + i}"))];

    /// <summary>The supervisor's, which nobody but a client answers.</summary>
    public SandboxExtension Supervisor => Extensions[0];

    public static bool IsAccount(string accountId) => accountId is "~" or AccountId;

    /// <summary>An extension that a user names: <c>~</c> for the user's own, or its id.</summary>
    public SandboxExtension Find(string extensionId, SandboxUser user, string permission)
    {
        var extension = FindById(extensionId == "~" ? user.OwnerId : extensionId) ?? throw PlatformErrorException.NotFound("extensionId");
        return user.IsSupervisor || extension.ExtensionId == user.OwnerId ? extension : throw PlatformErrorException.Forbidden(permission);
    }

    public SandboxExtension? FindById(string extensionId) => Extensions.FirstOrDefault(extension => extension.ExtensionId == extensionId);

    public SandboxExtension? FindByNumber(string number) => Extensions.FirstOrDefault(extension => extension.ExtensionNumber == number);

    public SandboxExtension? FindByDevice(string deviceId) => Extensions.FirstOrDefault(extension => extension.DeviceId == deviceId);
}
