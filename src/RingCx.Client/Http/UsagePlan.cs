namespace RingCx.Client.Http;

/// <summary>
/// RingCentral's own limits, apart from RingCX's: a budget for each group of its usage plan (docs/service-notes.md). A request sent inside
/// the pause that a 429 asks for restarts that pause, so the pause holds back every request of the group.
/// </summary>
internal sealed class UsagePlan(RingCxClientOptions options) : IDisposable
{
    /// <summary>The requests a minute that each group allows one user.</summary>
    public static int Limit(UsagePlanGroup group) => group switch
    {
        UsagePlanGroup.Light => 50,
        UsagePlanGroup.Medium => 40,
        UsagePlanGroup.Heavy => 10,
        UsagePlanGroup.Auth => 5,
        _ => throw new ArgumentOutOfRangeException(nameof(group)),
    };

    /// <summary>All groups, in the order in which they are shown.</summary>
    public static readonly UsagePlanGroup[] Groups = (UsagePlanGroup[])Enum.GetValues(typeof(UsagePlanGroup));

    // One for each group, at its number.
    private readonly RateBudget[] _budgets = Array.ConvertAll(
        Groups,
        group => new RateBudget(Limit(group), RateBudget.Minute, options.TimeProvider, options.RetryTimeout));

    public RateBudget Of(UsagePlanGroup group) => _budgets[(int)group];

    /// <summary>What could go out at this moment, group by group.</summary>
    public IReadOnlyList<RingExRate> Remaining() =>
        [.. Groups.Select(group => new RingExRate(group.ToString(), Of(group).Limit, Of(group).Remaining))];

    public void Dispose()
    {
        foreach (var budget in _budgets)
            budget.Dispose();
    }
}
