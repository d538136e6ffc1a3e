namespace RingCx.Arguments;

/// <summary>Takes a dial group's id, or an object that has it.</summary>
internal sealed class DialGroupIdTransformationAttribute : NumericIdTransformationAttribute
{
    public DialGroupIdTransformationAttribute()
        : base("DialGroupId", "a dial group", "Give the number that RingCX Admin shows, such as 5001.")
    {
    }
}
