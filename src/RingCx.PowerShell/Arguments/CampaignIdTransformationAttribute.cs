namespace RingCx.Arguments;

/// <summary>Takes a campaign's id, or an object that has it.</summary>
internal sealed class CampaignIdTransformationAttribute : NumericIdTransformationAttribute
{
    public CampaignIdTransformationAttribute()
        : base("CampaignId", "a campaign", "Give the number that RingCX Admin shows, such as 50001.")
    {
    }
}
