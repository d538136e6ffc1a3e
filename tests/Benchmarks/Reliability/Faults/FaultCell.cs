using RingCx.Client.Http;

namespace RingCx.Reliability.Faults;

/// <summary>One fault striking one kind of request, once or until it is gone.</summary>
internal sealed record FaultCell(FaultRow Row, FaultColumn Column, bool Lasting)
{
    private const int EveryTry = FaultBench.Retries + 1;

    public static readonly IReadOnlyList<FaultCell> All =
        [.. from lasting in new[] { false, true } from row in FaultRow.All from column in FaultColumn.All select new FaultCell(row, column, lasting)];

    /// <summary>True where no real time is needed.</summary>
    public bool IsDriven => Row.Wire is Wire.InProcess or Wire.NameUnknown;

    public override string ToString() => $"{Row} / {Column} / {(Lasting ? "lasting" : "once")}";

    /// <summary>What the product's rules make of it.</summary>
    public CellOutcome Expected() => Column == FaultColumn.Refresh ? ExpectedRefresh() : Row.Nature == FaultNature.Failure ? ExpectedFailure() : ExpectedAnswer();

    private CellOutcome ExpectedFailure()
    {
        var repeatability = Column.IsUnsafe ? Repeatability.Unsafe : Repeatability.Safe;
        var rule = RetryTable.Rows[Row.Failure];
        var repeats = rule.Repeats(repeatability) && Row.Pause == TimeSpan.Zero;
        var kind = rule.Kind(repeatability).ToString();
        var sent = !repeats ? 1 : Lasting ? EveryTry : 2;
        if (Lasting && Column == FaultColumn.RingExHold && Row.StatusComes)
        {
            // The second time the service refuses it, and says so with the status.
            return new CellOutcome(nameof(FailureKind.OutcomeUnknown), 2, 1);
        }

        if (Lasting || !repeats)
        {
            return new CellOutcome(kind, sent, Row.CarriesOut ? EachTime(sent) : 0);
        }

        // Done the first time and refused the second: nobody but the service knows.
        var doubtful = Column.IsRefusedTwice && Row.CarriesOut;
        return new CellOutcome(doubtful ? nameof(FailureKind.OutcomeUnknown) : CellOutcome.Ok, sent, Row.CarriesOut ? EachTime(sent) : 1);
    }

    private CellOutcome ExpectedAnswer()
    {
        var carriedOut = Row.CarriesOut ? 1 : 0;
        return Row.Nature switch
        {
            FaultNature.GoodAnswer => new CellOutcome(CellOutcome.Ok, 1, 1),
            FaultNature.Unauthorized when Column.IsSignIn => Failed(FailureKind.AuthenticationFailed),
            FaultNature.Unauthorized when Lasting => Failed(FailureKind.AuthenticationFailed) with { Sent = 2 },
            FaultNature.Unauthorized => new CellOutcome(CellOutcome.Ok, 2, 1),
            FaultNature.Forbidden => Failed(Column.IsSignIn ? FailureKind.AuthenticationFailed : FailureKind.PermissionDenied),
            FaultNature.NotFound => Failed(Column.IsSignIn ? FailureKind.ServiceError : FailureKind.NotFound),
            // A page that is no page of calls is one that broke off, and is read again.
            FaultNature.Unreadable when Column == FaultColumn.Listing && Row.Fault!().Kind == SandboxFaultKind.EnormousBody =>
                Lasting ? new CellOutcome(nameof(FailureKind.BadResponse), EveryTry, EveryTry) : new CellOutcome(CellOutcome.Ok, 2, 2),
            FaultNature.Redirect => Failed(FailureKind.ServiceError),
            FaultNature.Refusal when Column.RingEx is not null => Failed(FailureKind.Refused),
            FaultNature.Refusal when !Column.IsRead && !Column.IsSignIn => new CellOutcome(CellOutcome.Refused, 1, 0),
            FaultNature.Silence when !Column.IsRead && !Column.IsSignIn => new CellOutcome(CellOutcome.Ok, 1, 1),
            _ => Failed(FailureKind.BadResponse),
        };

        CellOutcome Failed(FailureKind kind) => new(kind.ToString(), 1, carriedOut);
    }

    // Whatever becomes of a refresh, there is the exchange to fall back on, unless the same befalls it or the service wants no requests.
    private CellOutcome ExpectedRefresh()
    {
        var isFailure = Row.Nature == FaultNature.Failure;
        var rule = isFailure ? RetryTable.Rows[Row.Failure] : null;
        var repeats = rule?.Repeats(Repeatability.Unsafe) == true && Row.Pause == TimeSpan.Zero;
        var sent = !repeats ? 1 : Lasting ? EveryTry : 2;
        var outcome = Row.Failure == AttemptFailure.TooManyRequests && (Lasting || !repeats) ? nameof(FailureKind.RateLimited)
            : isFailure && Row.Fault is null && Lasting ? nameof(FailureKind.ServiceError)
            : CellOutcome.Ok;
        return new CellOutcome(outcome, sent, Row.CarriesOut || (repeats && !Lasting) ? 1 : 0);
    }

    // A read or a token call is carried out as often as it is sent; what is done to a call, once.
    private int EachTime(int sent) => Column.IsRead || Column.IsSignIn ? sent : 1;
}
