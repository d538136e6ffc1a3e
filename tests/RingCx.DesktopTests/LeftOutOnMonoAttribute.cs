namespace RingCx.DesktopTests;

/// <summary>The test cannot be run on Mono, which is not .NET Framework.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LeftOutOnMonoAttribute : Attribute
{
    public LeftOutOnMonoAttribute(string why) => Why = why;

    public string Why { get; }

    /// <summary>True where that is so over HttpWebRequest alone.</summary>
    public bool OverWebRequestsAlone { get; set; }
}
