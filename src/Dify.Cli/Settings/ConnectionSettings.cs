using System;
using System.Linq;
using Dify.Cli.Localization;
using Dify.Generated;

namespace Dify.Cli.Settings;

/// <summary>Makes the options of the client from the environment and the command line, and says in their words what is wrong with
/// them.</summary>
internal static class ConnectionSettings
{
    public static DifyClientOptions Read(EnvironmentSettings environment, string? baseUrl, bool isInsecureAllowed)
    {
        var key = environment.ApiKey ?? throw new UsageException(CliText.Format("KeyMissing", EnvironmentSettings.KeyName));
        if (key.Any(static c => c is <= ' ' or > '~'))
        {
            throw new UsageException(CliText.Format("KeyInvalid", EnvironmentSettings.KeyName));
        }

        var options = new DifyClientOptions { ApiKey = key, AllowInsecureHttp = isInsecureAllowed };
        options.BaseAddress = ReadAddress(environment, baseUrl, isInsecureAllowed) ?? options.BaseAddress;
        return options;
    }

    /// <summary>The address of the server from the command line or else the environment; null if neither names one.</summary>
    public static Uri? ReadAddress(EnvironmentSettings environment, string? baseUrl, bool isInsecureAllowed)
        => (baseUrl ?? environment.BaseUrl) is { } address
            ? ReadAddress(address, baseUrl is null ? EnvironmentSettings.AddressName : "--base-url", isInsecureAllowed)
            : null;

    private static Uri ReadAddress(string address, string source, bool isInsecureAllowed)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw new UsageException(CliText.Format("AddressInvalid", source, DifyClientOptions.CloudAddress));
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            throw new UsageException(CliText.Format("AddressExtra", source, DifyClientOptions.CloudAddress));
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback && !isInsecureAllowed)
        {
            throw new UsageException(CliText.Format("AddressInsecure", source, "--insecure"));
        }

        return uri;
    }
}
