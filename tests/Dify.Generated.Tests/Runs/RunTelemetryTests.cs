using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Diagnostics;
using Xunit;

namespace Dify.Generated.Tests.Runs;

/// <summary>What tracers, meters and logs are told of a run.</summary>
public sealed class RunTelemetryTests
{
    [Fact(Timeout = 30_000)]
    public async Task A_run_is_one_span_over_all_its_streams()
    {
        using var probe = new TelemetryProbe();
        await using var session = new RunSession(
            run => run.Started().Text("secret text").Drop().WaitForReader().Finish(new { answer = "secret output" }, totalTokens: 12), options => options.LoggerFactory = probe);
        WorkflowRun run = await session.StartAsync();
        await run.WaitAsync(session.Bound);
        await run.DisposeAsync();

        Activity span = Assert.Single(probe.Spans, span => span.OperationName == "follow_workflow");
        IReadOnlyDictionary<string, object?> tags = TelemetryProbe.Tags(span);
        Assert.Equal((run.WorkflowRunId, run.TaskId, "succeeded"), (tags["dify.workflow_run.id"], tags["dify.task.id"], tags["dify.workflow_run.status"]));
        Assert.Equal((3L, 1, 12L), (tags["dify.events"], tags["dify.resumptions"], tags["gen_ai.usage.total_tokens"]));
        Assert.True((double)tags["dify.time_to_first_event"]! >= 0);
        Assert.Equal(ActivityStatusCode.Ok, span.Status);
        Assert.Equal(span.SpanId, Assert.Single(probe.Spans, call => call.OperationName == "executeWorkflowStreaming").ParentSpanId);
        Assert.Equal(12, Assert.Single(probe.Measurements, measurement => measurement.Name == "gen_ai.client.token.usage").Value);
        Assert.Contains(probe.Entries, entry => entry.Id.Id == 3 && entry.Text.Contains(run.WorkflowRunId!, StringComparison.Ordinal));
        Assert.DoesNotContain(probe.Entries, entry => entry.Text.Contains("secret", StringComparison.Ordinal));
        Assert.Equal("test", Activity.Current?.OperationName);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_that_breaks_off_is_an_error_without_a_status()
    {
        using var probe = new TelemetryProbe();
        await using var session = new RunSession(run => run.Started().Error("invalid_param", 400, "secret text"));
        WorkflowRun run = await session.StartAsync();
        await Assert.ThrowsAsync<WorkflowRunException>(() => run.WaitAsync(session.Bound));

        Activity span = Assert.Single(probe.Spans, span => span.OperationName == "follow_workflow");
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.DoesNotContain("dify.workflow_run.status", TelemetryProbe.Tags(span).Keys);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_stop_call_that_fails_is_in_the_log()
    {
        using var probe = new TelemetryProbe();
        await using var session = new RunSession(run => run.Started().WaitForStop(), options => options.LoggerFactory = probe);
        session.Server.Respond("POST", "/workflows/tasks/{task_id}/stop", TestReply.Problem(500, "internal_server_error", "secret text"));
        WorkflowRun run = await session.StartAsync();
        await run.DisposeAsync();

        (_, string text) = Assert.Single(probe.Entries, entry => entry.Id.Id == 4);
        Assert.Contains(run.WorkflowRunId!, text, StringComparison.Ordinal);
        Assert.Contains(nameof(DifyServerException), text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }
}
