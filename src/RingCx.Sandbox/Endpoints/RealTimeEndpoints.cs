namespace RingCx.Sandbox;

/// <summary>
/// What supervisors see: RingCX's guide, analytics/reports/realtime-supervisor-view and integration/agent-avail. It is counted from the
/// calls and the agents that the other endpoints answer.
/// </summary>
internal static class RealTimeEndpoints
{
    public static SandboxResponse Agents(RequestContext context)
    {
        var directory = context.World.Directory;
        return Answer.Json(200,
            from @group in directory.AgentGroups
            from agent in @group.Agents
            where agent.IsLoggedIn
            select Agent(context, @group, agent, agent.Session!));
    }

    private static object Agent(RequestContext context, AgentGroup group, SimulatedAgent agent, AgentSession session)
    {
        var (directory, now) = (context.World.Directory, context.World.Now);
        var call = agent.Call is { IsListed: true } listed ? listed : null;
        var (state, since) = session.StateAt(agent.Call, now);
        var pending = session.PendingFor(now);
        return new
        {
            agent.AgentId,
            subaccountId = directory.AccountId,
            directory.AccountName,
            agent.FirstName,
            agent.LastName,
            agent.Username,
            agent.Email,
            agentType = "AGENT",
            group.AgentGroupId,
            agentGroupName = group.Name,
            agentLoginId = session.LoginId,
            agentPhone = agent.Phone,
            group.ProfileName,
            agentState = state,
            agentLoginType = group.LoginType,
            stateTime = Seconds(now - since),
            loginTime = Seconds(now - session.LoggedInAt),
            pendingDisposition = Flag(pending is not null),
            pendingDispositionTime = Seconds(pending ?? TimeSpan.Zero),
            isOffhook = Flag(agent.IsOffHook),
            isGhostLogin = 0,
            isDequeueAgent = Flag(call?.Gate is not null),
            lastUpdate = Time(context, since),
            callUii = call?.Uii,
            callAni = call?.Ani,
            callDnis = call?.Dnis,
            gateId = call?.GateId,
            campaignId = call?.CampaignId,
            loginDialGroupId = call?.CampaignId is null ? (int?)null : directory.DialGroupId,
            callSource = call is null ? null : call.Gate is null ? "OUTBOUND" : "INBOUND",
            callSourceDesc = call?.DestinationName,
            session.CallsHandled,
            rna = session.RingsNotAnswered,
            totalTalkTime = session.TalkSeconds,
        };
    }

    public static SandboxResponse Queues(RequestContext context)
    {
        var world = context.World;
        var (loads, staff, lastUpdate) = (world.Loads(), world.Staff, Time(context, world.Now));
        return Answer.Json(200,
            from @group in world.Directory.GateGroups
            from gate in @group.Gates
            let load = loads.TryGetValue(gate.GateId, out var found) ? found : default
            let counters = world.Counters(gate)
            select new
            {
                gate.GateId,
                @group.GateGroupId,
                subaccountId = world.Directory.AccountId,
                gateName = gate.Name,
                groupName = @group.Name,
                gate.Schedule,
                gate.ScheduleOverride,
                state = gate.IsActive ? "OPEN" : "CLOSED",
                lastUpdate,
                load.Active,
                inQueue = load.Waiting,
                // Nobody's telephone rings here: whoever is available has answered.
                routing = 0,
                longestInQueue = Seconds(load.Longest),
                staffed = staff.LoggedIn,
                staff.Available,
                counters.Presented,
                counters.Accepted,
                counters.Abandoned,
                counters.Deflected,
                counters.ShortAbandon,
                counters.SlaPass,
                counters.SlaFail,
                counters.ShortCall,
                counters.LongCall,
                successDispositions = counters.Successes,
                totalQueueTime = counters.QueueSeconds,
                totalAnswerTime = counters.AnswerSeconds,
                totalTalkTime = counters.TalkSeconds,
                totalAbandonTime = counters.AbandonSeconds,
            });
    }

    public static SandboxResponse ChatQueues(RequestContext context)
    {
        var (world, chat) = (context.World, context.World.Chat);
        var (staff, lastUpdate) = (chat.Staff, Time(context, world.Now));
        return Answer.Json(200, chat.Queues.Select(queue => (Queue: queue, Load: queue.Load(world.Now))).Select(row => new
        {
            row.Queue.ChatQueueId,
            chat.ChatQueueGroupId,
            subaccountId = world.Directory.AccountId,
            chatQueueName = row.Queue.Name,
            chat.ChatQueueGroupName,
            schedule = "Around the clock",
            scheduleOverride = (string?)null,
            lastUpdate,
            row.Load.Active,
            inQueue = row.Load.Waiting,
            routing = 0,
            longestInQueue = Seconds(row.Load.Longest),
            staffed = staff.LoggedIn,
            staff.Available,
            row.Queue.Counters.Presented,
            row.Queue.Counters.Accepted,
            row.Queue.Counters.Abandoned,
            row.Queue.Counters.Deflected,
            totalQueueTime = row.Queue.Counters.QueueSeconds,
            totalAnswerTime = row.Queue.Counters.AnswerSeconds,
            totalChatTime = row.Queue.Counters.TalkSeconds,
            totalAbandonTime = row.Queue.Counters.AbandonSeconds,
        }));
    }

    public static SandboxResponse Availability(RequestContext context)
    {
        var world = context.World;
        var queueId = context.PathNumber("gateId");
        if (context.Query.OneOf("queueType", "Voice", "Digital") == "Digital")
        {
            return world.Chat.Find(queueId) is { } queue
                ? Availability(queue.Load(world.Now), world.Chat.Staff, true)
                : throw ServiceErrorException.NotFound("There is no chat queue with this id.");
        }

        return world.Directory.FindGate(queueId) is { } gate
            ? Availability(world.LoadOf(gate), world.Staff, gate.IsActive)
            : throw ServiceErrorException.NotFound("There is no queue with this id.");
    }

    private static SandboxResponse Availability(QueueLoad load, QueueStaff staff, bool isOpen) => Answer.Json(200, new
    {
        longestWaitingTimeInSeconds = Seconds(load.Longest),
        numberOfWaitingInteractions = load.Waiting,
        numberOfAgentsAvailable = staff.Available,
        numberOfAgentsLoggedIn = staff.LoggedIn,
        isQueueOpen = isOpen,
    });

    private static long Seconds(TimeSpan time) => QueueCounters.WholeSeconds(time);

    private static int Flag(bool isSet) => isSet ? 1 : 0;

    private static string Time(RequestContext context, DateTimeOffset time) => WireFormat.Time(time + context.Options.ClockSkew);
}
