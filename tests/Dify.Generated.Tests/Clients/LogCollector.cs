using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.Extensions.Logging;

namespace Dify.Generated.Tests.Clients;

/// <summary>Keeps every text that is logged: messages, values, scopes and exceptions.</summary>
internal sealed class LogCollector : ILoggerFactory, ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Entries { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Entries.Enqueue(state.ToString() ?? string.Empty);
        TakeValues(state);
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Entries.Enqueue(formatter(state, exception));
        Entries.Enqueue(exception?.ToString() ?? string.Empty);
        TakeValues(state);
    }

    public void Dispose()
    {
    }

    private void TakeValues(object? state)
    {
        foreach (KeyValuePair<string, object?> value in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
        {
            Entries.Enqueue(value.ToString());
        }
    }
}
