namespace RingCx.Client.Http;

/// <summary>
/// RingCentral's own limits, apart from RingCX's: a budget for each group of its usage plan (docs/service-notes.md). A request sent inside
/// the pause that a 429 asks for restarts that pause, so the pause holds back every request of the group.
/// </summary>
internal sealed class UsagePlan(RingCxClientOptions options) : IDisposable
{
    /// <summary>The requests a minute that each group allows one user.</summary>
    public static readonly IReadOnlyDictionary<UsagePlanGroup, int> Limits = new Dictionary<UsagePlanGroup, int>
    {
        [UsagePlanGroup.Light] = 50,
        [UsagePlanGroup.Medium] = 40,
        [UsagePlanGroup.Heavy] = 10,
        [UsagePlanGroup.Auth] = 5,
    };

    private readonly Dictionary<UsagePlanGroup, RateBudget> _budgets = Limits.ToDictionary(
        static limit => limit.Key, limit => new RateBudget(limit.Value, RateBudget.Minute, options.TimeProvider, options.RetryTimeout));

    public RateBudget Of(UsagePlanGroup group) => _budgets[group];

    /// <summary>What could go out at this moment, group by group.</summary>
    public IReadOnlyList<RingExRate> Remaining() =>
        [.. _budgets.Select(static b => new RingExRate(b.Key.ToString(), b.Value.Limit, b.Value.Remaining))];

    public void Dispose()
    {
        foreach (var budget in _budgets.Values)
            budget.Dispose();
    }
}
