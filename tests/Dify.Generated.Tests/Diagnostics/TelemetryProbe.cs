using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Linq;
using Microsoft.Extensions.Logging;

namespace Dify.Generated.Tests.Diagnostics;

/// <summary>Listens to spans, measurements and log entries of the clients that a test makes in its own trace.</summary>
internal sealed class TelemetryProbe : ILoggerFactory, ILogger
{
    private readonly ActivitySource source = new("Test");
    private readonly ActivityListener listener;
    private readonly MeterListener meters = new();
    private readonly ConcurrentQueue<Activity> spans = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> measurements = new();
    private readonly Activity? trace;

    public TelemetryProbe()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == DifyDiagnostics.ActivitySourceName || candidate == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                // Other tests run at the same time.
                if (span.TraceId == trace?.TraceId && span.Source != source)
                {
                    spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        trace = source.StartActivity("test");
        meters.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == DifyDiagnostics.MeterName)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        meters.Start();
    }

    public IReadOnlyCollection<Activity> Spans => spans;

    public IReadOnlyCollection<(string Name, double Value, string Tags)> Measurements => measurements;

    public ConcurrentQueue<(EventId Id, string Text)> Entries { get; } = new();

    public static IReadOnlyDictionary<string, object?> Tags(Activity span) => span.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => Entries.Enqueue((eventId, formatter(state, exception) + exception));

    public void Dispose()
    {
        trace?.Dispose();
        meters.Dispose();
        listener.Dispose();
        source.Dispose();
    }

    private void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // A measurement belongs to the trace that it was made in.
        if (Activity.Current?.TraceId == trace?.TraceId)
        {
            measurements.Enqueue((instrument.Name, value, string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
        }
    }
}
