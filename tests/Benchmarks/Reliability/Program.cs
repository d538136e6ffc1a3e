using System.Diagnostics;
using RingCx.Reliability;
using RingCx.Reliability.Faults;
using RingCx.Reliability.Guard;
using RingCx.Reliability.Rate;
using RingCx.Reliability.Sequences;
using RingCx.Reliability.Shift;
using RingCx.Reliability.Soak;
using RingCx.Reliability.Stops;
using RingCx.Reliability.Support;
using RingCx.Reliability.Tokens;

const string Usage = "Reliability <rate|tokens|faults|guard|random|stops|soak|shift|all> [--seed N] [--hours H] [--update docs/reliability.md]";

var figures = new Dictionary<string, Func<int, double, Section>>
{
    // First: the buffers that the others' enormous answers leave in the runtime's pool would be taken for its own.
    [SoakScenario.Name] = SoakScenario.Measure,
    [ShiftScenario.Name] = static (seed, _) => ShiftScenario.Measure(seed),
    [RateScenario.Name] = static (seed, _) => RateScenario.Measure(seed),
    [TokenScenario.Name] = static (seed, _) => TokenScenario.Measure(seed),
    [FaultMatrix.Name] = static (_, _) => FaultMatrix.Measure(),
    [GuardScenario.Name] = static (_, _) => GuardScenario.Measure(),
    [StopScenario.Name] = static (seed, _) => StopScenario.Measure(seed),
    [SequenceScenario.Name] = static (seed, _) => SequenceScenario.Measure(seed),
};

var seed = 1;
var hours = 24.0;
string? document = null;
var wanted = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--seed" when i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.Integer, CultureInfo.InvariantCulture, out seed):
        case "--hours" when i + 1 < args.Length && double.TryParse(args[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out hours):
            i++;
            break;
        case "--update" when i + 1 < args.Length:
            document = args[++i];
            break;
        case "all":
            wanted.AddRange(figures.Keys);
            break;
        case var name when figures.ContainsKey(name):
            wanted.Add(name);
            break;
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}

if (wanted.Count == 0)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

// While nothing else runs: the clock learns here what a quiet thread pool looks like.
QuietPool.Wait();
var broken = 0;
foreach (var name in wanted)
{
    var watch = Stopwatch.StartNew();
    var section = figures[name](seed, hours);
    Console.WriteLine($"## {name}\n\n{section.Text.Trim()}\n");
    Console.Error.WriteLine(Invariant($"{name}: {section.Violations.Count} violations, {watch.Elapsed.TotalSeconds:0.0} s of real time, seed {seed}."));
    foreach (var violation in section.Violations)
    {
        Console.Error.WriteLine("  " + violation);
    }

    broken += section.Violations.Count;
    if (document is not null)
    {
        File.WriteAllText(document, Document.Replace(File.ReadAllText(document), section));
    }
}

return broken == 0 ? 0 : 1;
