using System;
using System.Diagnostics;
using System.Threading;

namespace Dify.Generated;

/// <summary>What tracers, meters and logs are told of one run.</summary>
internal sealed class RunTelemetry
{
    private readonly ClientTelemetry telemetry;
    private readonly RunJournal journal;
    private readonly TimeProvider clock;
    private readonly Activity? activity;
    private readonly long startedAt;
    private TimeSpan? timeToFirstEvent;
    private int resumptions;
    private int isEnded;

    public RunTelemetry(ClientTelemetry telemetry, RunJournal journal, TimeProvider clock)
    {
        this.telemetry = telemetry;
        this.journal = journal;
        this.clock = clock;
        startedAt = clock.GetTimestamp();
        activity = telemetry.StartRun();
    }

    /// <summary>An event came that the caller is to have.</summary>
    public void Received() => timeToFirstEvent ??= clock.GetElapsedTime(startedAt);

    /// <summary>A broken stream was taken up again.</summary>
    public void Resumed(StreamEnd end)
    {
        resumptions++;
        ClientLog.StreamResumed(telemetry.Log, journal.Progress.WorkflowRunId, end);
    }

    /// <summary>The stop call failed that leaving the run sent.</summary>
    public void StopFailed(Exception failure) => ClientLog.StopFailed(telemetry.Log, journal.Progress.WorkflowRunId, failure.GetType().Name);

    /// <summary>The run is over, or is no longer followed; whatever comes first counts.</summary>
    public void Ended()
    {
        if (Interlocked.Exchange(ref isEnded, 1) != 0)
        {
            return;
        }

        var progress = journal.Progress;
        var outcome = journal.Outcome;
        telemetry.RunEnded(
            activity,
            new WorkflowRunFacts(progress.WorkflowRunId, progress.TaskId, outcome is null ? null : WorkflowOutcomes.Describe(outcome.Status), progress.EventsReceived, resumptions, timeToFirstEvent, outcome?.TotalTokens));
        activity?.Dispose();
    }
}
