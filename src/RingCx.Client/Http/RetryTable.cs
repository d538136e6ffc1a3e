namespace RingCx.Client.Http;

/// <summary>Which failure of which request is repeated: the table of the product's description ("Retry"), as data.</summary>
internal static class RetryTable
{
    /// <summary>Each failure, what it means for a safe and for an unsafe request.</summary>
    public static readonly IReadOnlyDictionary<AttemptFailure, Row> Rows = new Dictionary<AttemptFailure, Row>
    {
        //                                        safe          unsafe        when it is not repeated (safe, unsafe)
        [AttemptFailure.NotReached] = new Row(true, true, FailureKind.ServiceError, FailureKind.ServiceError),
        [AttemptFailure.ProxyDenied] = new Row(false, false, FailureKind.ServiceError, FailureKind.ServiceError),
        [AttemptFailure.Untrusted] = new Row(false, false, FailureKind.ServiceError, FailureKind.ServiceError),
        [AttemptFailure.TooManyRequests] = new Row(true, true, FailureKind.RateLimited, FailureKind.RateLimited),
        [AttemptFailure.Unavailable] = new Row(true, true, FailureKind.ServiceError, FailureKind.ServiceError),
        [AttemptFailure.ServerError] = new Row(true, false, FailureKind.ServiceError, FailureKind.OutcomeUnknown),
        [AttemptFailure.Foreign] = new Row(true, false, FailureKind.BadResponse, FailureKind.BadResponse),
        [AttemptFailure.Timeout] = new Row(true, false, FailureKind.ServiceError, FailureKind.OutcomeUnknown),
        [AttemptFailure.Reset] = new Row(true, false, FailureKind.ServiceError, FailureKind.OutcomeUnknown),
    };

    /// <summary>What follows from one failure.</summary>
    internal sealed class Row(bool safe, bool @unsafe, FailureKind safeKind, FailureKind unsafeKind)
    {
        private readonly bool _safe = safe;
        private readonly bool _unsafe = @unsafe;
        private readonly FailureKind _safeKind = safeKind;
        private readonly FailureKind _unsafeKind = unsafeKind;

        /// <summary>Whether it may have been carried out all the same.</summary>
        public bool IsInDoubt => _unsafeKind is FailureKind.OutcomeUnknown or FailureKind.BadResponse;

        /// <summary>Whether the request is sent again.</summary>
        public bool Repeats(Repeatability request) => request == Repeatability.Safe ? _safe : _unsafe;

        /// <summary>What is reported when it is not, or not any more.</summary>
        public FailureKind Kind(Repeatability request) => request == Repeatability.Safe ? _safeKind : _unsafeKind;
    }
}
