using System;
using System.Collections.Generic;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dify.Generated;

/// <summary>Spans, measurements and log entries of one client. When nobody listens, a call costs a few checks of flags.</summary>
internal sealed class ClientTelemetry
{
    private static readonly ActivitySource Source = new(DifyDiagnostics.ActivitySourceName, DifyUserAgent.Version);

    private readonly string? name;
    private readonly string serverAddress;
    private readonly object serverPort;
    private readonly TimeProvider clock;

    public ClientTelemetry(DifyClientOptions options)
    {
        name = string.IsNullOrEmpty(options.Name) ? null : options.Name;
        serverAddress = options.BaseAddress.IdnHost;
        serverPort = options.BaseAddress.Port;
        clock = options.TimeProvider;
        var log = options.LoggerFactory?.CreateLogger(DifyDiagnostics.LogCategory) ?? NullLogger.Instance;
        Log = name is null ? log : new NamedLogger(log, name);
    }

    public ILogger Log { get; }

    public long Now => clock.GetTimestamp();

    public TimeSpan Since(long startedAt) => clock.GetElapsedTime(startedAt);

    /// <summary>Begins the span of a call, over all its tries up to its answer: of a stream or a file, up to the headers.</summary>
    public Activity? StartCall<T>(ApiCall call)
    {
        if (RunAnswer<T>.IsOne)
        {
            call.GenAiOperation = TelemetryName.InvokeWorkflow;
        }

        return Source.HasListeners() ? Start(call.GenAiOperation, call.Operation, call.Method) : null;
    }

    public void Repeated(ApiCall call, int retry, TimeSpan delay)
    {
        call.Span?.SetTag(TelemetryName.Retries, retry);
        if (ClientInstruments.Retries.Enabled)
        {
            ClientInstruments.Retries.Add(1, Tags(call.GenAiOperation, call.Operation));
        }

        ClientLog.CallRepeated(Log, call.Operation, retry, delay);
    }

    public void Succeeded<T>(ApiCall call, long startedAt, T answer)
    {
        var run = answer is IRunAnswer outcome ? outcome.GetFacts() : default;
        var failure = run.HasFailed ? FailureKind.RunFailed : (FailureKind?)null;
        Describe(call, failure);
        if (call.Span is { IsAllDataRequested: true } span && RunAnswer<T>.IsOne)
        {
            Describe(span, run);
        }

        Measure<T>(call, startedAt, run, failure);
        if (Log.IsEnabled(LogLevel.Debug))
        {
            ClientLog.CallSucceeded(Log, call.Operation, Since(startedAt), call.StatusCode);
        }
    }

    public void Failed<T>(ApiCall call, long startedAt, Exception exception)
    {
        var failure = FailureKind.Of(exception);
        Describe(call, failure);
        Measure<T>(call, startedAt, default, failure);
        if (failure == FailureKind.Cancelled)
        {
            ClientLog.CallCancelled(Log, call.Operation);
        }
        else if (Log.IsEnabled(LogLevel.Warning))
        {
            ClientLog.CallFailed(
                Log, call.Operation, exception.GetType().Name, (exception as DifyApiException)?.StatusCode ?? 0, failure.Code);
        }
    }

    /// <summary>Begins the span of a run that is followed: the parent of its calls.</summary>
    public RunSpan? StartRun(string kind, string operation)
        => Source.HasListeners() && Start(kind, operation, method: null) is { } activity ? new RunSpan(activity) : null;

    public void FirstEvent(string kind, string operation, TimeSpan elapsed)
    {
        if (ClientInstruments.TimeToFirstChunk.Enabled)
        {
            ClientInstruments.TimeToFirstChunk.Record(elapsed.TotalSeconds, Tags(kind, operation));
        }
    }

    public void Resumed(string kind, string operation)
    {
        if (ClientInstruments.Resumptions.Enabled)
        {
            ClientInstruments.Resumptions.Add(1, Tags(kind, operation));
        }
    }

    /// <summary>Measures a run that is over, or no longer followed.</summary>
    public void MeasureRun(string kind, string operation, TimeSpan elapsed, WorkflowRunFacts run, FailureKind? failure)
    {
        if (ClientInstruments.OperationDuration.Enabled || ClientInstruments.WorkflowDuration.Enabled)
        {
            var tags = Tags(kind, operation);
            if (failure is { } failed)
            {
                tags.Add(TelemetryName.ErrorType, failed.Type);
            }

            if (run.Status is { } status)
            {
                tags.Add(TelemetryName.WorkflowRunStatus, status);
            }

            ClientInstruments.OperationDuration.Record(elapsed.TotalSeconds, tags);
            if (kind == TelemetryName.InvokeWorkflow)
            {
                ClientInstruments.WorkflowDuration.Record(elapsed.TotalSeconds, tags);
            }
        }

        // A pause tells the tokens so far, which the end of the run tells again.
        if (run is { TotalTokens: { } tokens, IsPaused: false } && ClientInstruments.TokenUsage.Enabled)
        {
            var tags = Tags(kind, operation);
            tags.Add(TelemetryName.TokenType, TelemetryName.Total);
            ClientInstruments.TokenUsage.Record(tokens, tags);
        }
    }

    /// <summary>Puts on a span what is known of the run.</summary>
    public static void Describe(Activity span, WorkflowRunFacts run)
    {
        span.SetTag(TelemetryName.WorkflowRunId, run.WorkflowRunId);
        span.SetTag(TelemetryName.TaskId, run.TaskId);
        span.SetTag(TelemetryName.ConversationId, run.ConversationId);
        span.SetTag(TelemetryName.WorkflowRunStatus, run.Status);
        span.SetTag(TelemetryName.TotalTokens, run.TotalTokens);
    }

    /// <summary>Puts on a span how the operation failed. One that succeeded keeps its status unset, as the conventions want it.</summary>
    public static void Describe(Activity span, FailureKind failure)
    {
        span.SetTag(TelemetryName.ErrorType, failure.Type);
        span.SetTag(TelemetryName.ProblemCode, failure.Code.Length == 0 ? null : failure.Code);
        span.SetStatus(ActivityStatusCode.Error);
    }

    private static void Describe(ApiCall call, FailureKind? failure)
    {
        if (call.Span is not { } span)
        {
            return;
        }

        if (call.StatusCode != 0)
        {
            span.SetTag(TelemetryName.ResponseStatusCode, call.StatusCode);
        }

        if (failure is { } kind)
        {
            Describe(span, kind);
        }
    }

    private void Measure<T>(ApiCall call, long startedAt, WorkflowRunFacts run, FailureKind? failure)
    {
        if (RunAnswer<T>.IsOne)
        {
            MeasureRun(call.GenAiOperation, call.Operation, Since(startedAt), run, failure);
        }
        else if (ClientInstruments.OperationDuration.Enabled)
        {
            var tags = Tags(call.GenAiOperation, call.Operation);
            if (failure is { } kind)
            {
                tags.Add(TelemetryName.ErrorType, kind.Type);
            }

            ClientInstruments.OperationDuration.Record(Since(startedAt).TotalSeconds, tags);
        }
    }

    // What samplers decide by has to be there when the span begins.
    private Activity? Start(string genAiOperation, string operation, string? method)
    {
        var tags = new List<KeyValuePair<string, object?>>(7)
        {
            new(TelemetryName.OperationName, genAiOperation),
            new(TelemetryName.ProviderName, TelemetryName.Dify),
            new(TelemetryName.Operation, operation),
            new(TelemetryName.ServerAddress, serverAddress),
            new(TelemetryName.ServerPort, serverPort),
        };
        if (method is not null)
        {
            tags.Add(new(TelemetryName.RequestMethod, method));
        }

        if (name is not null)
        {
            tags.Add(new(TelemetryName.ClientName, name));
        }

        return Source.StartActivity(genAiOperation, ActivityKind.Client, parentContext: default, tags);
    }

    private TagList Tags(string genAiOperation, string operation)
    {
        var tags = new TagList
        {
            { TelemetryName.OperationName, genAiOperation },
            { TelemetryName.ProviderName, TelemetryName.Dify },
            { TelemetryName.Operation, operation },
            { TelemetryName.ServerAddress, serverAddress },
            { TelemetryName.ServerPort, serverPort },
        };
        if (name is not null)
        {
            tags.Add(TelemetryName.ClientName, name);
        }

        return tags;
    }
}
