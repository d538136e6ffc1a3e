namespace RingCx.Client.Tests.Audit;

/// <summary>A test that needs files which can only be appended to; skipped, and counted so, where nobody may make them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AppendOnlyFactAttribute : FactAttribute
{
    public AppendOnlyFactAttribute() => Skip = AppendOnly.IsPossible ? null! : "This user or file system makes no files that can only be appended to (chattr +a).";
}
