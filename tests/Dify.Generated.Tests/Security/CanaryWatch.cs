using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Linq;
using Dify.Generated.Tests.Clients;

namespace Dify.Generated.Tests.Security;

/// <summary>Takes down all that the library tells on the side while one call is made: log entries with their scopes, spans, measurements
/// and events of event sources.</summary>
internal sealed class CanaryWatch : IDisposable
{
    private readonly ActivitySource source = new("Canary");
    private readonly ActivityListener spansListener;
    private readonly MeterListener meters = new();
    private readonly LibraryEvents events = new();
    private readonly ConcurrentQueue<string> spans = new();
    private readonly ConcurrentQueue<string> measurements = new();
    private readonly Activity? trace;

    public CanaryWatch()
    {
        spansListener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == DifyDiagnostics.ActivitySourceName || candidate == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Note,
        };
        ActivitySource.AddActivityListener(spansListener);
        trace = source.StartActivity("canary");
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == DifyDiagnostics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        meters.Start();
    }

    public LogCollector Logs { get; } = new();

    public IReadOnlyCollection<string> Spans => spans;

    public IReadOnlyCollection<string> Measurements => measurements;

    public IReadOnlyCollection<string> Events => events.Payloads;

    public void Dispose()
    {
        trace?.Dispose();
        events.Dispose();
        meters.Dispose();
        spansListener.Dispose();
        source.Dispose();
    }

    private static string Pairs(IEnumerable<KeyValuePair<string, object?>> pairs) =>
        string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}"));

    // Other tests run at the same time, and their spans may end before this trace has begun; only what belongs to this call is counted.
    private void Note(Activity span)
    {
        if (span.TraceId == trace?.TraceId && span != trace)
        {
            spans.Enqueue(string.Join(
                ' ',
                span.OperationName,
                span.DisplayName,
                span.StatusDescription,
                span.TraceStateString,
                Pairs(span.TagObjects),
                string.Join(' ', span.Baggage),
                string.Join(' ', span.Events.Select(each => $"{each.Name} {Pairs(each.Tags)}")),
                string.Join(' ', span.Links.Select(each => Pairs(each.Tags ?? [])))));
        }
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (trace is not null && Activity.Current?.TraceId == trace.TraceId)
        {
            measurements.Enqueue($"{instrument.Name} {value} {Pairs(tags.ToArray())}");
        }
    }

    /// <summary>The event sources of the library, should it have any; those of the platform are not its own.</summary>
    private sealed class LibraryEvents : EventListener
    {
        public ConcurrentQueue<string> Payloads { get; } = new();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.GetType().Assembly == typeof(DifyWorkflowClient).Assembly)
            {
                EnableEvents(eventSource, EventLevel.LogAlways, EventKeywords.All);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
            Payloads.Enqueue($"{eventData.Message} {string.Join(' ', eventData.Payload ?? [])}");
    }
}
