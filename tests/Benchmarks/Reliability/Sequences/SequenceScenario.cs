using FsCheck;
using FsCheck.Fluent;
using RingCx.Reliability.Support;

namespace RingCx.Reliability.Sequences;

/// <summary>Random sequences of requests, faults, pauses and accidents; a failure is made as small as it goes.</summary>
internal static class SequenceScenario
{
    public const string Name = "random";

    // FsCheck's generator takes two numbers; the second has to be odd.
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    public static Section Measure(int seed)
    {
        const int Count = 2000;
        var (steps, failure) = Run(Count, seed);
        var table = new MarkdownTable("figure", "measured");
        table.Row("sequences", Invariant($"{Count}"));
        table.Row("steps in them", steps.ToString("N0", CultureInfo.InvariantCulture));
        table.Row("promises broken", failure is null ? "0" : "1");
        return new Section(Name, table.ToString(), failure is null ? [] : [failure]);
    }

    /// <summary>Tries sequences until one breaks a promise. Not to be called on a thread of the pool, which has to come to rest.</summary>
    /// <returns>How many steps there were, and what was broken: the smallest sequence that does it, and the seed.</returns>
    public static (int Steps, string? Failure) Run(int count, int seed)
    {
        var steps = 0;
        var property = Prop.ForAll(StepGenerator.Sequences, (Step[] sequence) =>
        {
            steps += sequence.Length;
            var violations = SequenceRun.RunAsync(sequence, seed).GetAwaiter().GetResult();
            if (violations.Count > 0)
            {
                throw new InvalidOperationException(string.Join('\n', violations));
            }
        });
        try
        {
            Check.One(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay((ulong)seed, Gamma).WithQuietOnSuccess(true), property);
            return (steps, null);
        }
        catch (Exception e)
        {
            return (steps, Invariant($"Seed {seed}: {e.Message}"));
        }
    }
}
