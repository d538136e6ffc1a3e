using RingCx.Reliability.Support;

namespace RingCx.Reliability.Guard;

/// <summary>Every fault against every step of a pause of a recording.</summary>
internal static class GuardScenario
{
    public const string Name = "guard";

    public static Section Measure()
    {
        var results = RunAsync(GuardCell.All).GetAwaiter().GetResult();
        var text = Table(results, lasting: false) + "\n" + Table(results, lasting: true);
        return new Section(Name, text, [.. results.SelectMany(static r => r.Violations)]);
    }

    public static async Task<IReadOnlyList<GuardResult>> RunAsync(IEnumerable<GuardCell> cells)
    {
        var results = new List<GuardResult>();
        foreach (var cell in cells)
        {
            using var bench = new GuardBench(cell);
            results.Add(await bench.RunAsync());
        }

        return results;
    }

    private static string Table(IReadOnlyList<GuardResult> results, bool lasting)
    {
        var table = new MarkdownTable([lasting ? "The fault lasts ten minutes" : "The fault strikes once", .. GuardStep.All.Select(static s => s.Name)]);
        var byCell = results.ToDictionary(static r => r.Cell, static r => r.Text);
        foreach (var row in GuardCell.Rows)
        {
            table.Row([new GuardCell(row, GuardStep.Pause, lasting).Name, .. GuardStep.All.Select(step => byCell[new GuardCell(row, step, lasting)])]);
        }

        return table.ToString();
    }
}
