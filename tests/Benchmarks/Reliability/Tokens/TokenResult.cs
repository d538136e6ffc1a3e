using RingCx.Reliability.Support;

namespace RingCx.Reliability.Tokens;

/// <summary>How the tokens of a day did.</summary>
internal sealed record TokenResult(TokenVariant Variant, TimeSpan Duration, Traffic Traffic, SandboxOptions Limits, IReadOnlyDictionary<FailureKind, int> Failures)
{
    public IEnumerable<string> Violations()
    {
        foreach (var violation in Traffic.Violations(Limits))
        {
            yield return $"{Variant}: {violation}";
        }

        foreach (var (kind, count) in Failures)
        {
            yield return Invariant($"{Variant}: {count} requests failed with {kind}.");
        }

        if (Traffic.Unauthorized > Variant.MostUnauthorized)
        {
            yield return Invariant($"{Variant}: {Traffic.Unauthorized} requests were answered 401.");
        }
    }
}
