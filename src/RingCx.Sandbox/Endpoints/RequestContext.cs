namespace RingCx.Sandbox;

/// <summary>One request with all that its endpoint needs.</summary>
/// <param name="Engine">What the endpoints see of it is below.</param>
/// <param name="SignedIn">Whose token came; null for endpoints that ask for none.</param>
/// <param name="AccountOfPath">Null where the path names none.</param>
/// <param name="Now">The sandbox's time, without skew.</param>
internal sealed record RequestContext(
    SandboxEngine Engine,
    SandboxRequest Request,
    Parameters Query,
    Dictionary<string, string> PathValues,
    SandboxUser? SignedIn,
    AccountWorld? AccountOfPath,
    DateTimeOffset Now)
{
    public AccountWorld World => AccountOfPath ?? throw new InvalidOperationException("The path names no account.");

    public IReadOnlyList<AccountWorld> Worlds => Engine.Worlds;

    public TelephonyWorld Telephony => Engine.Telephony;

    public EventHub Events => Engine.Events;

    public SimulatedSignIn SignIn => Engine.SignIn;

    public SandboxOptions Options => Engine.Options;

    public SandboxUser User => SignedIn ?? throw new InvalidOperationException("The endpoint asks for no token.");

    /// <summary>Whether what the documents do not have is refused.</summary>
    public bool IsStrict => Options.IsStrictFor(Request);

    /// <summary>The extension of the user on the RingCentral platform; 404 for the administrator, who has none.</summary>
    public SandboxExtension Extension => Telephony.Directory.FindById(User.OwnerId) ?? throw PlatformErrorException.NotFound("extensionId");

    /// <summary>The root of the platform as the client sees it, without a slash at the end.</summary>
    public string PlatformRoot => Request.Header("Host") is { Length: > 0 } host ? "http://" + host : "https://sandbox.invalid";

    public string Path(string name) => PathValues[name];

    /// <summary>An id of the path that is an integer.</summary>
    public int PathNumber(string name) =>
        int.TryParse(Path(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ServiceErrorException.Invalid("The " + name + " in the path is not an integer.");

    /// <summary>The live call of the path; 404 for any other uii (docs/service-notes.md).</summary>
    public SandboxCall Call() => World.Find(Path("uii")) ?? throw ServiceErrorException.NoSuchCall();

    /// <summary>Reads the body as a form with these fields, all required.</summary>
    public Parameters Form(params string[] fields) =>
        Request.MediaType == "application/x-www-form-urlencoded"
            ? new Parameters(FormParser.Parse(Request.Body ?? ""), fields, [], IsStrict)
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
}
