using System.Text.RegularExpressions;

namespace RingCx.Reliability.Support;

/// <summary>One request of a caller. Its number is part of what is sent where the service allows that, so that it is told from all others.</summary>
internal sealed partial record Ask(RequestKind Kind, string Uii, int Number)
{
    /// <summary>What every note begins with.</summary>
    public const string NotesMark = "note-";

    private const string CallerId = "5550000000";
    private const string DiallingAgent = "sam.rivera@sandbox.example";
    private const int Gate = 40002;

    private static readonly Dictionary<RequestKind, string> UnsafeNames = new()
    {
        [RequestKind.HangUp] = "hangupCall",
        [RequestKind.Dial] = "createManualAgentCall",
        [RequestKind.AddSession] = "addSessionToCall",
        [RequestKind.RemoveSession] = "hangupSession",
        [RequestKind.Disposition] = "dispositionCall",
        [RequestKind.Requeue] = "requeueCall",
    };

    /// <summary>True for what must never be done twice on a guess.</summary>
    public bool IsUnsafe => UnsafeNames.ContainsKey(Kind);

    /// <summary>Tells an unsafe request from the others.</summary>
    public string Key => Kind switch
    {
        RequestKind.Dial => Invariant($"createManualAgentCall {Number:0000000}"),
        RequestKind.HangUp or RequestKind.Requeue => $"{UnsafeNames[Kind]} {Uii}",
        _ => Invariant($"{UnsafeNames[Kind]} {Uii} {Number:0000000}"),
    };

    /// <summary>The number of whoever joins or is called.</summary>
    public string Phone => Invariant($"+1555{Number:0000000}");

    /// <summary>The <see cref="Key"/> of what the service saw; null for a request that may be repeated.</summary>
    public static string? KeyOf(SandboxExchange exchange)
    {
        var match = UnsafeTarget().Match(exchange.Target);
        return match.Success ? string.Join(' ', new[] { match.Groups["name"].Value, match.Groups["uii"].Value, match.Groups["number"].Value }.Where(static s => s.Length > 0)) : null;
    }

    /// <summary>Whether it may have been carried out, so that an unsafe request is not to be sent again: what surely was not may be.</summary>
    public static bool IsTry(SandboxExchange exchange) => exchange.StatusCode is not (401 or 429 or 503);

    /// <summary>Sends it; the answer of a listing or a lookup is true.</summary>
    public async Task<bool> SendAsync(RingCxClient client, string account, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        var calls = client.ActiveCalls;
        switch (Kind)
        {
            case RequestKind.Listing:
                await ListAsync(client, account, progress, cancellationToken);
                return true;
            case RequestKind.Lookup:
                await client.Directory.GetAccountsAsync(progress, cancellationToken);
                return true;
            case RequestKind.Ping:
                return await calls.Ping(account, Uii).PerformAsync(progress, cancellationToken);
            case RequestKind.RecordingOff or RequestKind.RecordingOn:
                return await calls.SetRecording(account, Uii, Kind == RequestKind.RecordingOn).PerformAsync(progress, cancellationToken);
            case RequestKind.Hold or RequestKind.Unhold:
                return await calls.SetHold(account, Uii, Kind == RequestKind.Hold).PerformAsync(progress, cancellationToken);
            case RequestKind.HangUp:
                return await calls.HangUp(account, Uii).PerformAsync(progress, cancellationToken);
            case RequestKind.Dial:
                return await calls.CreateManualAgentCall(account, DiallingAgent, Phone, CallerId, 30).PerformAsync(progress, cancellationToken);
            case RequestKind.AddSession:
                return await calls.AddSession(account, Uii, Phone, RcxSessionType.Monitor).PerformAsync(progress, cancellationToken);
            case RequestKind.RemoveSession:
                return await calls.HangUpSession(account, Uii, Phone).PerformAsync(progress, cancellationToken);
            case RequestKind.Disposition:
                return await calls.SetDisposition(account, Uii, "SALE", null, Invariant($"{NotesMark}{Number:0000000}")).PerformAsync(progress, cancellationToken);
            case RequestKind.Requeue:
                return await calls.Requeue(account, Uii, Gate).PerformAsync(progress, cancellationToken);
            default:
                throw new InvalidOperationException("There is no such request.");
        }
    }

    // Not what a record tells by itself: only an unsafe request has a key.
    public override string ToString() => Invariant($"{Kind} {Uii} {Number}");

    /// <summary>Reads a whole listing.</summary>
    public static async Task<List<RcxActiveCall>> ListAsync(RingCxClient client, string account, IProgress<RequestEvent>? progress, CancellationToken cancellationToken)
    {
        using var reader = client.ActiveCalls.List(account, ActiveCallQuery.ForAccount(account));
        var rows = new List<RcxActiveCall>();
        while (await reader.ReadAsync(progress, cancellationToken))
        {
            rows.Add(reader.Current!);
        }

        return rows;
    }

    [GeneratedRegex(@"/activeCalls/(?:(?<uii>[0-9]+)/)?(?<name>hangupCall|createManualAgentCall|addSessionToCall|hangupSession|dispositionCall|requeueCall)\b(?:.*(?:2B1555|note-)(?<number>[0-9]{7}))?", RegexOptions.CultureInvariant)]
    private static partial Regex UnsafeTarget();
}
