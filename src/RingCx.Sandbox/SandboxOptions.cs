namespace RingCx.Sandbox;

/// <summary>What a <see cref="SandboxEngine"/> is made from. Read once, when the engine is made.</summary>
public sealed class SandboxOptions
{
    /// <summary>The same seed with the same start of the clock gives the same calls and the same uiis. Default 1.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>The time of the sandbox. Default: real time.</summary>
    public SandboxClock Clock { get; set; } = SandboxClock.System();

    /// <summary>
    /// How many calls each account has in progress at the start, 0 or more. Default 12. With more than 12 the
    /// account gets further agents, so that about half of the further calls have one.
    /// </summary>
    public int InitialCalls { get; set; } = 12;

    /// <summary>
    /// True (the default): calls arrive, are answered, held and end as the clock moves. False: the calls stay as they
    /// are until somebody acts on them.
    /// </summary>
    public bool Live { get; set; } = true;

    /// <summary>Requests a minute that one user may send to the voice API, above it 429. Default 120 (docs/service-notes.md).</summary>
    public int RequestsPerMinute { get; set; } = 120;

    /// <summary>
    /// Token exchanges a minute, and RingCentral token calls a minute (the group Auth, which tokens for WebSockets share),
    /// above it 429. Default 5.
    /// </summary>
    public int ExchangesPerMinute { get; set; } = 5;

    /// <summary>Requests of the usage plan group Light a minute, by user, above it 429. Default 50 (docs/service-notes.md).</summary>
    public int LightPerMinute { get; set; } = 50;

    /// <summary>Requests of the usage plan group Medium a minute, by user: subscriptions. Default 40 (docs/service-notes.md).</summary>
    public int MediumPerMinute { get; set; } = 40;

    /// <summary>Requests of the usage plan group Heavy a minute, by user, above it 429. Default 10 (docs/service-notes.md).</summary>
    public int HeavyPerMinute { get; set; } = 10;

    /// <summary>How long a RingCX access token lives. Default 5 minutes.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The most rows that one page holds, whatever <c>maxRows</c> asks for. Default 10,000.</summary>
    public int MaxPageSize { get; set; } = 10_000;

    /// <summary>How many accounts the user sees: 12440011, 12440012 and so on. Default 1.</summary>
    public int AccountCount { get; set; } = 1;

    /// <summary>
    /// Added to every time that the service states (the Date header, timestamps, the times of calls). What it does
    /// keeps to <see cref="Clock"/>. Default zero; may be negative.
    /// </summary>
    public TimeSpan ClockSkew { get; set; }

    /// <summary>
    /// True (the default): undocumented parameters and fields, bodies where none belongs and a missing User-Agent are answered
    /// 400, and a token for a WebSocket is good once. False: they are ignored, as RingCentral's own clients need it, and the token is
    /// good until it runs out.
    /// </summary>
    public bool Strict { get; set; } = true;

    /// <summary>
    /// Where <see cref="Strict"/> is false: requests whose User-Agent begins with this are checked strictly all the same. Default null:
    /// nobody's.
    /// </summary>
    public string? StrictUserAgent { get; set; }

    /// <summary>How many exchanges <see cref="SandboxEngine.Log"/> keeps; the oldest go first. Default 10,000.</summary>
    public int LogLimit { get; set; } = 10_000;

    internal bool IsStrictFor(SandboxRequest request) =>
        Strict || (StrictUserAgent is not null
            && request.Header("User-Agent")?.StartsWith(StrictUserAgent, StringComparison.Ordinal) == true);

    internal SandboxOptions Copy()
    {
        var copy = (SandboxOptions)MemberwiseClone();
        NotBelow(copy.InitialCalls, 0, nameof(InitialCalls));
        NotBelow(copy.RequestsPerMinute, 1, nameof(RequestsPerMinute));
        NotBelow(copy.ExchangesPerMinute, 1, nameof(ExchangesPerMinute));
        NotBelow(copy.LightPerMinute, 1, nameof(LightPerMinute));
        NotBelow(copy.MediumPerMinute, 1, nameof(MediumPerMinute));
        NotBelow(copy.HeavyPerMinute, 1, nameof(HeavyPerMinute));
        NotBelow(copy.MaxPageSize, 1, nameof(MaxPageSize));
        NotBelow(copy.AccountCount, 1, nameof(AccountCount));
        NotBelow(copy.LogLimit, 0, nameof(LogLimit));
        if (copy.TokenLifetime <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(TokenLifetime), "A token lives longer than nothing.");

        if (copy.Clock is null)
            throw new ArgumentNullException(nameof(Clock));

        return copy;
    }

    private static void NotBelow(int value, int least, string name)
    {
        if (value < least)
            throw new ArgumentOutOfRangeException(name, value, "The option is too small.");
    }
}
