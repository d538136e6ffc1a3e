namespace RingCx.Arguments;

/// <summary>Takes the ids of telephony sessions as texts and any object that has a <c>TelephonySessionId</c>.</summary>
internal sealed class TelephonySessionTransformationAttribute : IdTransformationAttribute
{
    public TelephonySessionTransformationAttribute()
        : base("TelephonySessionId", "This is not a RingEX call: it has no TelephonySessionId. Give ids or calls, as Get-RingExActiveCall emits them.")
    {
    }
}
