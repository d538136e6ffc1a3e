namespace RingCx.Reliability.Guard;

/// <summary>Where a fault can strike a pause of a recording.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Path">What the path of the struck requests contains and no other's.</param>
internal sealed record GuardStep(string Name, string Path)
{
    public static readonly GuardStep Pause = new("stopping it", "record=false");
    public static readonly GuardStep Block = new("the pings", "/pingCall");
    public static readonly GuardStep Resume = new("starting it again", "record=true");

    public static readonly IReadOnlyList<GuardStep> All = [Pause, Block, Resume];

    public override string ToString() => Name;
}
