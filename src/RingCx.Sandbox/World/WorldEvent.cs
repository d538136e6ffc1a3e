namespace RingCx.Sandbox;

/// <summary>Something that is going to happen in an account.</summary>
internal readonly struct WorldEvent(WorldEventKind kind, CallState? call)
{
    public WorldEventKind Kind { get; } = kind;

    public CallState? Call { get; } = call;

    /// <summary>The call's generation when this was planned; with another one now it is void.</summary>
    public int Generation { get; } = call?.Generation ?? 0;
}
