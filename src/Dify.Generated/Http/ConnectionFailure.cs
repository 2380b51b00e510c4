using System;
using System.IO;
#if NETSTANDARD2_0
using System.Net;
#endif
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using Polly;
using Polly.Timeout;

namespace Dify.Generated;

/// <summary>Tells from an exception of the platform whether the server can have seen anything of a call.</summary>
internal static class ConnectionFailure
{
    /// <summary>Whether an exception can come from sending, be it a failure or a cancellation.</summary>
    public static bool IsOfTransport(Exception exception) => exception is OperationCanceledException || IsFailure(exception);

    /// <summary>Whether an exception says that a connection failed, or was not there in time.</summary>
    public static bool IsOfConnection(Exception exception) => IsFailure(exception) || IsConnectTimeout(exception);

    /// <summary>Whether an exception says that no connection came about, so that the server has seen nothing.</summary>
    public static bool IsOfConnecting(Exception exception)
        => IsConnectTimeout(exception) || (IsFailure(exception) && IsUnreached(exception));

    /// <summary>Whether the timeout of an <see cref="HttpClient"/> itself has passed. The caller has made sure that no token was
    /// cancelled.</summary>
    public static bool IsOfHttpClientTimeout(OperationCanceledException exception)
#if NET
        => exception.InnerException is TimeoutException && !IsConnectTimeout(exception);
#else
        => !IsConnectTimeout(exception);
#endif

    /// <summary>Makes the exception that callers see.</summary>
    public static DifyApiException Map(ApiCall call, Exception exception)
    {
        var operation = call.Operation;
        if (exception is ContentDecodingException { IsBroken: false })
        {
            return new DifyProtocolException(
                ClientText.Format("EncodingUnreadable", operation, exception.Message),
                    new DifyFailure(operation) { StatusCode = call.StatusCode }, exception);
        }

        if (IsInsecure(exception))
        {
            return new DifyConnectionException(ClientText.Format("NotSecure", operation), new DifyFailure(operation), exception)
            {
                MayHaveReachedServer = false,
            };
        }

        var isLate = IsConnectTimeout(exception);
        var isUnreached = isLate || IsUnreached(exception);
        return new DifyConnectionException(
            ClientText.Format(isLate ? "NotReachedInTime" : isUnreached ? "NotReached" : "ConnectionLost", operation),
            new DifyFailure(operation) { IsTransient = !IsEndless(exception) },
            WithoutText(exception))
        {
            MayHaveReachedServer = !isUnreached,
        };
    }

    /// <summary>
    /// Makes the exception that callers see of one that a handler of the host threw: a timeout, an open circuit, a limit, or anything of
    /// its own.
    /// </summary>
    public static DifyConnectionException MapForeign(string operation, Exception exception)
    {
        var failure = new DifyFailure(operation) { IsTransient = exception is ExecutionRejectedException };
        var message = ClientText.Format(exception is TimeoutRejectedException ? "HandlerTimedOut" : "HandlerFailed", operation,
            exception.GetType().FullName);
        return exception is TimeoutRejectedException ? new DifyTimeoutException(message, failure, exception)
            : new DifyConnectionException(message, failure, exception);
    }

    // A handler that decompresses says so when the bytes are no archive.
    private static bool IsFailure(Exception exception) => exception is HttpRequestException or IOException or InvalidDataException;

    // The platform says both timeouts with the same types; only that of the HttpClient holds the cancellation that it caused.
    private static bool IsConnectTimeout(Exception exception)
        => exception is OperationCanceledException { InnerException: TimeoutException { InnerException: not OperationCanceledException } };

    // About an answer that is no HTTP the platform's message repeats the server's bytes, and those may repeat what was sent.
    private static Exception WithoutText(Exception exception)
#if NET
        => exception is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
            or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
            ? new HttpRequestException(HttpRequestError.InvalidResponse, nameof(HttpRequestError.InvalidResponse))
            : exception;
#else
        => PlatformError.Of(exception) == PlatformError.InvalidResponse ? new HttpRequestException(PlatformError.InvalidResponse) : exception;
#endif

    private static bool IsInsecure(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is AuthenticationException)
            {
                return true;
            }

#if NETSTANDARD2_0
            if (inner is WebException { Status: WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure })
            {
                return true;
            }
#endif
        }

#if NET
        return exception is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError };
#else
        return false;
#endif
    }

    private static bool IsUnreached(Exception exception)
    {
#if NET
        if (exception is HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError
            })
        {
            return true;
        }
#else
        if (PlatformError.IsOfConnecting(exception))
        {
            return true;
        }
#endif
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
#if NETSTANDARD2_0
            if (inner is WebException
                {
                    Status: WebExceptionStatus.ConnectFailure or WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure,
                })
            {
                return true;
            }

#endif
            if (inner is SocketException socket)
            {
                return socket.SocketErrorCode is SocketError.ConnectionRefused
                    or SocketError.HostNotFound or SocketError.HostUnreachable or SocketError.HostDown
                    or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.TryAgain or SocketError.NoData;
            }
        }

        return false;
    }

    // Headers beyond the platform's limit come again with every try.
    private static bool IsEndless(Exception exception)
#if NET
        => exception is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded };
#else
        => exception is InvalidDataException || PlatformError.Of(exception) == PlatformError.ConfigurationLimitExceeded;
#endif
}
