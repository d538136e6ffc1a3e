namespace RingCx.Sandbox;

/// <summary>What of the account on the RingCentral platform does not change: its extensions.</summary>
internal sealed class TelephonyDirectory
{
    public const string AccountId = "400415005000";

    /// <summary>The company's number, which outbound calls show.</summary>
    public const string MainNumber = "+18005550120";

    private static readonly string[] Names = ["Dana Ruiz", "Robin Hale", "Paco Vu", "Amara Okafor", "Lena Brandt", "Marco Silva", "Priya Nair", "Yuki Tanaka"];

    public TelephonyDirectory()
    {
        // The first two are the users that can sign in: the id of an extension is the owner_id of its user's token.
        Extensions = [.. Names.Select((name, i) => new Extension(Number(400_415_005_001L + i), Number(101 + i), name, Number(191_888_101L + i), "+165055501" + Number(41 + i)))];
    }

    public IReadOnlyList<Extension> Extensions { get; }

    /// <summary>The supervisor's, which nobody but a client answers.</summary>
    public Extension Supervisor => Extensions[0];

    public Extension? FindById(string extensionId) => Find(extension => extension.ExtensionId, extensionId);

    public Extension? FindByNumber(string extensionNumber) => Find(extension => extension.ExtensionNumber, extensionNumber);

    public Extension? FindByDevice(string deviceId) => Find(extension => extension.DeviceId, deviceId);

    private Extension? Find(Func<Extension, string> key, string value) =>
        Extensions.FirstOrDefault(extension => string.Equals(key(extension), value, StringComparison.Ordinal));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
