namespace RingCx.Sandbox;

/// <summary>Something that is going to happen in an account.</summary>
internal readonly struct WorldEvent
{
    public WorldEvent(WorldEventKind kind, CallState? call)
    {
        Kind = kind;
        Call = call;
        Generation = call?.Generation ?? 0;
    }

    public WorldEventKind Kind { get; }

    public CallState? Call { get; }

    /// <summary>The call's generation when this was planned; with another one now it is void.</summary>
    public int Generation { get; }
}
