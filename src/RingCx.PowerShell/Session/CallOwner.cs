namespace RingCx.Session;

/// <summary>
/// The queue or campaign that a call came by, as far as somebody has said it: its dispositions are what the call's agent sees.
/// </summary>
internal sealed class CallOwner
{
    private readonly int? _gateId;
    private readonly string? _queueName;
    private readonly (int DialGroupId, int Id)? _campaign;

    private CallOwner(int? gateId = null, string? queueName = null, (int DialGroupId, int Id)? campaign = null) =>
        (_gateId, _queueName, _campaign) = (gateId, queueName, campaign);

    /// <summary>
    /// The one that is meant: by its ids, by its name, or by what the connection's last listing says of the call. Null where nobody knows.
    /// </summary>
    /// <param name="uii">The call; null where it is not known yet.</param>
    public static CallOwner? Of(RcxConnection connection, string? uii, int? gateId, string? queueName, int? campaignId, int? dialGroupId)
    {
        if (campaignId is { } campaign && dialGroupId is { } dialGroup)
            return new CallOwner(campaign: (dialGroup, campaign));

        if (gateId is not null)
            return new CallOwner(gateId);

        var name = string.IsNullOrWhiteSpace(queueName) && uii is not null
            ? connection.LastListing.FirstOrDefault(call => call.Uii == uii)?.DestinationName
            : queueName;
        return string.IsNullOrWhiteSpace(name) ? null : new CallOwner(queueName: name!.Trim());
    }

    /// <summary>What it offers; null where the account has no such queue, or several, or where its group is not known.</summary>
    public async Task<IReadOnlyList<RcxDisposition>?> DispositionsAsync(
        ConnectionDirectory directory, string account, IProgress<RequestEvent>? progress, CancellationToken token)
    {
        if (_campaign is var (dialGroup, campaign))
            return await directory.CampaignDispositionsAsync(account, dialGroup, campaign, progress, token).ConfigureAwait(false);

        var queues = await directory.QueuesAsync(account, progress, token).ConfigureAwait(false);
        var meant = queues.Where(IsMeant).Take(2).ToList();
        return meant.Count == 1 && meant[0].GateGroupId is { } groupId
            ? await directory.GateDispositionsAsync(account, groupId, meant[0].GateId, progress, token).ConfigureAwait(false)
            : null;
    }

    /// <summary>As a sentence names it; different for each.</summary>
    public override string ToString() => _campaign is var (_, campaign)
        ? FormattableString.Invariant($"campaign {campaign}")
        : FormattableString.Invariant($"queue {_gateId?.ToString(CultureInfo.InvariantCulture) ?? _queueName}");

    private bool IsMeant(RcxQueue queue) =>
        _gateId is { } id ? queue.GateId == id : string.Equals(queue.GateName?.Trim(), _queueName, StringComparison.OrdinalIgnoreCase);
}
