using RingCx.Reliability.Support;

namespace RingCx.Reliability.Shift;

/// <summary>Compares what the client says became of an action with what the service did, and with the call just after it.</summary>
internal sealed class ActionJudge(Findings findings)
{
    /// <summary>Outcomes that contradict what the service did.</summary>
    public int Wrong { get; private set; }

    /// <summary>Judges one action; it may have failed if a fault struck anything meanwhile.</summary>
    public void Judge(Ask ask, Attempt attempt, IReadOnlyList<Served> served, bool mayFail)
    {
        var tries = served.Where(s => s.Exchange.Target.Contains($"/activeCalls/{ask.Uii}/", StringComparison.Ordinal)).ToList();
        var done = tries.Count(static s => s.Exchange.CarriedOut);
        var last = tries.LastOrDefault();
        var call = last?.Floor.Calls.FirstOrDefault(c => c.Uii == ask.Uii);
        var difference =
            ask.IsUnsafe && tries.Count(static s => Ask.IsTry(s.Exchange)) > 1 ? "it was tried twice"
            // A success without a word says that it was done, and a refusal that lost its word looks the same.
            : attempt.Done == true && last?.Exchange.Fault != SandboxFaultKind.EmptyBody && (done == 0 || !HasEffect(ask, call)) ? "it was not done"
            : attempt.Done == false && (done > 0 || !MayRefuse(ask, call)) ? "it was done, or could have been"
            : attempt.Failure is { MayBeDone: false } && done > 0 ? "it was done, and was said not to be"
            : attempt.Failure is { Kind: FailureKind.NotFound } ? call is null ? null : "the call is there"
            : attempt.Failure is not null && !mayFail ? "nothing failed"
            : null;
        if (difference is not null)
        {
            Wrong++;
            findings.Add($"{ask}: {attempt.Outcome}, but {difference}. {attempt.Failure?.Message}");
        }
    }

    // A monitor's number is its own: nobody else has it.
    private static bool HasSession(Ask ask, SandboxCall call) => call.Sessions.Any(s => s.Phone == ask.Phone);

    private static bool HasEffect(Ask ask, SandboxCall? call) => call is not null && ask.Kind switch
    {
        RequestKind.Hold => call.IsOnHold,
        RequestKind.Unhold => !call.IsOnHold,
        RequestKind.AddSession => HasSession(ask, call),
        RequestKind.RemoveSession => !HasSession(ask, call),
        _ => true,
    };

    private static bool MayRefuse(Ask ask, SandboxCall? call) => call is not null && ask.Kind switch
    {
        RequestKind.Hold => call.AgentUsername is null || call.IsOnHold,
        RequestKind.Unhold => call.AgentUsername is null || !call.IsOnHold,
        RequestKind.AddSession => call.AgentUsername is null,
        RequestKind.RemoveSession => !HasSession(ask, call),
        _ => false,
    };
}
