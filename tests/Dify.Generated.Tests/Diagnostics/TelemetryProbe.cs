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
    private readonly ConcurrentQueue<Activity> started = new();
    private readonly ConcurrentQueue<Activity> spans = new();
    private readonly ConcurrentQueue<Measurement> measurements = new();
    private readonly Activity? trace;

    public TelemetryProbe()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == DifyDiagnostics.ActivitySourceName || candidate == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
            {
                SampledBy.Enqueue([.. options.Tags?.Select(tag => tag.Key) ?? []]);
                return ActivitySamplingResult.AllDataAndRecorded;
            },
            ActivityStarted = span => Add(started, span),
            ActivityStopped = span => Add(spans, span),
        };
        ActivitySource.AddActivityListener(listener);
        trace = source.StartActivity("test");
        meters.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == DifyDiagnostics.MeterName)
            {
                Instruments.Enqueue(instrument);
                self.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        meters.Start();
    }

    /// <summary>The spans that have ended, in the order of their ends.</summary>
    public IReadOnlyCollection<Activity> Spans => spans;

    /// <summary>The spans that have not ended.</summary>
    public IReadOnlyCollection<Activity> Running => [.. started.Except(spans)];

    public IReadOnlyCollection<Measurement> Measurements => measurements;

    public ConcurrentQueue<Instrument> Instruments { get; } = new();

    /// <summary>The names of the tags that each span was sampled by; those of other tests' spans, too.</summary>
    public ConcurrentQueue<IReadOnlyList<string>> SampledBy { get; } = new();

    public ConcurrentQueue<Entry> Entries { get; } = new();

    public static IReadOnlyDictionary<string, object?> Tags(Activity span) =>
        span.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value);

    /// <summary>The one span of a run.</summary>
    public Activity RunSpan() => spans.Single(span => span.OperationName == "invoke_workflow");

    /// <summary>The one measurement of an instrument, of runs if there are others.</summary>
    public Measurement Measured(string name, string operation = "invoke_workflow") =>
        measurements.Single(each => each.Name == name && (string?)each.Tags["gen_ai.operation.name"] == operation);

    /// <summary>Begins a span of the caller's own.</summary>
    public Activity Begin(string name) => source.StartActivity(name)!;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => Entries.Enqueue(new Entry(eventId, logLevel, formatter(state, exception) + exception, Activity.Current?.OperationName));

    public void Dispose()
    {
        trace?.Dispose();
        meters.Dispose();
        listener.Dispose();
        source.Dispose();
    }

    // Other tests run at the same time.
    private void Add(ConcurrentQueue<Activity> list, Activity span)
    {
        if (span.TraceId == trace?.TraceId && span.Source != source)
        {
            list.Enqueue(span);
        }
    }

    private void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // A measurement belongs to the trace that it was made in.
        if (Activity.Current is { } span && span.TraceId == trace?.TraceId)
        {
            measurements.Enqueue(
                new Measurement(instrument.Name, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value), span.OperationName));
        }
    }

    /// <summary>What was measured, and the span that it belongs to.</summary>
    internal sealed record Measurement(string Name, double Value, IReadOnlyDictionary<string, object?> Tags, string Span);

    /// <summary>What was logged, and the span that it belongs to.</summary>
    internal sealed record Entry(EventId Id, LogLevel Level, string Text, string? Span);
}
