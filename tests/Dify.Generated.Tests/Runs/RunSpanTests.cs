using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Diagnostics;
using Dify.Generated.Tests.Streaming;
using Xunit;

namespace Dify.Generated.Tests.Runs;

/// <summary>A run outlives the method that started it: its span has the right children, always an end, and is nothing that the caller's own
/// spans notice.</summary>
public sealed class RunSpanTests
{
    [Fact(Timeout = 30_000)]
    public async Task The_calls_of_a_run_are_its_children_wherever_it_is_followed()
    {
        using var probe = new TelemetryProbe();
        await using var session = new RunSession(run => run.Started().Drop().WaitForReader().WaitForStop());
        WorkflowRun run;
        ActivitySpanId startedIn;
        using (Activity request = probe.Begin("the request that started it"))
        {
            startedIn = request.SpanId;
            run = await session.StartAsync();
        }

        using (Activity worker = probe.Begin("the worker that follows it"))
        {
            Task<WorkflowOutcome> wait = run.WaitAsync(session.Bound);
            await session.Server.Runs[0].WaitForOpenStreamsAsync(1, session.Bound);
            await run.StopAsync(confirm: true, session.Bound);
            await wait;
            Assert.Same(worker, Activity.Current);
        }

        Activity span = probe.RunSpan();
        Assert.Equal(startedIn, span.ParentSpanId);
        Assert.Superset(
            new HashSet<string> { "executeWorkflowStreaming", "streamWorkflowEvents", "stopWorkflowTaskGeneration" },
            probe.Spans.Where(call => call != span && call.ParentSpanId == span.SpanId).Select(call => call.OperationName).ToHashSet());

        // The record may be asked once more just when the loop has read the end of the run.
        Assert.All(probe.Spans.Where(call => call != span
            && call.StartTimeUtc < span.StartTimeUtc + span.Duration
            && call.OperationName != "getWorkflowRunDetail"), call => Assert.Equal(span.SpanId, call.ParentSpanId));
        await run.DisposeAsync();
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_callers_span_stays_the_current_one_at_every_step(bool isFollowed)
    {
        using var probe = new TelemetryProbe();
        await using var session = new RunSession(run => run.Started().Text("a").Drop().WaitForReader().Text("b").Finish());
        using Activity own = probe.Begin("of the caller");
        WorkflowRun? run = isFollowed ? await session.StartAsync() : null;
        Assert.Same(own, Activity.Current);
        IAsyncEnumerator<WorkflowStreamEvent> events = (run?.Events
            ?? session.Client.ExecuteWorkflowStreamingAsync(StreamSession.Request, session.Bound)).GetAsyncEnumerator(session.Bound);
        int steps = 0;
        for (bool goesOn = true; goesOn; steps++)
        {
            // Before the answer is awaited and after it: a step may end at once.
            Task<bool> step = events.MoveNextAsync().AsTask();
            Assert.Same(own, Activity.Current);
            // To look at the exception is to observe it; an unobserved one is another test's failure.
            goesOn = await step.ContinueWith(done => done.Exception is null && done.Result, TaskScheduler.Default);
            Assert.Same(own, Activity.Current);
        }

        ValueTask disposal = events.DisposeAsync();
        Assert.Same(own, Activity.Current);
        await disposal;
        if (run is not null)
        {
            await run.DisposeAsync();
        }

        Assert.Same(own, Activity.Current);
        Assert.Equal(isFollowed ? 5 : 3, steps);
        Assert.Equal(own.SpanId, probe.RunSpan().ParentSpanId);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_that_is_resumed_is_a_run()
    {
        using var probe = new TelemetryProbe();
        await using var session = new RunSession(run => run.Started().Text("a").Finish(totalTokens: 3));
        await using WorkflowRun first = await session.StartAsync();
        await first.WaitAsync(session.Bound);
        await using WorkflowRun run = await session.Client.ResumeWorkflowAsync(
            first.WorkflowRunId!, "user-1", cancellationToken: session.Bound);
        await run.WaitAsync(session.Bound);

        IReadOnlyDictionary<string, object?> tags = TelemetryProbe.Tags(probe.Spans.Last());
        Assert.Equal(("invoke_workflow", "streamWorkflowEvents"), (tags["gen_ai.operation.name"], tags["dify.operation"]));
        Assert.Equal((first.WorkflowRunId, "succeeded"), (tags["dify.workflow_run.id"], tags["dify.workflow_run.status"]));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("refused", 2)]
    [InlineData("ended by the server", 2)]
    [InlineData("cancelled before", 2)]
    [InlineData("not there", 2)]
    [InlineData("a wrong option", 0)]
    public async Task No_span_is_left_open_by_a_start_that_throws(string how, int spans)
    {
        using var probe = new TelemetryProbe();
        await using var session = new RunSession(run => run.Error("", 500, "Input is required.", ErrorShape.WorkerSetup));
        if (how == "refused")
        {
            session.Server.Respond("POST", "/workflows/run", TestReply.Problem(400, "not_workflow_app", "m"));
        }

        Exception? failure = await Record.ExceptionAsync(() => how switch
        {
            "cancelled before" => session.StartAsync(cancellationToken: new CancellationToken(canceled: true)),
            "not there" =>
                session.Client.ResumeWorkflowAsync("5cbd9ac6-0b62-4f0e-8b5a-4bd2ba9a2b7a", "user-1", cancellationToken: session.Bound),
            "a wrong option" => session.StartAsync(new WorkflowRunOptions { MaxResumes = -1 }),
            _ => session.StartAsync(),
        });

        Assert.NotNull(failure);
        Assert.Equal(spans, probe.Spans.Count);
        Assert.Empty(probe.Running);
        Assert.All(
            probe.Spans.Where(span => span.OperationName == "invoke_workflow"),
            span => Assert.Equal(ActivityStatusCode.Error, span.Status));
        Assert.Equal("test", Activity.Current?.OperationName);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_span_of_a_run_that_is_forgotten_ends_with_it()
    {
        using var probe = new TelemetryProbe();
        await using var session = new RunSession(run => run.Started().WaitForStop());
        string workflowRunId = await ForgetAsync(session);
        while (probe.Running.Count > 0)
        {
            session.Bound.ThrowIfCancellationRequested();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        Activity span = probe.RunSpan();
        Assert.Equal((ActivityStatusCode.Unset, workflowRunId), (span.Status, TelemetryProbe.Tags(span)["dify.workflow_run.id"]));
    }

    // A method of its own, so that nothing of the run stays on the stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<string> ForgetAsync(RunSession session)
    {
        WorkflowRun run = await session.StartAsync(cancellationToken: CancellationToken.None);
        return run.WorkflowRunId!;
    }
}
