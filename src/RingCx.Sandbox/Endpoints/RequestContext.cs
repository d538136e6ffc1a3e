namespace RingCx.Sandbox;

/// <summary>One request with all that its endpoint needs.</summary>
internal sealed class RequestContext(
    SandboxRequest request,
    Parameters query,
    Dictionary<string, string> pathValues,
    SandboxUser? user,
    AccountWorld? world,
    IReadOnlyList<AccountWorld> worlds,
    TelephonyWorld telephony,
    EventHub events,
    SimulatedSignIn signIn,
    SandboxOptions options,
    DateTimeOffset now)
{
    public SandboxRequest Request { get; } = request;

    public Parameters Query { get; } = query;

    /// <summary>The account of the path. Only for endpoints below an account.</summary>
    public AccountWorld World => world ?? throw new InvalidOperationException("The path names no account.");

    public IReadOnlyList<AccountWorld> Worlds { get; } = worlds;

    /// <summary>The telephony of the RingCentral platform.</summary>
    public TelephonyWorld Telephony { get; } = telephony;

    public EventHub Events { get; } = events;

    public SimulatedSignIn SignIn { get; } = signIn;

    public SandboxOptions Options { get; } = options;

    /// <summary>Whose token came. Only for endpoints that ask for one.</summary>
    public SandboxUser User => user ?? throw new InvalidOperationException("The endpoint asks for no token.");

    /// <summary>Whether what the documents do not have is refused.</summary>
    public bool IsStrict => Options.IsStrictFor(Request);

    /// <summary>The sandbox's time, without skew.</summary>
    public DateTimeOffset Now { get; } = now;

    public string Path(string name) => pathValues[name];

    /// <summary>An id of the path that is an integer.</summary>
    public int PathNumber(string name) =>
        int.TryParse(Path(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ServiceErrorException.Invalid("The " + name + " in the path is not an integer.");

    /// <summary>The extension of the user on the RingCentral platform; 404 for the administrator, who has none.</summary>
    public Extension Extension => Telephony.Directory.FindById(User.OwnerId) ?? throw PlatformErrorException.NotFound("extensionId");

    /// <summary>The root of the platform as the client sees it, without a slash at the end.</summary>
    public string PlatformRoot => Request.Header("Host") is { Length: > 0 } host ? "http://" + host : "https://sandbox.invalid";

    /// <summary>The live call of the path; 404 for any other uii (docs/service-notes.md).</summary>
    public CallState Call() => World.Find(Path("uii")) ?? throw ServiceErrorException.NotFound("There is no active call with this uii.");

    /// <summary>Reads the body as a form with these fields, all required.</summary>
    public Parameters Form(params string[] fields)
    {
        if (Request.MediaType != "application/x-www-form-urlencoded")
            throw ServiceErrorException.Invalid("The body is not declared as application/x-www-form-urlencoded.");

        return new Parameters(FormParser.Parse(Request.Body ?? ""), fields, [], IsStrict);
    }

    /// <summary>Reads the body as a JSON object with these fields, none of them required.</summary>
    public JsonFields Json(params string[] fields) => JsonFields.Read(Request, IsStrict, fields);

    /// <summary>The rows that page and maxRows ask for.</summary>
    /// <returns>Where the page begins, and how many rows it holds at most.</returns>
    public (long Skip, int Take) Page()
    {
        var page = Query.OptionalInt("page") ?? 0;
        var rows = Query.OptionalInt("maxRows") ?? SandboxEngine.DefaultPageSize;
        if (page < 0)
            throw ServiceErrorException.Invalid("The parameter 'page' counts from 0.");

        if (rows < 1)
            throw ServiceErrorException.Invalid("The parameter 'maxRows' is at least 1.");

        rows = Math.Min(rows, Options.MaxPageSize);
        return ((long)page * rows, rows);
    }
}
