namespace RingCx.Client.Tests.Http;

public class RequestOutcomeTests
{
    // B begins an attempt, C connects, L leaves, S settles.
    [Theory]
    [InlineData("", nameof(AttemptState.Preparing), false, false)]
    [InlineData("B", nameof(AttemptState.Preparing), false, false)]
    [InlineData("BC", nameof(AttemptState.Connecting), false, false)]
    [InlineData("BL", nameof(AttemptState.InDoubt), true, false)]
    [InlineData("BCL", nameof(AttemptState.InDoubt), true, false)]
    [InlineData("BCLL", nameof(AttemptState.InDoubt), true, false)]
    [InlineData("BS", nameof(AttemptState.Known), false, false)]
    [InlineData("BCS", nameof(AttemptState.Known), false, false)]
    [InlineData("BCLS", nameof(AttemptState.Known), false, false)]
    public void Tells_what_is_known_of_one_attempt(string way, string state, bool mayBeDone, bool repeatedInDoubt) => AssertAfter(way, state, mayBeDone, repeatedInDoubt);

    [Theory]
    [InlineData("BCLS B", nameof(AttemptState.Preparing), false, false)]
    [InlineData("BC B", nameof(AttemptState.Preparing), false, false)]
    [InlineData("BCLS BCL", nameof(AttemptState.InDoubt), true, false)]
    public void Forgets_an_attempt_that_was_not_sent_or_is_settled(string way, string state, bool mayBeDone, bool repeatedInDoubt) => AssertAfter(way, state, mayBeDone, repeatedInDoubt);

    [Theory]
    [InlineData("BCL B", nameof(AttemptState.Preparing))]
    [InlineData("BCL BC", nameof(AttemptState.Connecting))]
    [InlineData("BCL BCS", nameof(AttemptState.Known))]
    [InlineData("BCL BCLS", nameof(AttemptState.Known))]
    [InlineData("BCL BCLS B", nameof(AttemptState.Preparing))]
    [InlineData("BCL BCLS BCLS", nameof(AttemptState.Known))]
    [InlineData("BCL BS BCL", nameof(AttemptState.InDoubt))]
    public void Stays_unknown_whatever_a_retry_says(string way, string state) => AssertAfter(way, state, mayBeDone: true, repeatedInDoubt: true);

    [Fact]
    public void A_late_write_does_not_make_a_known_outcome_unknown() => AssertAfter("BCSL", nameof(AttemptState.Known), mayBeDone: false, repeatedInDoubt: false);

    private static void AssertAfter(string way, string state, bool mayBeDone, bool repeatedInDoubt)
    {
        var outcome = new RequestOutcome();
        foreach (var step in way)
        {
            Action take = step switch { 'B' => outcome.Begin, 'C' => outcome.Connect, 'L' => outcome.Leave, 'S' => outcome.Settle, _ => static () => { } };
            take();
        }

        Assert.Equal((state, mayBeDone, repeatedInDoubt), (outcome.State.ToString(), outcome.MayBeDone, outcome.IsRepeatedInDoubt));
    }
}
