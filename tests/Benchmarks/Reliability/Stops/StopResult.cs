namespace RingCx.Reliability.Stops;

/// <summary>What came of requests that were stopped.</summary>
internal sealed class StopResult
{
    public int Stops { get; init; }

    public int Kinds { get; init; }

    /// <summary>Those that had ended before they were stopped.</summary>
    public int Ended { get; set; }

    public int Stopped { get; set; }

    /// <summary>Those that the service refused: the state of the call did not allow it.</summary>
    public int Refused { get; set; }

    /// <summary>The calls that were hung up afterwards, each as it should be.</summary>
    public int HungUp { get; set; }

    public List<string> Violations { get; } = [];
}
