namespace RingCx.Errors;

/// <summary>The records of what a supervisor sees: agents and queues as they are now.</summary>
internal static partial class ErrorRecords
{
    private const string ReportingRights =
        "the user lacks reporting rights. Set them in RingCX Admin under Users > Administrators, then try again.";

    private const string WrongAccount = " Or it is not one of the user's accounts; Get-RcxAccount shows them.";

    /// <summary>The record for a request for agents or queues as they are now that the service did not serve.</summary>
    /// <param name="what">What was asked for, as in "look at the agents".</param>
    /// <param name="target">The account.</param>
    public static ErrorRecord FromRealTime(RingCxException error, string what, object target) => error.Kind == FailureKind.PermissionDenied
        ? Record(ErrorIds.PermissionDenied, target, $"Could not {what}: {ReportingRights}{WrongAccount}{CodeOf(error)}", error)
        : From(error, what, target);

    /// <summary>The record for a queue whose availability nobody tells.</summary>
    /// <param name="error">What the service said to the question for its availability.</param>
    /// <param name="isSecond">Whether the queues as they are now were asked for as well, and refused as well.</param>
    public static ErrorRecord NoAvailability(RingCxException error, int gateId, bool isSecond) => error.Kind switch
    {
        FailureKind.PermissionDenied => Record(
            ErrorIds.PermissionDenied, gateId,
            $"Could not check queue {gateId}: the app lacks the scope 'CX Routing', which is set in RingCentral's developer portal"
            + (isSecond ? $", and {ReportingRights} Either would do." : ".") + CodeOf(error), error),
        FailureKind.NotFound => NoQueueOfId(gateId, error),
        _ => From(error, $"check queue {gateId}", gateId),
    };

    public static ErrorRecord ChatQueue(object queue) => InvalidArgument(
        "A chat queue has no calls. Leave chat queues out: Get-RcxQueueState -Channel Voice.", queue);

    public static ErrorRecord NoAgentOfId(int id) => Record(
        ErrorIds.NameNotFound, id, $"No agent with the id {id} is logged in. Get-RcxAgent shows the agents with their ids.");

    public static ErrorRecord NoAgentOfUsername(string name) => Record(
        ErrorIds.NameNotFound, name,
        $"The account has no agent with the user name '{Shorten(name)}'. Give the Username that Get-RcxAgent shows, not a name or an "
        + "office e-mail.");

    /// <summary>The record for an agent who is to be acted on by a call, and has none.</summary>
    /// <param name="agent">How the agent is called.</param>
    /// <param name="state">The agent's state; null where it is not known.</param>
    public static ErrorRecord AgentNotOnCall(string agent, string? state) => Record(
        ErrorIds.AgentNotOnCall, agent,
        $"Agent {Shorten(agent)} is not on a call{(state is null or "" ? string.Empty : $" ({Shorten(state)})")}. {NothingDone} "
        + "Get-RcxAgentState -OnCall shows the agents who are.");
}
