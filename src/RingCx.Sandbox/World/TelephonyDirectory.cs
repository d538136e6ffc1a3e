namespace RingCx.Sandbox;

/// <summary>What of the account on the RingCentral platform does not change: its extensions.</summary>
internal sealed class TelephonyDirectory
{
    public const string AccountId = "400415005000";

    /// <summary>The company's number, which outbound calls show.</summary>
    public const string MainNumber = "+18005550120";

    public IReadOnlyList<SandboxExtension> Extensions { get; } =
    [
        new(0, "Dana Ruiz"), new(1, "Robin Hale"), new(2, "Paco Vu"), new(3, "Amara Okafor"),
        new(4, "Lena Brandt"), new(5, "Marco Silva"), new(6, "Priya Nair"), new(7, "Yuki Tanaka"),
    ];

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
