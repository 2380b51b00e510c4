using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dify.Generated;

/// <summary>Spans, measurements and log entries of one client. When nobody listens, a call costs two checks of a flag.</summary>
internal sealed class ClientTelemetry
{
    private const string Provider = "dify";

    private static readonly ActivitySource Source = new(DifyDiagnostics.ActivitySourceName);
    private static readonly Meter Meter = new(DifyDiagnostics.MeterName);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "How long a call took, repetitions included.");
    private static readonly Histogram<long> Tokens = Meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "The tokens that a run used.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("dify.client.retries", "{call}", "Calls that were repeated.");

    private readonly Uri address;
    private readonly TimeProvider clock;

    public ClientTelemetry(DifyClientOptions options)
    {
        address = options.BaseAddress;
        clock = options.TimeProvider;
        Log = options.LoggerFactory?.CreateLogger(DifyDiagnostics.LogCategory) ?? NullLogger.Instance;
    }

    public ILogger Log { get; }

    public long Now => clock.GetTimestamp();

    public Activity? StartCall(ApiCall call)
    {
        var activity = Source.StartActivity(call.Operation, ActivityKind.Client);
        if (activity is not null)
        {
            Describe(activity, call.Operation);
            activity.SetTag("http.request.method", call.Method);
        }

        return activity;
    }

    public Activity? StartRun()
    {
        var activity = Source.StartActivity("follow_workflow", ActivityKind.Client);
        if (activity is not null)
        {
            Describe(activity, "follow_workflow");
        }

        return activity;
    }

    public void Repeated(ApiCall call, int retry, TimeSpan delay)
    {
        Activity.Current?.SetTag("dify.retries", retry);
        Retries.Add(1, new KeyValuePair<string, object?>("gen_ai.operation.name", call.Operation));
        ClientLog.CallRepeated(Log, call.Operation, retry, delay);
    }

    public void Succeeded(ApiCall call, Activity? activity, long startedAt)
    {
        activity?.SetStatus(ActivityStatusCode.Ok);
        Measure(call, startedAt, failure: null);
    }

    public void Failed(ApiCall call, Activity? activity, long startedAt, Exception exception)
    {
        var failure = KindOf(exception);
        var problem = exception as DifyApiException;
        if (activity is not null)
        {
            activity.SetTag("error.type", failure);
            if (problem is { StatusCode: > 0 })
            {
                activity.SetTag("http.response.status_code", problem.StatusCode);
            }

            activity.SetStatus(ActivityStatusCode.Error);
        }

        Measure(call, startedAt, failure);
        if (problem is not null)
        {
            ClientLog.CallFailed(Log, call.Operation, problem.GetType().Name, problem.StatusCode, ProblemText.KnownCode(problem.Code));
        }
    }

    public void RunEnded(Activity? activity, WorkflowRunFacts facts)
    {
        if (facts.TotalTokens is { } tokens)
        {
            Tokens.Record(tokens, new KeyValuePair<string, object?>("gen_ai.provider.name", Provider), new KeyValuePair<string, object?>("gen_ai.token.type", "total"));
        }

        if (activity is null)
        {
            return;
        }

        activity.SetTag("dify.workflow_run.id", facts.WorkflowRunId);
        activity.SetTag("dify.task.id", facts.TaskId);
        activity.SetTag("dify.workflow_run.status", facts.Status);
        activity.SetTag("dify.events", facts.Events);
        activity.SetTag("dify.resumptions", facts.Resumptions);
        activity.SetTag("dify.time_to_first_event", facts.TimeToFirstEvent?.TotalSeconds);
        activity.SetTag("gen_ai.usage.total_tokens", facts.TotalTokens);
        activity.SetStatus(facts.Status is "failed" or null ? ActivityStatusCode.Error : ActivityStatusCode.Ok);
    }

    // The problem code if the documents name it, else the kind of exception: a code that they do not name is the server's text.
    private static string KindOf(Exception exception)
        => exception is DifyApiException problem && ProblemText.KnownCode(problem.Code) is { Length: > 0 } code ? code : exception.GetType().Name;

    private void Describe(Activity activity, string operation)
    {
        activity.SetTag("gen_ai.provider.name", Provider);
        activity.SetTag("gen_ai.operation.name", operation);
        activity.SetTag("server.address", address.Host);
        activity.SetTag("server.port", address.Port);
    }

    private void Measure(ApiCall call, long startedAt, string? failure)
    {
        if (!Duration.Enabled)
        {
            return;
        }

        var tags = new TagList { { "gen_ai.provider.name", Provider }, { "gen_ai.operation.name", call.Operation } };
        if (failure is not null)
        {
            tags.Add("error.type", failure);
        }

        Duration.Record(clock.GetElapsedTime(startedAt).TotalSeconds, tags);
    }
}
