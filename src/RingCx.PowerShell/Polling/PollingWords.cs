namespace RingCx.Polling;

/// <summary>How a poller's failures are told, as in "The calls could not be listed".</summary>
/// <param name="subject">What is asked for: "The calls".</param>
/// <param name="done">What is done with it: "listed".</param>
/// <param name="reassurance">What does not follow from a failure: "no call is taken for ended".</param>
internal sealed class PollingWords(string subject, string done, string reassurance)
{
    public string Subject { get; } = subject;

    public string Done { get; } = done;

    public string Reassurance { get; } = reassurance;
}
