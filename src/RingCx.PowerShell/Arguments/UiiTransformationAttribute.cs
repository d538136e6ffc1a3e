namespace RingCx.Arguments;

/// <summary>Takes uiis as texts and any object that has a <c>Uii</c>.</summary>
internal sealed class UiiTransformationAttribute : IdTransformationAttribute
{
    public UiiTransformationAttribute()
        : base("Uii", "This is not a call: it has no Uii. Give uiis or calls, as Get-RcxActiveCall emits them.")
    {
    }
}
