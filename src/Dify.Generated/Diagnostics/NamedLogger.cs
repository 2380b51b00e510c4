using System;
using Microsoft.Extensions.Logging;

namespace Dify.Generated;

/// <summary>Puts the name of the client around each entry, as a scope, which every provider of logs knows how to show.</summary>
internal sealed class NamedLogger(ILogger log, string name) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => log.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        using (log.BeginScope("{" + TelemetryName.ClientName + "}", name))
        {
            log.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
