#if NETSTANDARD2_0
using System;

namespace Dify.Generated;

/// <summary>The kind of a failure by the name that newer runtimes give it (HttpRequestError); this framework does not know the property,
/// the runtime that it runs on may.</summary>
internal static class PlatformError
{
    public const string InvalidResponse = nameof(InvalidResponse);

    public const string ConfigurationLimitExceeded = nameof(ConfigurationLimitExceeded);

    public static string? Of(Exception exception) => exception.GetType().GetProperty("HttpRequestError")?.GetValue(exception)?.ToString();

    public static bool IsOfConnecting(Exception exception) => Of(exception) is "NameResolutionError" or "ConnectionError" or "ProxyTunnelError";
}
#endif
