namespace RingCx.Sandbox;

/// <summary>
/// The companion reads, from the OpenAPI document. Of its schemas they answer the fields that the sandbox has something
/// to say about.
/// </summary>
internal static class DirectoryEndpoints
{
    private const string Root = "/voice/api/v1/admin/accounts";

    private const string Account = Root + "/{accountId}/";

    private const string GateRoot = Account + "gateGroups/{gateGroupId}/gates/{gateId}/";

    private const string DialGroup = Account + "dialGroups/{dialGroupId}/";

    private const string CreatedOn = "2024-01-15T09:00:00.000+0000";

    public static IEnumerable<SandboxRoute> Routes()
    {
        yield return Get(Root, Accounts);
        yield return Get(Account + "gateGroups/withChildren", GateGroups, "includePermissions", "page", "maxRows");
        yield return Get(Account + "gateGroups/withChildren/additionalData", GateGroups, "page", "maxRows");
        yield return Get(GateRoot + "dispositions", GateDispositions);
        yield return Get(GateRoot + "requeueShortcuts", RequeueShortcuts);
        yield return Get(GateRoot + "gateAgentAccessLogin", LoggedInAgents);
        yield return Get(Account + "dialGroups", DialGroups, "page", "maxRows");
        yield return Get(DialGroup + "campaigns", Campaigns, "page", "maxRows");
        yield return Get(DialGroup + "campaigns/{campaignId}/campaignDispositions", CampaignDispositions);
        yield return Get(Account + "agentGroups", AgentGroups, "page", "maxRows", "includePermissions");
        yield return Get(Account + "agentGroups/{agentGroupId}/agents", Agents);
        yield return Get(Account + "campaignLeads/systemDispositions", SystemDispositions);
    }

    private static SandboxRoute Get(string path, Func<RequestContext, SandboxResponse> handle, params string[] optional) =>
        new SandboxRoute("GET", path, Access.AnyUser, [], optional, false, handle);

    private static SandboxResponse Accounts(RequestContext context) => Array(context.Worlds, (writer, world) =>
    {
        writer.WriteString("accountId", world.Directory.AccountId);
        writer.WriteString("accountName", world.Directory.AccountName);
        writer.WriteString("mainAccountId", AccountDirectory.MainAccountId);
        writer.WriteString("mainAccountName", AccountDirectory.MainAccountName);
        writer.WriteBoolean("archivedAccount", false);
    });

    private static SandboxResponse GateGroups(RequestContext context)
    {
        var withPermissions = context.Query.OptionalBool("includePermissions") ?? false;
        return Array(Page(context, context.World.Directory.GateGroups), (writer, group) =>
        {
            writer.WriteNumber("gateGroupId", group.GateGroupId);
            writer.WriteString("groupName", group.Name);
            writer.WriteNull("billingKey");
            writer.WriteString("createdOn", CreatedOn);
            writer.WriteStartArray("gates");
            foreach (var gate in group.Gates)
            {
                writer.WriteStartObject();
                writer.WriteNumber("gateId", gate.GateId);
                writer.WriteString("gateName", gate.Name);
                writer.WriteString("gateDesc", gate.Description);
                writer.WriteBoolean("isActive", gate.IsActive);
                writer.WriteBoolean("gateOpen", gate.IsActive);
                writer.WriteNumber("gatePriority", 1);
                writer.WriteNumber("maxQueueLimit", 100);
                writer.WriteString("recordingSettings", "RECORD_FULL_CALL");
                writer.WriteString("createdOn", CreatedOn);
                WritePermissions(writer, withPermissions);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            WritePermissions(writer, withPermissions);
        });
    }

    private static SandboxResponse GateDispositions(RequestContext context) =>
        Dispositions(GateOf(context).Dispositions, "gateDispositionId");

    private static SandboxResponse CampaignDispositions(RequestContext context)
    {
        DemandDialGroup(context);
        if (context.PathNumber("campaignId") != context.World.Directory.CampaignId)
            throw ServiceErrorException.NotFound("There is no campaign with this id.");

        return Dispositions(context.World.Directory.CampaignDispositions, "campaignDispositionId");
    }

    private static SandboxResponse Dispositions(IReadOnlyList<SimulatedDisposition> dispositions, string idName)
    {
        var rank = 0;
        return Array(dispositions, (writer, disposition) =>
        {
            writer.WriteNumber(idName, disposition.DispositionId);
            writer.WriteString("disposition", disposition.Name);
            writer.WriteNumber("rank", ++rank);
            writer.WriteBoolean("isDefault", disposition.IsDefault);
            writer.WriteBoolean("isDisabled", disposition.IsDisabled);
            writer.WriteBoolean("isSuccess", disposition.IsSuccess);
            writer.WriteBoolean("isContact", true);
            writer.WriteBoolean("isComplete", disposition.IsSuccess);
            writer.WriteBoolean("requireNote", disposition.RequiresNote);
            writer.WriteNull("emailTemplate");
        });
    }

    private static SandboxResponse RequeueShortcuts(RequestContext context)
    {
        var gate = GateOf(context);
        var groups = context.World.Directory.GateGroups;
        var rank = 0;
        return Array(groups.SelectMany(group => group.Gates.Where(other => other.IsActive && !ReferenceEquals(other, gate)).Select(other => (group, other))), (writer, target) =>
        {
            writer.WriteNumber("requeueShortcutId", (gate.GateId * 100) + ++rank);
            writer.WriteString("name", "To " + target.other.Name);
            writer.WriteNumber("rank", rank);
            writer.WriteStartObject("requeueGate");
            writer.WriteNumber("gateId", target.other.GateId);
            writer.WriteString("gateName", target.other.Name);
            writer.WriteEndObject();
            writer.WriteStartObject("requeueGateGroup");
            writer.WriteNumber("gateGroupId", target.group.GateGroupId);
            writer.WriteString("groupName", target.group.Name);
            writer.WriteEndObject();
        });
    }

    /// <summary>Who is logged in and takes a queue's calls: the service team, which serves all of them.</summary>
    private static SandboxResponse LoggedInAgents(RequestContext context)
    {
        GateOf(context);
        var group = context.World.Directory.AgentGroups[0];
        return Array(group.Agents.Where(agent => agent.IsLoggedIn), (writer, agent) =>
        {
            writer.WriteNumber("agentId", agent.AgentId);
            writer.WriteString("username", agent.Username);
            writer.WriteString("firstName", agent.FirstName);
            writer.WriteString("lastName", agent.LastName);
            writer.WriteNumber("agentGroupId", group.AgentGroupId);
            writer.WriteString("groupName", group.Name);
        });
    }

    private static SandboxResponse DialGroups(RequestContext context) =>
        Array(Page(context, new[] { context.World.Directory }), (writer, account) =>
        {
            writer.WriteNumber("dialGroupId", account.DialGroupId);
            writer.WriteString("dialGroupName", account.DialGroupName);
            writer.WriteString("dialMode", "PREVIEW");
            writer.WriteBoolean("isActive", true);
        });

    private static SandboxResponse Campaigns(RequestContext context)
    {
        DemandDialGroup(context);
        return Array(Page(context, new[] { context.World.Directory }), (writer, account) =>
        {
            writer.WriteNumber("campaignId", account.CampaignId);
            writer.WriteString("campaignName", account.CampaignName);
            writer.WriteNumber("isActive", 1);
        });
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
        return context.World.Directory.GateGroups.FirstOrDefault(group => group.GateGroupId == groupId)?.Gates.FirstOrDefault(gate => gate.GateId == gateId)
            ?? throw ServiceErrorException.NotFound("There is no queue with this id in this group.");
    }

    private static SandboxResponse AgentGroups(RequestContext context)
    {
        var withPermissions = context.Query.OptionalBool("includePermissions") ?? false;
        return Array(Page(context, context.World.Directory.AgentGroups), (writer, group) =>
        {
            writer.WriteNumber("agentGroupId", group.AgentGroupId);
            writer.WriteString("groupName", group.Name);
            writer.WriteBoolean("isDefault", ReferenceEquals(group, context.World.Directory.AgentGroups[0]));
            WritePermissions(writer, withPermissions);
        });
    }

    private static SandboxResponse Agents(RequestContext context)
    {
        var groupId = context.PathNumber("agentGroupId");
        var group = context.World.Directory.AgentGroups.FirstOrDefault(candidate => candidate.AgentGroupId == groupId)
            ?? throw ServiceErrorException.NotFound("There is no agent group with this id.");
        return Array(group.Agents, (writer, agent) =>
        {
            writer.WriteNumber("agentId", agent.AgentId);
            writer.WriteString("username", agent.Username);
            writer.WriteString("firstName", agent.FirstName);
            writer.WriteString("lastName", agent.LastName);
            writer.WriteString("email", agent.Email);
            writer.WriteString("agentType", "AGENT");
            writer.WriteNumber("groupId", group.AgentGroupId);
            writer.WriteBoolean("isActive", true);
            writer.WriteBoolean("allowInbound", agent.TakesQueueCalls);
            writer.WriteBoolean("allowOutbound", true);
            writer.WriteBoolean("allowManualCalls", true);
            writer.WriteNull("externalAgentId");
        });
    }

    private static SandboxResponse SystemDispositions(RequestContext context) => Answer.Json(200, writer =>
    {
        writer.WriteStartArray();
        foreach (var name in AccountDirectory.SystemDispositions)
            writer.WriteStringValue(name);

        writer.WriteEndArray();
    });

    private static void WritePermissions(Utf8JsonWriter writer, bool included)
    {
        writer.WriteStartArray("permissions");
        if (included)
            writer.WriteStringValue("READ");

        writer.WriteEndArray();
    }

    private static IEnumerable<T> Page<T>(RequestContext context, IReadOnlyList<T> all)
    {
        var (skip, take) = context.Page();
        return all.Skip((int)Math.Min(skip, int.MaxValue)).Take(take);
    }

    private static SandboxResponse Array<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write) => Answer.Json(200, writer =>
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
