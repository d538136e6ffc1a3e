namespace RingCx.Reliability.Faults;

/// <summary>How a request ended, how often it was sent, and how often the service carried it out.</summary>
internal sealed record CellOutcome(string Outcome, int Sent, int CarriedOut)
{
    public const string Ok = "ok";
    public const string Refused = "refused";

    public override string ToString() => Invariant($"{Outcome} {Sent}/{CarriedOut}");
}
