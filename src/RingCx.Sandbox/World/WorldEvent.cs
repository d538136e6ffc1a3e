using System;

namespace RingCx.Sandbox;

/// <summary>Something that is going to happen in an account.</summary>
internal readonly struct WorldEvent
{
    public WorldEvent(DateTimeOffset at, long number, WorldEventKind kind, CallState? call)
    {
        At = at;
        Number = number;
        Kind = kind;
        Call = call;
        Generation = call?.Generation ?? 0;
    }

    public DateTimeOffset At { get; }

    /// <summary>Of two events at one time the one planned first happens first.</summary>
    public long Number { get; }

    public WorldEventKind Kind { get; }

    public CallState? Call { get; }

    /// <summary>The call's generation when this was planned; with another one now it is void.</summary>
    public int Generation { get; }

    public bool IsBefore(in WorldEvent other)
    {
        return At < other.At || (At == other.At && Number < other.Number);
    }
}
