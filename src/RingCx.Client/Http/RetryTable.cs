namespace RingCx.Client.Http;

/// <summary>Which failure of which request is repeated: the table of the product's description ("Retry"), as data.</summary>
internal static class RetryTable
{
    public static readonly IReadOnlyDictionary<AttemptFailure, Row> Rows = new Dictionary<AttemptFailure, Row>
    {
        //                                    repeated               when it is not repeated                                may have
        //                                    safe   unsafe          safe                      unsafe                       been done
        [AttemptFailure.NotReached] = new Row(true, true, FailureKind.ServiceError, FailureKind.ServiceError, false),
        [AttemptFailure.ProxyDenied] = new Row(false, false, FailureKind.ServiceError, FailureKind.ServiceError, false),
        [AttemptFailure.Untrusted] = new Row(false, false, FailureKind.ServiceError, FailureKind.ServiceError, false),
        [AttemptFailure.TooManyRequests] = new Row(true, true, FailureKind.RateLimited, FailureKind.RateLimited, false),
        [AttemptFailure.Unavailable] = new Row(true, true, FailureKind.ServiceError, FailureKind.ServiceError, false),
        [AttemptFailure.ServerError] = new Row(true, false, FailureKind.ServiceError, FailureKind.OutcomeUnknown, true),
        [AttemptFailure.Foreign] = new Row(true, false, FailureKind.BadResponse, FailureKind.BadResponse, true),
        [AttemptFailure.Timeout] = new Row(true, false, FailureKind.ServiceError, FailureKind.OutcomeUnknown, true),
        [AttemptFailure.Reset] = new Row(true, false, FailureKind.ServiceError, FailureKind.OutcomeUnknown, true),
    };

    internal sealed class Row(bool safe, bool @unsafe, FailureKind safeKind, FailureKind unsafeKind, bool mayBeDone)
    {
        /// <summary>Whether it may have been carried out all the same.</summary>
        public bool MayBeDone { get; } = mayBeDone;

        public bool Repeats(Repeatability request) => request == Repeatability.Safe ? safe : @unsafe;

        /// <summary>What is reported when it is not, or not any more.</summary>
        public FailureKind Kind(Repeatability request) => request == Repeatability.Safe ? safeKind : unsafeKind;
    }
}
