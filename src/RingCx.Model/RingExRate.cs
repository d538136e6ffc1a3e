namespace RingCx;

/// <summary>
/// What is left of one group of RingCentral's usage plan. Active calls are Heavy, sessions and their control Light, tokens Auth.
/// </summary>
public sealed class RingExRate
{
    internal RingExRate(string group, int limit, int remaining)
    {
        Group = group;
        Limit = limit;
        Remaining = remaining;
    }

    /// <summary>The group: Light, Medium, Heavy or Auth.</summary>
    public string Group { get; }

    /// <summary>The requests a minute that it allows.</summary>
    public int Limit { get; }

    /// <summary>The requests that could go out at this moment.</summary>
    public int Remaining { get; }

    /// <summary>The group with what is left of what.</summary>
    public override string ToString() => $"{Group} {Remaining}/{Limit}";
}
