namespace RingCx.Arguments;

/// <summary>Takes the id of a group of queues, or a queue as Get-RcxQueue emits it.</summary>
internal sealed class GateGroupIdTransformationAttribute : NumericIdTransformationAttribute
{
    public GateGroupIdTransformationAttribute()
        : base("GateGroupId", "a group of queues", "Give the number that Get-RcxQueue shows as GateGroupId.")
    {
    }
}
