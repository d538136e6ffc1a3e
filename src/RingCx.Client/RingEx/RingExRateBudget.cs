namespace RingCx.Client;

/// <summary>What is left of one group of RingCentral's usage plan (docs/service-notes.md).</summary>
public sealed class RingExRateBudget
{
    internal RingExRateBudget(string group, int limit, int remaining) =>
        (Group, Limit, Remaining) = (group, limit, remaining);

    /// <summary>The group: Light, Medium, Heavy or Auth.</summary>
    public string Group { get; }

    /// <summary>The requests a minute that it allows, as the service states it, or as documented before it has.</summary>
    public int Limit { get; }

    /// <summary>The requests that could go out at this moment.</summary>
    public int Remaining { get; }
}
