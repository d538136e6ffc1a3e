using System.Text.Json.Serialization.Metadata;

namespace RingCx.Client;

/// <summary>
/// The companion reads: accounts, queues, agents, dispositions (docs/service-notes.md). All throw <see cref="RingCxException"/>.
/// </summary>
public sealed class DirectoryApi
{
    private const int GroupsPerPage = 1000;

    private readonly RequestSender _sender;

    internal DirectoryApi(RequestSender sender) => _sender = sender;

    /// <summary>The accounts that the user can see (OpenAPI: getAllAccounts).</summary>
    public async Task<IReadOnlyList<RcxAccount>> GetAccountsAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var call = ApiRequest.Lookup("/v1/admin/accounts");
        var rows = await _sender.GetAsync(call, RowJsonContext.Default.ListRcxAccount, progress, cancellationToken).ConfigureAwait(false);
        return [.. rows.Where(static account => account?.AccountId is not null)];
    }

    /// <summary>The account's queues, group by group (OpenAPI: getGateGroupListWithChildren).</summary>
    public async Task<IReadOnlyList<RcxQueue>> GetQueuesAsync(
        string accountId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var path = Identifier.AccountPath(accountId) + "/gateGroups/withChildren";
        var groups = await GetPagesAsync(
            path, RingCxJsonContext.Default.ListGateGroupAnswer, static g => g.GateGroupId ?? g.Id, progress, cancellationToken)
            .ConfigureAwait(false);
        var gates = groups.SelectMany(static g => g.Gates ?? [], static (g, gate) => (Group: g, Gate: gate)).ToList();
        var queues = (
            from row in gates
            let id = row.Gate?.GateId ?? row.Gate?.Id
            where id is not null
            select new RcxQueue(accountId)
            {
                GateId = Id(id.GetValueOrDefault(), "queue"),
                GateName = row.Gate!.GateName ?? row.Gate.Description,
                GateGroupId = (row.Group.GateGroupId ?? row.Group.Id) is { } groupId ? Id(groupId, "group of queues") : null,
                GroupName = row.Group.GroupName ?? row.Group.Description,
                IsActive = row.Gate.IsActive,
            }).ToList();
        var isForeign = queues.Count == 0
            && (gates.Count > 0 || (groups.Count > 0 && groups.All(static g => (g.GateGroupId ?? g.Id) is null)));
        return isForeign ? throw NoIds("queues") : queues;
    }

    /// <summary>The account's agents, group by group (OpenAPI: getAgentGroupList, getAgentList).</summary>
    public async Task<IReadOnlyList<RcxAgent>> GetAgentsAsync(
        string accountId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var path = Identifier.AccountPath(accountId) + "/agentGroups";
        var groups = await GetPagesAsync(
            path, RingCxJsonContext.Default.ListAgentGroupAnswer, static g => g.AgentGroupId ?? g.Id, progress, cancellationToken)
            .ConfigureAwait(false);
        if (groups.Count > 0 && groups.All(static g => (g.AgentGroupId ?? g.Id) is null))
            throw NoIds("groups of agents");

        var agents = new List<RcxAgent>();
        foreach (var agentGroup in groups)
        {
            if ((agentGroup.AgentGroupId ?? agentGroup.Id) is not { } id)
                continue;

            var call = ApiRequest.Lookup($"{path}/{id.ToString(CultureInfo.InvariantCulture)}/agents");
            var members = await _sender.GetAsync(call, RingCxJsonContext.Default.ListAgentAnswer, progress, cancellationToken)
                .ConfigureAwait(false);
            if (members.Count > 0 && members.All(static a => (a?.AgentId ?? a?.Id) is null))
                throw NoIds("agents");

            agents.AddRange(
                from a in members
                let agentId = a?.AgentId ?? a?.Id
                where agentId is not null
                select new RcxAgent(accountId)
                {
                    AgentId = Id(agentId.GetValueOrDefault(), "agent"),
                    Username = a!.Username,
                    FirstName = a.FirstName,
                    LastName = a.LastName,
                    AgentGroupId = Id(id, "group of agents"),
                    GroupName = agentGroup.GroupName ?? agentGroup.Description,
                    IsActive = a.IsActive,
                });
        }

        return agents;
    }

    /// <summary>The names of the system's dispositions (OpenAPI: getSystemDispositions). An account has more of its own.</summary>
    public async Task<IReadOnlyList<string>> GetSystemDispositionsAsync(
        string accountId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var call = ApiRequest.Lookup(Identifier.AccountPath(accountId) + "/campaignLeads/systemDispositions");
        return await _sender.GetAsync(call, RingCxJsonContext.Default.ListString, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The dispositions that a queue offers (OpenAPI: getGateDispositionList).</summary>
    public Task<IReadOnlyList<RcxDisposition>> GetGateDispositionsAsync(
        string accountId, int gateGroupId, int gateId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var path = FormattableString.Invariant($"/gateGroups/{gateGroupId}/gates/{gateId}/dispositions");
        return GetDispositionsAsync(accountId, path, gateId, null, progress, cancellationToken);
    }

    /// <summary>The dispositions that a campaign offers.</summary>
    public Task<IReadOnlyList<RcxDisposition>> GetCampaignDispositionsAsync(
        string accountId, int dialGroupId, int campaignId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var path = FormattableString.Invariant($"/dialGroups/{dialGroupId}/campaigns/{campaignId}/campaignDispositions");
        return GetDispositionsAsync(accountId, path, null, campaignId, progress, cancellationToken);
    }

    private async Task<IReadOnlyList<RcxDisposition>> GetDispositionsAsync(
        string accountId, string path, int? gateId, int? campaignId, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var call = ApiRequest.Lookup(Identifier.AccountPath(accountId) + path);
        var rows = await _sender.GetAsync(call, RingCxJsonContext.Default.ListDispositionAnswer, progress, cancellationToken)
            .ConfigureAwait(false);
        var found = new List<RcxDisposition>();
        foreach (var row in rows)
        {
            if (row is not null && (row.Disposition ?? row.Description) is { Length: > 0 } name)
            {
                var id = row.GateDispositionId ?? row.CampaignDispositionId ?? row.Id;
                found.Add(new RcxDisposition(accountId, name)
                {
                    DispositionId = id is { } known ? Id(known, "disposition") : null,
                    GateId = gateId,
                    CampaignId = campaignId,
                    IsDisabled = row.IsDisabled,
                    IsDefault = row.IsDefault,
                    IsSuccess = row.IsSuccess,
                    RequiresNote = row.RequireNote,
                });
            }
        }

        return found.Count > 0 || rows.Count == 0 ? found : throw new RingCxException(
            FailureKind.BadResponse, "The service listed dispositions of which none has a name, so its answer is not what is documented.");
    }

    // Rows without an id are rows of another shape than anybody knows: silence would look like an account that has none.
    private static RingCxException NoIds(string what) =>
        new(FailureKind.BadResponse, $"The service listed {what} of which none has an id, so its answer is not what is documented.");

    private static int Id(long id, string what) => id is > 0 and <= int.MaxValue
        ? (int)id
        : throw new RingCxException(
            FailureKind.BadResponse,
            $"The service gave the id {id.ToString(CultureInfo.InvariantCulture)} for a {what}, which is out of range.");

    // The service filters a page after it was cut, so a short page, even one with nothing new before the end, says nothing: the end is
    // an empty page, or one that only repeats.
    private async Task<List<T>> GetPagesAsync<T>(
        string path, JsonTypeInfo<List<T>> type, Func<T, long?> id, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
        where T : class
    {
        var all = new List<T>();
        var seen = new HashSet<long>();
        for (var page = 0; ; page++)
        {
            var query = new QueryString().Add("page", page).Add("maxRows", GroupsPerPage);
            var rows = await _sender.GetAsync(ApiRequest.Lookup(path, query), type, progress, cancellationToken).ConfigureAwait(false);
            var known = seen.Count;
            // A group without an id cannot be told from itself on the next page, so it counts on the first alone.
            all.AddRange(rows.Where(row => row is not null && (id(row) is { } key ? seen.Add(key) : page == 0)));
            if (seen.Count == known)
                return all;
        }
    }
}
