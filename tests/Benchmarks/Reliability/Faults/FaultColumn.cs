using RingCx.Reliability.Support;

namespace RingCx.Reliability.Faults;

/// <summary>One kind of request that a fault can strike.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Path">What its path contains and no other's.</param>
/// <param name="Kind">What is asked of the client; for the token calls, what makes them necessary; of no meaning for RingEX.</param>
internal sealed record FaultColumn(string Name, string Path, RequestKind Kind)
{
    public static readonly FaultColumn Listing = new("listing", "/activeCalls/list", RequestKind.Listing);
    public static readonly FaultColumn Lookup = new("lookup", "/admin/accounts", RequestKind.Lookup);
    public static readonly FaultColumn Recording = new("recording off", "/toggleCallRecording", RequestKind.RecordingOff);
    public static readonly FaultColumn HangUp = new("hang-up", "/hangupCall", RequestKind.HangUp);
    public static readonly FaultColumn Dial = new("dial", "/createManualAgentCall", RequestKind.Dial);
    public static readonly FaultColumn SignIn = new("sign-in", "/restapi/oauth/token", RequestKind.Listing);
    public static readonly FaultColumn Exchange = new("exchange", "/login/rc/accesstoken", RequestKind.Listing);
    public static readonly FaultColumn Refresh = new("refresh", "/auth/token/refresh", RequestKind.Listing);

    public static readonly FaultColumn RingExSession = RingExOf("RingEX session", "/telephony/sessions/", static (a, s, p, told) => a.GetSessionAsync(s, told, default));
    public static readonly FaultColumn RingExHold = RingExOf("RingEX hold", "/hold", static (a, s, p, told) => a.SetHold(s, p, true, null).PerformAsync(told, default));
    public static readonly FaultColumn RingExTransfer = RingExOf("RingEX transfer", "/transfer", static (a, s, p, told) => a.Transfer(s, p, CallDestination.PhoneNumber, "+15551234567").PerformAsync(told, default));

    public static readonly IReadOnlyList<FaultColumn> All = [Listing, Lookup, Recording, HangUp, Dial, RingExSession, RingExHold, RingExTransfer, SignIn, Exchange, Refresh];

    /// <summary>Asks RingEX, about a session and a party of it; null for a request to RingCX.</summary>
    public Func<RingExApi, string, string, IProgress<RequestEvent>, Task>? RingEx { get; private init; }

    /// <summary>True for what must not be done twice on a guess.</summary>
    public bool IsUnsafe => this == HangUp || this == Dial || this == Refresh || this == RingExTransfer;

    public bool IsRead => this == Listing || this == Lookup || this == RingExSession;

    /// <summary>True for what the service refuses to do a second time.</summary>
    public bool IsRefusedTwice => this == Recording || this == RingExHold;

    /// <summary>True for what happens before the first token.</summary>
    public bool IsSignIn => this == SignIn || this == Exchange;

    public override string ToString() => Name;

    private static FaultColumn RingExOf(string name, string path, Func<RingExApi, string, string, IProgress<RequestEvent>, Task> ask) => new(name, path, RequestKind.Listing) { RingEx = ask };
}
