using RingCx.Reliability.Faults;

namespace RingCx.Reliability.Tests;

/// <summary>The whole matrix, measured once: its cells wait for their time limits together.</summary>
public sealed class MatrixFixture : QuietStart
{
    internal IReadOnlyDictionary<string, CellResult> Results { get; private set; } = new Dictionary<string, CellResult>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Results = (await FaultMatrix.RunAsync()).ToDictionary(static r => r.Cell.ToString());
    }
}
