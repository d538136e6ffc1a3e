namespace RingCx.Sandbox;

/// <summary>
/// The limits of the RingCentral platform, by user and group. Whoever exceeds one has a penalty to wait for, which every
/// request sent meanwhile restarts. Not thread-safe: the engine holds its lock.
/// </summary>
internal sealed class SimulatedUsagePlan(SandboxOptions options)
{
    public const string Light = "light";
    public const string Medium = "medium";
    public const string Heavy = "heavy";
    public const string Auth = "auth";

    private static readonly TimeSpan Penalty = TimeSpan.FromSeconds(60);

    private readonly Dictionary<(string Group, string Username), DateTimeOffset> _penalties = [];
    private readonly Dictionary<string, RateWindow> _windows = new(StringComparer.Ordinal)
    {
        [Light] = new(options.LightPerMinute),
        [Medium] = new(options.MediumPerMinute),
        [Heavy] = new(options.HeavyPerMinute),
        [Auth] = new(options.ExchangesPerMinute),
    };

    /// <summary>Counts a request. False when it is one too many.</summary>
    public bool TryEnter(string group, string username, DateTimeOffset now)
    {
        var key = (group, username);
        var isPunished = _penalties.TryGetValue(key, out var until) && until > now;
        if (!isPunished && _windows[group].TryEnter(username, now) is null)
            return true;

        _penalties[key] = now + Penalty;
        return false;
    }

    public static PlatformErrorException Refusal() => PlatformErrorException.RateExceeded(Number((int)Penalty.TotalSeconds));

    /// <summary>Puts the headers of the usage plan on an answer.</summary>
    /// <param name="username">Whose request it was; empty when nobody knows.</param>
    public SandboxResponse Describe(SandboxResponse response, string group, string username) => response
        .With("X-Rate-Limit-Group", group)
        .With("X-Rate-Limit-Limit", Number(_windows[group].Limit))
        .With("X-Rate-Limit-Remaining", Number(_windows[group].Remaining(username)))
        .With("X-Rate-Limit-Window", "60");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
