namespace RingCx.Sandbox;

/// <summary>One request with all that its endpoint needs.</summary>
internal sealed class RequestContext(
    SandboxEngine engine, SandboxRoute route, SandboxRequest request, Dictionary<string, string> pathValues, DateTimeOffset now)
{
    private Parameters? _query;

    public SandboxRoute Route => route;

    public SandboxRequest Request => request;

    public IReadOnlyList<AccountWorld> Worlds => engine.Worlds;

    public TelephonyWorld Telephony => engine.Telephony;

    public EventHub Events => engine.Events;

    public SimulatedSignIn SignIn => engine.SignIn;

    public SandboxOptions Options => engine.Options;

    /// <summary>The sandbox's time, without skew.</summary>
    public DateTimeOffset Now => now;

    /// <summary>Whose token came; not for endpoints that ask for none.</summary>
    public SandboxUser User { get; set; } = null!;

    /// <summary>The account of the path; not for endpoints whose path names none.</summary>
    public AccountWorld World { get; set; } = null!;

    public Parameters Query => _query ??= new Parameters(
        request.Query, IsStrict, route.RequiredParameters, route.OptionalParameters, route.RepeatableParameters);

    /// <summary>Whether what the documents do not have is refused.</summary>
    public bool IsStrict => Options.IsStrictFor(Request);

    /// <summary>The extension of the user on the RingCentral platform; 404 for the administrator, who has none.</summary>
    public SandboxExtension Extension => Telephony.Directory.FindById(User.OwnerId) ?? throw PlatformErrorException.NotFound("extensionId");

    /// <summary>The root of the platform as the client sees it, without a slash at the end.</summary>
    public string PlatformRoot => Request.Header("Host") is { Length: > 0 } host ? "http://" + host : "https://sandbox.invalid";

    public string Path(string name) => pathValues[name];

    public int PathNumber(string name) =>
        int.TryParse(Path(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ServiceErrorException.Invalid("The " + name + " in the path is not an integer.");

    /// <summary>The live call of the path; 404 for any other uii (docs/service-notes.md).</summary>
    public SandboxCall Call() => World.Find(Path("uii")) ?? throw ServiceErrorException.NoSuchCall();

    /// <summary>Reads the body as a form with these fields, all required.</summary>
    public Parameters Form(params string[] fields) =>
        Request.MediaType == "application/x-www-form-urlencoded"
            ? new Parameters(Request.Body ?? "", IsStrict, fields, [], [])
            : throw ServiceErrorException.Invalid("The body is not declared as application/x-www-form-urlencoded.");

    /// <summary>Reads the body as a JSON object with these fields, none of them required.</summary>
    public JsonFields Json(params string[] fields) => JsonFields.Read(Request, IsStrict, fields);

    /// <summary>Reads the body as a JSON object with exactly one of these fields.</summary>
    public (string Name, string Value) OnlyOne(params string[] fields) => Json(fields).OnlyOne(fields);

    /// <summary>The rows that page and maxRows ask for.</summary>
    public IEnumerable<T> Page<T>(IEnumerable<T> all)
    {
        var page = Query.OptionalInt("page") ?? 0;
        var rows = Query.OptionalInt("maxRows") ?? SandboxEngine.DefaultPageSize;
        if (page < 0)
            throw ServiceErrorException.Invalid("The parameter 'page' counts from 0.");

        if (rows < 1)
            throw ServiceErrorException.Invalid("The parameter 'maxRows' is at least 1.");

        rows = Math.Min(rows, Options.MaxPageSize);
        return all.Skip((int)Math.Min((long)page * rows, int.MaxValue)).Take(rows);
    }

    public void DemandAccount()
    {
        if (!TelephonyDirectory.IsAccount(Path("accountId")))
            throw PlatformErrorException.NotFound("accountId");
    }

    /// <summary>The live session of the path, or one by its id, that the user may see.</summary>
    public SandboxTelephonySession Session(string? telephonySessionId = null)
    {
        if (telephonySessionId is null)
            DemandAccount();

        var session = Telephony.Sessions.Find(telephonySessionId ?? Path("telephonySessionId"))
            ?? throw PlatformErrorException.NotFound("telephonySessionId");
        return User.IsSupervisor || session.Parties.Any(party => ReferenceEquals(party.Extension, Extension))
            ? session
            : throw PlatformErrorException.Forbidden("CallControl");
    }

    public SandboxTelephonyParty Party() => Session().LiveParty(Path("partyId"));

    /// <summary>The live party of the path, if it is one of the account and in a state that allows the action.</summary>
    public SandboxTelephonyParty Party(Predicate<SandboxTelephonyParty> allows)
    {
        var party = Party();
        PlatformErrorException.ConflictUnless(party.Extension is not null && allows(party));
        return party;
    }

    /// <summary>The extension whose telephone a body names.</summary>
    public SandboxExtension Device(string deviceId, string parameter = "deviceId") =>
        Telephony.Directory.FindByDevice(deviceId) ?? throw PlatformErrorException.NotFound(parameter);

    public SandboxExtension ByNumber(string extensionNumber, string parameter) =>
        Telephony.Directory.FindByNumber(extensionNumber) ?? throw PlatformErrorException.NotFound(parameter);
}
