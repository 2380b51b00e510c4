using System;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Dify.Generated;

/// <summary>Tells from an exception of the platform whether the server can have seen anything of a call.</summary>
internal static class ConnectionFailure
{
    /// <summary>Makes the exception that callers see.</summary>
    public static DifyConnectionException Map(string operation, Exception exception)
    {
        if (IsInsecure(exception))
        {
            return new DifyConnectionException(ClientText.Format("NotSecure", operation), new DifyFailure(operation), exception) { MayHaveReachedServer = false };
        }

        var unreached = IsUnreached(exception);
        return new DifyConnectionException(
            ClientText.Format(unreached ? "NotReached" : "ConnectionLost", operation),
            new DifyFailure(operation) { IsTransient = !IsEndless(exception) },
            exception)
        {
            MayHaveReachedServer = !unreached,
        };
    }

    private static bool IsInsecure(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is AuthenticationException)
            {
                return true;
            }
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
        if (exception is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError })
        {
            return true;
        }
#endif
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
            {
                return socket.SocketErrorCode is SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.HostUnreachable or SocketError.HostDown
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
        => exception is InvalidDataException;
#endif
}
