using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace RingCx.Client.Http;

/// <summary>Tells how an attempt failed.</summary>
internal static class FailureClassifier
{
    /// <summary>What an answer's status says of the attempt.</summary>
    public static AttemptFailure Classify(HttpStatusCode status) => (int)status switch
    {
        429 => AttemptFailure.TooManyRequests,
        503 => AttemptFailure.Unavailable,
        >= 500 => AttemptFailure.ServerError,
        _ => AttemptFailure.None,
    };

    /// <summary>What a failure of the transport says of the attempt.</summary>
    public static AttemptFailure Classify(HttpRequestException error)
    {
        for (Exception? inner = error; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case AuthenticationException:
                case WebException { Status: WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure }:
                    return AttemptFailure.Untrusted;
                case IOException:
                    // It happened on a connection that stood: the request may have gone out.
                    return AttemptFailure.Reset;
                case SocketException
                {
                    SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData
                        or SocketError.NoRecovery or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown
                }:
                    return AttemptFailure.NotReached;

                // .NET Framework puts no SocketException into these.
                case WebException { Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure or WebExceptionStatus.ConnectFailure }:
                    return AttemptFailure.NotReached;
            }
        }

        return AttemptFailure.Reset;
    }
}
