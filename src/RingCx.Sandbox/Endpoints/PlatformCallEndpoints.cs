namespace RingCx.Sandbox;

/// <summary>The active calls of the RingCentral platform: its guides, and the OpenAPI document of call control (docs/service-notes.md).</summary>
internal static class PlatformCallEndpoints
{
    private const string Root = "/restapi/v1.0/account/{accountId}/";

    private const int MostRecords = 1000;

    private const int DefaultRecords = 100;

    private static readonly string[] Directions = [PartyState.Inbound, PartyState.Outbound];

    private static readonly string[] Views = ["Simple", "Detailed"];

    private static readonly string[] Types = ["Voice", "Fax"];

    private static readonly string[] Transports = ["PSTN", "VoIP"];

    public static IEnumerable<SandboxRoute> Routes()
    {
        yield return new SandboxRoute("GET", Root + "active-calls", Access.RingCentral, [], ["direction", "view", "type", "transport", "page", "perPage"], false, OfCompany)
        {
            RateLimitGroup = SimulatedUsagePlan.Heavy,
            RepeatableParameters = ["direction", "type", "transport"],
        };
        yield return new SandboxRoute("GET", Root + "extension/{extensionId}/active-calls", Access.RingCentral, [], ["direction", "view", "type", "page", "perPage"], false, OfExtension)
        {
            RateLimitGroup = SimulatedUsagePlan.Heavy,
            RepeatableParameters = ["direction", "type"],
        };
    }

    private static SandboxResponse OfCompany(RequestContext context)
    {
        TelephonyAccess.Account(context);
        if (!context.User.IsSupervisor)
            throw PlatformErrorException.Forbidden("ReadCompanyCallLog");

        // One record a session: that of the party which had the call first.
        return Page(context, [.. context.Telephony.Listed().GroupBy(party => party.Session).Select(session => session.Last())]);
    }

    private static SandboxResponse OfExtension(RequestContext context)
    {
        TelephonyAccess.Account(context);
        var extension = TelephonyAccess.Extension(context, context.Path("extensionId"), "ReadCompanyCallLog");
        return Page(context, [.. context.Telephony.Listed().Where(party => ReferenceEquals(party.Extension, extension))]);
    }

    private static SandboxResponse Page(RequestContext context, PartyState[] all)
    {
        var query = context.Query;
        // "Query parameters are dropped if supplied": the filters are looked at, and not heeded.
        query.EachOf("direction", Directions);
        query.EachOf("view", Views);
        query.EachOf("type", Types);
        query.EachOf("transport", Transports);
        var page = AtLeastOne(query, "page", 1);
        var perPage = Math.Min(AtLeastOne(query, "perPage", DefaultRecords), MostRecords);
        var pages = Math.Max(1, (all.Length + perPage - 1) / perPage);
        var start = (long)(page - 1) * perPage;
        PartyState[] shown = start < all.Length ? [.. all.Skip((int)start).Take(perPage)] : [];
        var path = context.PlatformRoot + Path(context.Request.Target);
        return Answer.Json(200, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("uri", Uri(path, page, perPage));
            writer.WriteStartArray("records");
            foreach (var party in shown)
                Record(writer, party, context);

            writer.WriteEndArray();
            writer.WriteStartObject("paging");
            writer.WriteNumber("page", page);
            writer.WriteNumber("perPage", perPage);
            if (shown.Length > 0)
            {
                writer.WriteNumber("pageStart", start);
                writer.WriteNumber("pageEnd", start + shown.Length - 1);
            }

            writer.WriteNumber("totalPages", pages);
            writer.WriteNumber("totalElements", all.Length);
            writer.WriteEndObject();
            writer.WriteStartObject("navigation");
            Link(writer, "firstPage", path, 1, perPage);
            if (page < pages)
                Link(writer, "nextPage", path, page + 1, perPage);

            if (page > 1)
                Link(writer, "previousPage", path, Math.Min(page - 1, pages), perPage);

            Link(writer, "lastPage", path, pages, perPage);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private static int AtLeastOne(Parameters query, string name, int otherwise)
    {
        var value = query.OptionalInt(name) ?? otherwise;
        return value >= 1 ? value : throw ServiceErrorException.Invalid("The parameter '" + name + "' is at least 1.", name);
    }

    private static string Path(string target)
    {
        var mark = target.IndexOf('?');
        return mark < 0 ? target : target.Substring(0, mark);
    }

    private static string Uri(string path, int page, int perPage) => FormattableString.Invariant($"{path}?page={page}&perPage={perPage}");

    private static void Link(Utf8JsonWriter writer, string name, string path, int page, int perPage)
    {
        writer.WriteStartObject(name);
        writer.WriteString("uri", Uri(path, page, perPage));
        writer.WriteEndObject();
    }

    private static void Record(Utf8JsonWriter writer, PartyState party, RequestContext context)
    {
        var session = party.Session;
        var extension = party.Extension!;
        var isInternal = party.From.Extension is not null && party.To.Extension is not null;
        var home = context.PlatformRoot + "/restapi/v1.0/account/" + TelephonyDirectory.AccountId + "/extension/" + extension.ExtensionId;
        writer.WriteStartObject();
        writer.WriteString("uri", home + "/call-log/" + party.RecordId + "?view=Simple");
        writer.WriteString("id", party.RecordId);
        writer.WriteString("sessionId", session.SessionId);
        writer.WriteString("telephonySessionId", session.TelephonySessionId);
        writer.WriteString("startTime", TelephonyWriter.Time(session.CreationTime + context.Options.ClockSkew));
        writer.WriteNumber("duration", (int)((party.EndedAt ?? context.Telephony.Now) - session.CreationTime).TotalSeconds);
        writer.WriteString("type", "Voice");
        writer.WriteString("direction", party.Direction);
        writer.WriteString("action", session.IsConference ? "Conference Call" : isInternal ? "VoIP Call" : "Phone Call");
        writer.WriteString("result", Result(party));
        End(writer, "to", party.To);
        End(writer, "from", party.From);
        writer.WriteStartObject("extension");
        writer.WriteNumber("id", long.Parse(extension.ExtensionId, CultureInfo.InvariantCulture));
        writer.WriteString("uri", home);
        writer.WriteEndObject();
        writer.WriteString("transport", isInternal ? "VoIP" : "PSTN");
        writer.WriteEndObject();
    }

    private static string Result(PartyState party) => party switch
    {
        { IsLive: true } => "In Progress",
        { IsMissed: true } => "Missed",
        { Direction: PartyState.Inbound } => "Accepted",
        _ => "Call connected",
    };

    private static void End(Utf8JsonWriter writer, string name, PartyEnd end)
    {
        writer.WriteStartObject(name);
        var isInside = end.Extension is not null && end.PhoneNumber == end.Extension.ExtensionNumber;
        writer.WriteString(isInside ? "extensionNumber" : "phoneNumber", end.PhoneNumber);
        if (end.Name is not null)
            writer.WriteString("name", end.Name);

        if (end.Extension is not null)
            writer.WriteString("extensionId", end.Extension.ExtensionId);

        writer.WriteEndObject();
    }
}
