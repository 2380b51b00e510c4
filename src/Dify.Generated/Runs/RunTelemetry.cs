using System;
using System.Threading;
using Microsoft.Extensions.Logging;

namespace Dify.Generated;

/// <summary>What tracers, meters and logs are told of one run. Of how it ended, whatever is told first counts.</summary>
internal sealed class RunTelemetry
{
    private readonly ClientTelemetry telemetry;
    private readonly string kind;
    private readonly RunProgress progress;
    private string operation = RunReconnection.Operation;
    private RunSpan? span;
    private long startedAt;
    private bool hasEvents;
    private int resumptions;
    private volatile bool isStarted;
    private volatile bool isOpen;
    private int isEnded;

    /// <param name="telemetry">That of the client.</param>
    /// <param name="kind">What kind of operation the run is, in the words of the conventions.</param>
    /// <param name="progress">How far the run is followed.</param>
    public RunTelemetry(ClientTelemetry telemetry, string kind, RunProgress progress)
    {
        this.telemetry = telemetry;
        this.kind = kind;
        this.progress = progress;
    }

    /// <summary>The run begins with a call of this operation. The span becomes the parent of what the method does that calls this, if it is
    /// an asynchronous one; its caller sees nothing of it.</summary>
    public void Started(string operation)
    {
        this.operation = operation;
        startedAt = telemetry.Now;
        span = telemetry.StartRun(kind, operation);
        isStarted = true;
    }

    /// <summary>Makes the run the parent of the calls that begin within the scope, and what measurements and log entries belong
    /// to.</summary>
    public SpanScope Enter() => new(span?.Activity);

    /// <summary>The server answers with events; from here on no failed call tells what becomes of the run.</summary>
    public void Opened() => isOpen = true;

    /// <summary>For a while nothing but pings came.</summary>
    public void Quiet(WorkflowRunProgress quiet)
    {
        using var scope = Enter();
        var run = Facts();
        if (quiet.Kind == WorkflowRunProgressKind.NotBegun)
        {
            ClientLog.RunNotBegun(telemetry.Log, operation, quiet.Quiet);
        }
        else
        {
            var status = quiet.RecordStatus is { } known ? RunStatuses.Describe(known) : null;
            ClientLog.RunQuiet(telemetry.Log, run.WorkflowRunId, quiet.Quiet, status);
        }
    }

    /// <summary>The stop of a run that was left before the server had named it goes out later, if at all.</summary>
    public void StopPending()
    {
        using var scope = Enter();
        ClientLog.StopPending(telemetry.Log, operation);
    }

    /// <summary>An event came that the caller is to have.</summary>
    public void Received()
    {
        if (!hasEvents)
        {
            Begun();
        }
    }

    private void Begun()
    {
        using var scope = Enter();
        var elapsed = telemetry.Since(startedAt);
        hasEvents = true;
        telemetry.FirstEvent(kind, operation, elapsed);
        var run = Facts();
        if (span?.Activity is { IsAllDataRequested: true } activity)
        {
            ClientTelemetry.Describe(activity, run);
            activity.SetTag(TelemetryName.TimeToFirstChunk, elapsed.TotalSeconds);
        }

        ClientLog.RunStarted(telemetry.Log, run.WorkflowRunId, operation, run.TaskId);
    }

    /// <summary>A broken stream was taken up again.</summary>
    public void Resumed(StreamEnd end)
    {
        using var scope = Enter();
        resumptions++;
        telemetry.Resumed(kind, operation);
        if (telemetry.Log.IsEnabled(LogLevel.Information))
        {
            ClientLog.StreamResumed(telemetry.Log, Facts().WorkflowRunId, end);
        }
    }

    /// <summary>The stop call failed that leaving the run sent.</summary>
    public void StopFailed(Exception failure)
    {
        using var scope = Enter();
        ClientLog.StopFailed(telemetry.Log, Facts().WorkflowRunId, failure.GetType().Name);
    }

    /// <summary>The server said that the run is over, or paused.</summary>
    public void Ended(DifyStreamEvent terminal)
    {
        switch (terminal)
        {
            case WorkflowFinishedEvent finished:
                Ended(RunStatuses.Of(finished.Data), finished.Data.TotalTokens);
                break;
            case WorkflowPausedEvent paused:
                Ended(WorkflowRunStatus.Paused, paused.Data.TotalTokens);
                break;
        }
    }

    /// <summary>The run is over, or is no longer followed.</summary>
    /// <param name="outcome">What the server said; null if it said nothing of an end.</param>
    /// <param name="failure">Why the run can no longer be followed; null if it could.</param>
    /// <param name="whyLeft">Why the caller left a run that goes on; null if nothing made it.</param>
    public void Ended(WorkflowOutcome? outcome, Exception? failure, FailureKind? whyLeft)
    {
        if (failure is not null)
        {
            Failed(failure);
        }
        else if (outcome is not null)
        {
            Ended(outcome.Status, outcome.TotalTokens);
        }
        else if (whyLeft is { } reason)
        {
            Failed(reason, isTold: false);
        }
        else
        {
            Left();
        }
    }

    /// <summary>The run can no longer be followed.</summary>
    public void Failed(Exception exception)
    {
        var failure = FailureKind.Of(exception);

        // A call that failed is in the log already.
        Failed(failure, isTold: failure != FailureKind.Cancelled && !isOpen);
    }

    /// <summary>The caller left the run before its end.</summary>
    public void Left()
    {
        if (TryEnd())
        {
            using var scope = Enter();
            var run = Facts();
            var elapsed = telemetry.Since(startedAt);
            ClientLog.RunLeft(telemetry.Log, run.WorkflowRunId, elapsed, progress.EventsReceived);
            End(run, elapsed, failure: null);
        }
    }

    private void Ended(WorkflowRunStatus status, long? totalTokens)
    {
        if (TryEnd())
        {
            using var scope = Enter();
            var run = Facts(status.Value, totalTokens);
            var elapsed = telemetry.Since(startedAt);
            ClientLog.RunEnded(telemetry.Log, run.WorkflowRunId, run.Status, elapsed, progress.EventsReceived);
            End(run, elapsed, run.HasFailed ? FailureKind.RunFailed : null);
        }
    }

    private void Failed(FailureKind failure, bool isTold)
    {
        if (!TryEnd())
        {
            return;
        }

        using var scope = Enter();
        var run = Facts();
        var elapsed = telemetry.Since(startedAt);
        if (failure == FailureKind.Cancelled)
        {
            ClientLog.RunLeft(telemetry.Log, run.WorkflowRunId, elapsed, progress.EventsReceived);
        }
        else if (!isTold)
        {
            ClientLog.RunFailed(telemetry.Log, run.WorkflowRunId, elapsed, progress.EventsReceived, failure.Type);
        }

        End(run, elapsed, failure);
    }

    private WorkflowRunFacts Facts() => Facts(null, null);

    private WorkflowRunFacts Facts(string? status, long? totalTokens)
        => new(progress.WorkflowRunId, progress.TaskId, status, totalTokens)
        {
            ConversationId = WorkflowRunFacts.IdOrNull(progress.ConversationId),
        };

    // A run may be cancelled before it has begun; who begins it tells its end all the same.
    private bool TryEnd() => isStarted && Interlocked.Exchange(ref isEnded, 1) == 0;

    private void End(WorkflowRunFacts run, TimeSpan elapsed, FailureKind? failure)
    {
        telemetry.MeasureRun(kind, operation, elapsed, run, failure);
        if (span is null)
        {
            return;
        }

        var activity = span.Activity;
        if (activity.IsAllDataRequested)
        {
            ClientTelemetry.Describe(activity, run);
            activity.SetTag(TelemetryName.Events, progress.EventsReceived);
            activity.SetTag(TelemetryName.Resumptions, resumptions);
        }

        if (failure is { } failed)
        {
            ClientTelemetry.Describe(activity, failed);
        }

        span.End();
    }
}
