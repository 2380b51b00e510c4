using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Diagnostics;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
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
            run => run.Started().Text("secret text").Drop().WaitForReader().Finish(new { answer = "secret output" }, totalTokens: 12),
            options => options.LoggerFactory = probe);
        WorkflowRun run = await session.StartAsync();
        await run.WaitAsync(session.Bound);
        await run.DisposeAsync();

        Activity span = probe.RunSpan();
        IReadOnlyDictionary<string, object?> tags = TelemetryProbe.Tags(span);
        Assert.Equal(
            ("invoke_workflow", "dify", "executeWorkflowStreaming"),
            (tags["gen_ai.operation.name"], tags["gen_ai.provider.name"], tags["dify.operation"]));
        Assert.Equal((session.Server.BaseAddress.Host, session.Server.BaseAddress.Port), (tags["server.address"], tags["server.port"]));
        Assert.Equal(
            (run.WorkflowRunId, run.TaskId, "succeeded"),
            (tags["dify.workflow_run.id"], tags["dify.task.id"], tags["dify.workflow_run.status"]));
        Assert.Equal((3L, 1, 12L), (tags["dify.events"], tags["dify.resumptions"], tags["dify.usage.total_tokens"]));
        Assert.Equal((ActivityKind.Client, ActivityStatusCode.Unset), (span.Kind, span.Status));
        Assert.DoesNotContain("error.type", tags.Keys);
        Assert.All(
            ["executeWorkflowStreaming", "streamWorkflowEvents"],
            name => Assert.Equal(span.SpanId, Assert.Single(probe.Spans, call => call.OperationName == name).ParentSpanId));

        double duration = probe.Measured("gen_ai.workflow.duration").Value;
        Assert.Equal(duration, probe.Measured("gen_ai.client.operation.duration").Value);
        Assert.Equal("succeeded", probe.Measured("gen_ai.workflow.duration").Tags["dify.workflow_run.status"]);
        Assert.Equal(
            (12d, "total"),
            (probe.Measured("gen_ai.client.token.usage").Value, probe.Measured("gen_ai.client.token.usage").Tags["gen_ai.token.type"]));
        Assert.Equal(1, probe.Measured("dify.client.resumptions").Value);
        Assert.Equal(tags["gen_ai.response.time_to_first_chunk"], probe.Measured("gen_ai.client.operation.time_to_first_chunk").Value);
        Assert.InRange((double)tags["gen_ai.response.time_to_first_chunk"]!, 0, duration);

        TelemetryProbe.Entry[] ofRun = [.. probe.Entries.Where(entry => entry.Text.Contains(run.WorkflowRunId!, StringComparison.Ordinal))];
        Assert.Equal(
            ["7 RunStarted Debug", "3 StreamResumed Information", "8 RunEnded Information"],
            ofRun.Select(entry => $"{entry.Id.Id} {entry.Id.Name} {entry.Level}"));
        Assert.All(ofRun, entry => Assert.Equal("invoke_workflow", entry.Span));
        Assert.DoesNotContain(probe.Entries, entry => entry.Text.Contains("secret", StringComparison.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task Times_are_those_of_the_clock()
    {
        using var probe = new TelemetryProbe();
        var clock = new FakeTimeProvider();
        var handler = new StubHandler((_, _) =>
        {
            clock.Advance(TimeSpan.FromSeconds(3));
            return Task.FromResult(StubHandler.Answer(200, "text/event-stream", EventJson.Stream(EventJson.Run(events: 4))));
        });
        using DifyWorkflowClient client = handler.CreateClient(options => options.TimeProvider = clock);
        await using WorkflowRun run = await client.StartWorkflowAsync(StreamSession.Request);
        clock.Advance(TimeSpan.FromSeconds(4));
        await run.WaitAsync();

        Assert.Equal(3d, TelemetryProbe.Tags(probe.RunSpan())["gen_ai.response.time_to_first_chunk"]);
        Assert.Equal(7d, probe.Measured("gen_ai.workflow.duration").Value);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_that_breaks_off_is_an_error_with_its_code_and_without_a_status()
    {
        using var probe = new TelemetryProbe();
        await using var session = new RunSession(
            run => run.Started().Error("invalid_param", 400, "secret text"), options => options.LoggerFactory = probe);
        await using WorkflowRun run = await session.StartAsync();
        await Assert.ThrowsAsync<WorkflowRunException>(() => run.WaitAsync(session.Bound));

        Activity span = probe.RunSpan();
        IReadOnlyDictionary<string, object?> tags = TelemetryProbe.Tags(span);
        Assert.Equal(
            (ActivityStatusCode.Error, "invalid_param", "invalid_param"), (span.Status, tags["error.type"], tags["dify.problem.code"]));
        Assert.DoesNotContain("dify.workflow_run.status", tags.Keys);
        Assert.Equal("invalid_param", probe.Measured("gen_ai.workflow.duration").Tags["error.type"]);
        TelemetryProbe.Entry entry = Assert.Single(probe.Entries, entry => entry.Level == LogLevel.Warning);
        Assert.Equal((9, "RunFailed"), (entry.Id.Id, entry.Id.Name));
        Assert.DoesNotContain("secret", entry.Text, StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("failed", ActivityStatusCode.Error)]
    [InlineData("partial-succeeded", ActivityStatusCode.Unset)]
    [InlineData("stopped", ActivityStatusCode.Unset)]
    [InlineData("paused", ActivityStatusCode.Unset)]
    public async Task Only_a_run_that_failed_is_an_error(string status, ActivityStatusCode expected)
    {
        using var probe = new TelemetryProbe();
        WireScript script = WireScript.Request.StreamHead().Event(EventJson.Started())
            .Event(status == "paused"
                ? EventJson.Of("workflow_paused", new { workflow_run_id = EventJson.RunId, status, total_tokens = 5 })
                : EventJson.Finished(status)).LastChunk();
        await using StreamSession session = StreamSession.On(options => options.LoggerFactory = probe, script);
        WorkflowRun run = await session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: session.Bound);
        await run.WaitAsync(session.Bound);
        await run.DisposeAsync();

        Activity span = probe.RunSpan();
        IReadOnlyDictionary<string, object?> tags = TelemetryProbe.Tags(span);
        Assert.Equal((expected, status), (span.Status, tags["dify.workflow_run.status"]));
        Assert.Equal(expected == ActivityStatusCode.Error ? "failed" : null, tags.GetValueOrDefault("error.type"));
        Assert.Equal(8, Assert.Single(probe.Entries, entry => entry.Level == LogLevel.Information).Id.Id);

        // The end of the run will tell the tokens of a paused one again.
        Assert.Equal(status == "paused" ? 0 : 1, probe.Measurements.Count(measured => measured.Name == "gen_ai.client.token.usage"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("dispose", null)]
    [InlineData("break", null)]
    [InlineData("cancel", "System.OperationCanceledException")]
    [InlineData("cancel in the loop", "System.OperationCanceledException")]
    [InlineData("time is up", "Dify.Generated.WorkflowRunTimeoutException")]
    public async Task A_run_that_is_left_ends_its_span_with_the_reason(string how, string? type)
    {
        using var probe = new TelemetryProbe();
        var clock = new FakeTimeProvider();
        await using var session = new RunSession(run => run.Started().WaitForStop(), options =>
        {
            options.LoggerFactory = probe;
            options.TimeProvider = clock;
        });
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
        WorkflowRun run = await session.StartAsync(
            new WorkflowRunOptions { Timeout = TimeSpan.FromMinutes(1) }, how == "cancel" ? caller.Token : session.Bound);
        await Record.ExceptionAsync(async () =>
        {
            await foreach (WorkflowStreamEvent _ in run.Events.WithCancellation(how == "cancel in the loop" ? caller.Token : default))
            {
                await (how switch
                {
                    "dispose" => run.DisposeAsync().AsTask(),
                    "break" => Task.CompletedTask,
                    "time is up" => Task.Run(() => clock.Advance(TimeSpan.FromMinutes(1)), session.Bound),
                    _ => caller.CancelAsync(),
                });
                if (how == "break")
                {
                    break;
                }
            }
        });
        await run.DisposeAsync();

        Activity span = probe.RunSpan();
        IReadOnlyDictionary<string, object?> tags = TelemetryProbe.Tags(span);
        Assert.Equal(
            (type is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error, type),
            (span.Status, tags.GetValueOrDefault("error.type")));
        Assert.DoesNotContain("dify.workflow_run.status", tags.Keys);
        Assert.Equal(type, probe.Measured("gen_ai.workflow.duration").Tags.GetValueOrDefault("error.type"));
        Assert.Equal(span.SpanId, Assert.Single(probe.Spans, call => call.OperationName == "stopWorkflowTaskGeneration").ParentSpanId);
        Assert.Equal(how == "time is up" ? "RunFailed" : "RunLeft", probe.Entries.Last(entry => entry.Id.Id is 9 or 10).Id.Name);
        Assert.Equal(how == "time is up", probe.Entries.Any(entry => entry.Level == LogLevel.Warning));
        Assert.Empty(probe.Running);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_plain_stream_of_a_run_is_a_run()
    {
        using var probe = new TelemetryProbe();
        await using var session = new RunSession(
            run => run.Started().Text("a").Finish(totalTokens: 9), options => options.LoggerFactory = probe);
        await foreach (WorkflowStreamEvent _ in session.Client.ExecuteWorkflowStreamingAsync(StreamSession.Request, session.Bound))
        {
            Assert.Equal("test", Activity.Current?.OperationName);
        }

        Activity span = probe.RunSpan();
        IReadOnlyDictionary<string, object?> tags = TelemetryProbe.Tags(span);
        Assert.Equal(
            ("succeeded", 3L, 9L, "executeWorkflowStreaming"),
            (tags["dify.workflow_run.status"], tags["dify.events"], tags["dify.usage.total_tokens"], tags["dify.operation"]));
        Assert.Equal(span.SpanId, Assert.Single(probe.Spans, call => call.OperationName == "executeWorkflowStreaming").ParentSpanId);
        Assert.Equal(9, probe.Measured("gen_ai.client.token.usage").Value);
        Assert.Equal(["RunStarted", "RunEnded"], probe.Entries.Where(entry => entry.Id.Id >= 7).Select(entry => entry.Id.Name));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("break", null)]
    [InlineData("error", "invalid_param")]
    [InlineData("refused", "too_many_requests")]
    [InlineData("refused behind status 200", "too_many_requests")]
    public async Task A_plain_stream_that_does_not_reach_its_end_ends_its_span(string how, string? type)
    {
        using var probe = new TelemetryProbe();
        WireScript script = how switch
        {
            "break" => WireScript.Request.StreamHead().Event(EventJson.Started()),
            "error" => WireScript.Request.StreamHead()
                .Event(EventJson.Started())
                .Event("""{"event":"error","code":"invalid_param","status":400,"message":"secret"}"""),
            _ => WireScript.Request.Json(
                how == "refused" ? 429 : 200, """{"code":"too_many_requests","message":"secret","status":429}""", "Connection: close"),
        };
        await using StreamSession session = StreamSession.On(
            options =>
            {
                options.Retry.MaxRetries = 0;
                options.LoggerFactory = probe;
            },
            script);
        Exception? failure = await Record.ExceptionAsync(async () =>
        {
            await foreach (WorkflowStreamEvent _ in session.Stream())
            {
                if (how == "break")
                {
                    break;
                }
            }
        });

        Assert.Equal(type is not null, failure is DifyApiException);
        Assert.Equal(type, TelemetryProbe.Tags(probe.RunSpan()).GetValueOrDefault("error.type"));
        Assert.Empty(probe.Running);

        // A call that is refused, whatever its status, has failed; one whose stream breaks off has not.
        Assert.Equal(
            how.StartsWith("refused", StringComparison.Ordinal) ? type : null,
            TelemetryProbe.Tags(Assert.Single(probe.Spans, span => span.OperationName == "executeWorkflowStreaming"))
                .GetValueOrDefault("error.type"));

        // A failure is one warning, not one of the call and one of the run.
        Assert.Equal(type is null ? 0 : 1, probe.Entries.Count(entry => entry.Level == LogLevel.Warning));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_stop_call_that_fails_is_in_the_log()
    {
        using var probe = new TelemetryProbe();
        await using var session = new RunSession(run => run.Started().WaitForStop(), options => options.LoggerFactory = probe);
        session.Server.Respond("POST", "/workflows/tasks/{task_id}/stop", TestReply.Problem(500, "internal_server_error", "secret text"));
        WorkflowRun run = await session.StartAsync();
        await run.DisposeAsync();

        TelemetryProbe.Entry entry = Assert.Single(probe.Entries, entry => entry.Id.Id == 4);
        Assert.Equal(("StopFailed", LogLevel.Warning, "invoke_workflow"), (entry.Id.Name, entry.Level, entry.Span));
        Assert.Contains(run.WorkflowRunId!, entry.Text, StringComparison.Ordinal);
        Assert.Contains(nameof(DifyServerException), entry.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", entry.Text, StringComparison.Ordinal);
    }
}
