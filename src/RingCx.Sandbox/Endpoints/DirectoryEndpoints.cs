namespace RingCx.Sandbox;

/// <summary>
/// The companion reads, from the OpenAPI document. Of its schemas they answer the fields that the sandbox has something
/// to say about.
/// </summary>
internal static class DirectoryEndpoints
{
    private const string CreatedOn = "2024-01-15T09:00:00.000+0000";

    public static SandboxResponse Accounts(RequestContext context) => Answer.Json(200, context.Worlds.Select(world => new
    {
        world.Directory.AccountId,
        world.Directory.AccountName,
        mainAccountId = AccountDirectory.MainAccountId,
        mainAccountName = AccountDirectory.MainAccountName,
        archivedAccount = false,
    }));

    public static SandboxResponse GateGroups(RequestContext context)
    {
        var permissions = Permissions(context);
        return Answer.Json(200, context.Page(context.World.Directory.GateGroups).Select(group => new
        {
            group.GateGroupId,
            groupName = group.Name,
            billingKey = (string?)null,
            createdOn = CreatedOn,
            gates = group.Gates.Select(gate => new
            {
                gate.GateId,
                gateName = gate.Name,
                gateDesc = gate.Description,
                gate.IsActive,
                gateOpen = gate.IsActive,
                gatePriority = 1,
                maxQueueLimit = 100,
                recordingSettings = "RECORD_FULL_CALL",
                createdOn = CreatedOn,
                permissions,
            }),
            permissions,
        }));
    }

    public static SandboxResponse GateDispositions(RequestContext context) =>
        Dispositions(GateOf(context).Dispositions, "gateDispositionId");

    public static SandboxResponse CampaignDispositions(RequestContext context)
    {
        DemandDialGroup(context);
        return context.PathNumber("campaignId") == context.World.Directory.CampaignId
            ? Dispositions(context.World.Directory.CampaignDispositions, "campaignDispositionId")
            : throw ServiceErrorException.NotFound("There is no campaign with this id.");
    }

    private static SandboxResponse Dispositions(IReadOnlyList<SimulatedDisposition> dispositions, string idName) =>
        Answer.Json(200, dispositions.Select((disposition, i) => new Dictionary<string, object?>
        {
            [idName] = disposition.DispositionId,
            ["disposition"] = disposition.Name,
            ["rank"] = i + 1,
            ["isDefault"] = disposition.IsDefault,
            ["isDisabled"] = disposition.IsDisabled,
            ["isSuccess"] = disposition.IsSuccess,
            ["isContact"] = true,
            ["isComplete"] = disposition.IsSuccess,
            ["requireNote"] = disposition.RequiresNote,
            ["emailTemplate"] = null,
        }));

    public static SandboxResponse RequeueShortcuts(RequestContext context)
    {
        var gate = GateOf(context);
        var others =
            from @group in context.World.Directory.GateGroups
            from other in @group.Gates
            where other.IsActive && !ReferenceEquals(other, gate)
            select (Group: @group, Gate: other);
        return Answer.Json(200, others.Select((other, i) => new
        {
            requeueShortcutId = (gate.GateId * 100) + i + 1,
            name = "To " + other.Gate.Name,
            rank = i + 1,
            requeueGate = new { other.Gate.GateId, gateName = other.Gate.Name },
            requeueGateGroup = new { other.Group.GateGroupId, groupName = other.Group.Name },
        }));
    }

    /// <summary>Who is logged in and takes a queue's calls: the service team, which serves all of them.</summary>
    public static SandboxResponse LoggedInAgents(RequestContext context)
    {
        GateOf(context);
        var group = context.World.Directory.AgentGroups[0];
        return Answer.Json(200, group.Agents.Where(agent => agent.IsLoggedIn).Select(agent =>
            new { agent.AgentId, agent.Username, agent.FirstName, agent.LastName, group.AgentGroupId, groupName = group.Name }));
    }

    public static SandboxResponse DialGroups(RequestContext context) =>
        Answer.Json(200, context.Page([context.World.Directory]).Select(account =>
            new { account.DialGroupId, account.DialGroupName, dialMode = "PREVIEW", isActive = true }));

    public static SandboxResponse Campaigns(RequestContext context)
    {
        DemandDialGroup(context);
        return Answer.Json(200, context.Page([context.World.Directory]).Select(account =>
            new { account.CampaignId, account.CampaignName, isActive = 1 }));
    }

    public static SandboxResponse AgentGroups(RequestContext context)
    {
        var permissions = Permissions(context);
        var groups = context.World.Directory.AgentGroups;
        return Answer.Json(200, context.Page(groups).Select(group =>
            new { group.AgentGroupId, groupName = group.Name, isDefault = group == groups[0], permissions }));
    }

    public static SandboxResponse Agents(RequestContext context)
    {
        var groupId = context.PathNumber("agentGroupId");
        var group = context.World.Directory.AgentGroups.FirstOrDefault(candidate => candidate.AgentGroupId == groupId)
            ?? throw ServiceErrorException.NotFound("There is no agent group with this id.");
        return Answer.Json(200, group.Agents.Select(agent => new
        {
            agent.AgentId,
            agent.Username,
            agent.FirstName,
            agent.LastName,
            agent.Email,
            agentType = "AGENT",
            groupId,
            isActive = true,
            allowInbound = agent.TakesQueueCalls,
            allowOutbound = true,
            allowManualCalls = true,
            externalAgentId = (string?)null,
        }));
    }

    private static void DemandDialGroup(RequestContext context)
    {
        if (context.PathNumber("dialGroupId") != context.World.Directory.DialGroupId)
            throw ServiceErrorException.NotFound("There is no dial group with this id.");
    }

    /// <summary>The queue of the path; 404 for one that is not in the group.</summary>
    private static SimulatedGate GateOf(RequestContext context)
    {
        var (groupId, gateId) = (context.PathNumber("gateGroupId"), context.PathNumber("gateId"));
        var group = context.World.Directory.GateGroups.FirstOrDefault(candidate => candidate.GateGroupId == groupId);
        return group?.Gates.FirstOrDefault(gate => gate.GateId == gateId)
            ?? throw ServiceErrorException.NotFound("There is no queue with this id in this group.");
    }

    private static string[] Permissions(RequestContext context) => context.Query.OptionalBool("includePermissions") == true ? ["READ"] : [];
}
