namespace RingCx.Session;

/// <summary>The queue or campaign that a call came by, as far as somebody has said it: its dispositions are what the call's agent sees.</summary>
internal sealed class CallOwner
{
    private readonly int? _gateId;
    private readonly string? _queueName;
    private readonly (int DialGroupId, int CampaignId)? _campaign;

    private CallOwner(int? gateId, string? queueName, (int DialGroupId, int CampaignId)? campaign)
    {
        _gateId = gateId;
        _queueName = queueName;
        _campaign = campaign;
    }

    /// <summary>The one that is meant: by its ids, by its name, or by what the connection's last listing says of the call. Null where nobody knows.</summary>
    /// <param name="connection">Whose last listing it is.</param>
    /// <param name="uii">The call; null where it is not known yet.</param>
    /// <param name="gateId">The queue's id, where it is given.</param>
    /// <param name="queueName">The queue's name, where it is given.</param>
    /// <param name="campaignId">The campaign's id, where it is given; it takes the dial group's.</param>
    /// <param name="dialGroupId">The dial group's id, where it is given.</param>
    public static CallOwner? Of(RcxConnection connection, string? uii, int? gateId, string? queueName, int? campaignId, int? dialGroupId)
    {
        if (campaignId is { } campaign && dialGroupId is { } dialGroup)
            return new CallOwner(null, null, (dialGroup, campaign));

        if (gateId is not null)
            return new CallOwner(gateId, null, null);

        var name = string.IsNullOrWhiteSpace(queueName) && uii is not null ? connection.LastListing.FirstOrDefault(call => call.Uii == uii)?.DestinationName : queueName;
        return string.IsNullOrWhiteSpace(name) ? null : new CallOwner(null, name!.Trim(), null);
    }

    /// <summary>What it offers; null where the account has no such queue, or several, or where its group is not known.</summary>
    /// <param name="directory">Asks the service, or knows.</param>
    public async Task<IReadOnlyList<RcxDisposition>?> DispositionsAsync(ConnectionDirectory directory, string account, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        if (_campaign is { } campaign)
        {
            return await directory.CampaignDispositionsAsync(account, campaign.DialGroupId, campaign.CampaignId, progress, cancellationToken).ConfigureAwait(false);
        }

        var queues = await directory.QueuesAsync(account, progress, cancellationToken).ConfigureAwait(false);
        var meant = queues.Where(queue => _gateId is { } id ? queue.GateId == id : string.Equals(queue.GateName?.Trim(), _queueName, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return meant.Count == 1 && meant[0].GateGroupId is { } groupId
            ? await directory.GateDispositionsAsync(account, groupId, meant[0].GateId, progress, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>As a sentence names it; different for each.</summary>
    public override string ToString() =>
        _campaign is { } campaign ? $"campaign {campaign.CampaignId.ToString(CultureInfo.InvariantCulture)}"
        : $"queue {_gateId?.ToString(CultureInfo.InvariantCulture) ?? _queueName}";
}
