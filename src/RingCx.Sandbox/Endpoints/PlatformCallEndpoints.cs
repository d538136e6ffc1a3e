namespace RingCx.Sandbox;

/// <summary>
/// The active calls of the RingCentral platform: its guides, and the OpenAPI document of call control (docs/service-notes.md).
/// </summary>
internal static class PlatformCallEndpoints
{
    private const int MostRecords = 1000;
    private const int DefaultRecords = 100;

    public static SandboxResponse OfCompany(RequestContext context)
    {
        context.DemandAccount();
        if (!context.User.IsSupervisor)
            throw PlatformErrorException.Forbidden("ReadCompanyCallLog");

        // One record a session: that of the party which had the call first.
        return Page(context, [.. context.Telephony.Sessions.Listed().GroupBy(party => party.Session).Select(session => session.Last())]);
    }

    public static SandboxResponse OfExtension(RequestContext context)
    {
        context.DemandAccount();
        var extension = context.Telephony.Directory.Find(context.Path("extensionId"), context.User, "ReadCompanyCallLog");
        return Page(context, [.. context.Telephony.Sessions.Listed().Where(party => ReferenceEquals(party.Extension, extension))]);
    }

    private static SandboxResponse Page(RequestContext context, SandboxTelephonyParty[] all)
    {
        var query = context.Query;
        // "Query parameters are dropped if supplied": the filters are looked at, and not heeded.
        query.EachOf("direction", SandboxTelephonyParty.Inbound, SandboxTelephonyParty.Outbound);
        query.EachOf("view", "Simple", "Detailed");
        query.EachOf("type", "Voice", "Fax");
        query.EachOf("transport", "PSTN", "VoIP");
        var page = AtLeastOne(query, "page", 1);
        var perPage = Math.Min(AtLeastOne(query, "perPage", DefaultRecords), MostRecords);
        var pages = Math.Max(1, (all.Length + perPage - 1) / perPage);
        var start = (long)(page - 1) * perPage;
        SandboxTelephonyParty[] shown = start < all.Length ? [.. all.Skip((int)start).Take(perPage)] : [];
        var path = context.PlatformRoot + context.Request.Path;
        string Uri(int number) => FormattableString.Invariant($"{path}?page={number}&perPage={perPage}");
        return Answer.PlatformJson(200, new
        {
            uri = Uri(page),
            records = shown.Select(party => Record(party, context)),
            paging = new
            {
                page,
                perPage,
                pageStart = shown.Length > 0 ? start : (long?)null,
                pageEnd = shown.Length > 0 ? start + shown.Length - 1 : (long?)null,
                totalPages = pages,
                totalElements = all.Length,
            },
            navigation = new
            {
                firstPage = new { uri = Uri(1) },
                nextPage = page < pages ? new { uri = Uri(page + 1) } : null,
                previousPage = page > 1 ? new { uri = Uri(Math.Min(page - 1, pages)) } : null,
                lastPage = new { uri = Uri(pages) },
            },
        });
    }

    private static int AtLeastOne(Parameters query, string name, int otherwise)
    {
        var value = query.OptionalInt(name) ?? otherwise;
        return value >= 1 ? value : throw ServiceErrorException.Invalid("The parameter '" + name + "' is at least 1.", name);
    }

    private static object Record(SandboxTelephonyParty party, RequestContext context)
    {
        var session = party.Session;
        var extensionId = party.ExtensionId!;
        var isInternal = party.Caller.Extension is not null && party.Callee.Extension is not null;
        var home = context.PlatformRoot + "/restapi/v1.0/account/" + TelephonyDirectory.AccountId + "/extension/" + extensionId;
        return new
        {
            uri = home + "/call-log/" + party.RecordId + "?view=Simple",
            id = party.RecordId,
            session.SessionId,
            session.TelephonySessionId,
            startTime = TelephonyJson.Time(session.CreationTime + context.Options.ClockSkew),
            duration = (int)((party.EndedAt ?? context.Telephony.Now) - session.CreationTime).TotalSeconds,
            type = "Voice",
            party.Direction,
            action = session.IsConference ? "Conference Call" : isInternal ? "VoIP Call" : "Phone Call",
            result = party switch
            {
                { IsLive: true } => "In Progress",
                { IsMissed: true } => "Missed",
                { Direction: SandboxTelephonyParty.Inbound } => "Accepted",
                _ => "Call connected",
            },
            to = End(party.Callee),
            from = End(party.Caller),
            extension = new { id = long.Parse(extensionId, CultureInfo.InvariantCulture), uri = home },
            transport = isInternal ? "VoIP" : "PSTN",
        };
    }

    private static object End(PartyEnd end)
    {
        var isInside = end.PhoneNumber == end.Extension?.ExtensionNumber;
        return new
        {
            extensionNumber = isInside ? end.PhoneNumber : null,
            phoneNumber = isInside ? null : end.PhoneNumber,
            end.Name,
            end.Extension?.ExtensionId,
        };
    }
}
