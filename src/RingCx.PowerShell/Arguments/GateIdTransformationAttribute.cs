namespace RingCx.Arguments;

/// <summary>Takes a queue's id, or a queue as Get-RcxQueue emits it.</summary>
internal sealed class GateIdTransformationAttribute : NumericIdTransformationAttribute
{
    public GateIdTransformationAttribute()
        : base("GateId", "a queue", "Give the number that Get-RcxQueue shows as GateId (the Tab key completes it from the queue's name).")
    {
    }
}
