using System;
using System.Globalization;
using Dify.Generated;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Takes options from configuration, member by member. The general binder would do the same with reflection, which trimming breaks, and with one more package below netstandard2.0.
/// </summary>
internal sealed class DifyClientOptionsSection(string clientName, IConfiguration section)
{
    public void Apply(DifyClientOptions options)
    {
        options.ApiKey = section[nameof(options.ApiKey)] ?? options.ApiKey;
        options.BaseAddress = Value(section, nameof(options.BaseAddress), options.BaseAddress, static text => new Uri(text, UriKind.RelativeOrAbsolute));
        options.AllowInsecureHttp = Value(section, nameof(options.AllowInsecureHttp), options.AllowInsecureHttp, bool.Parse);
        options.Timeout = Value(section, nameof(options.Timeout), options.Timeout, Time);
        options.IdleTimeout = Value(section, nameof(options.IdleTimeout), options.IdleTimeout, Time);
        options.MaxResponseBytes = Value(section, nameof(options.MaxResponseBytes), options.MaxResponseBytes, Long);
        options.MaxErrorBytes = Value(section, nameof(options.MaxErrorBytes), options.MaxErrorBytes, Int);
        options.MaxEventBytes = Value(section, nameof(options.MaxEventBytes), options.MaxEventBytes, Long);
        Apply(section.GetSection(nameof(options.Retry)), options.Retry);
    }

    private void Apply(IConfigurationSection retry, DifyRetryOptions options)
    {
        options.MaxRetries = Value(retry, nameof(options.MaxRetries), options.MaxRetries, Int);
        options.BaseDelay = Value(retry, nameof(options.BaseDelay), options.BaseDelay, Time);
        options.MaxDelay = Value(retry, nameof(options.MaxDelay), options.MaxDelay, Time);
        options.MaxRetryAfter = Value(retry, nameof(options.MaxRetryAfter), options.MaxRetryAfter, Time);
        options.Budget = Value(retry, nameof(options.Budget), options.Budget, Int);
        options.RepeatUnsafeCalls = Value(retry, nameof(options.RepeatUnsafeCalls), options.RepeatUnsafeCalls, bool.Parse);
    }

    private static int Int(string text) => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);

    private static long Long(string text) => long.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);

    private static TimeSpan Time(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);

    private T Value<T>(IConfiguration from, string name, T otherwise, Func<string, T> read)
    {
        var text = from[name];
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        try
        {
            return read(text!);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            var path = from is IConfigurationSection { Path: var place } ? $"{place}:{name}" : name;
            var problem = ClientText.Format("ConfigurationUnreadable", path, typeof(T).Name);
            throw new OptionsValidationException(clientName, typeof(DifyClientOptions), [clientName.Length == 0 ? problem : $"{clientName}: {problem}"]);
        }
    }
}
