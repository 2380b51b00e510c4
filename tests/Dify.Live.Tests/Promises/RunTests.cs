using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated;
using Dify.Live.Tests.Server;
using Xunit;

namespace Dify.Live.Tests.Promises;

/// <summary>A run's events are typed, complete and in order; its outcome is the server's.</summary>
[Collection(LiveServer.Collection)]
public sealed class RunTests(LiveServer server)
{
    [Fact]
    public async Task A_streaming_run_tells_every_step_and_its_text()
    {
        await using var session = await server.OpenAsync("text", "run-streaming");

        var (events, outcome) = await FollowAsync(session, session.Request(("name", "世界 é")));

        Assert.Equal(WorkflowRunStatus.Succeeded, outcome.Status);
        Assert.Equal("Hello, 世界 é!", (string?)outcome.Outputs!["answer"]);
        Assert.Equal("Hello, 世界 é!", outcome.Text);
        Assert.Equal(["start", "template", "end"], events.OfType<NodeFinishedEvent>().Select(static node => node.Data.NodeId));
        Assert.IsType<WorkflowStartedEvent>(events[0]);
        Assert.IsType<WorkflowFinishedEvent>(events[^1]);
    }

    [Fact]
    public async Task A_blocking_run_gives_the_same_outputs_and_the_record_says_so()
    {
        await using var session = await server.OpenAsync("text", "run-blocking");

        var answer = await session.Client.ExecuteWorkflowAsync(session.Request(("name", "tea")), session.Bound);
        var record = await session.Client.GetWorkflowRunDetailAsync(answer.WorkflowRunId, session.Bound);

        Assert.Equal("Hello, tea!", (string?)answer.Data.Outputs!["answer"]);
        Assert.Equal(WorkflowRunStatus.Succeeded, record.Status);
    }

    [Fact]
    public async Task Iterations_and_loops_are_told_round_by_round_and_nothing_is_of_an_unknown_kind()
    {
        await using var session = await server.OpenAsync("nodes", "iteration-and-loop");

        var (events, outcome) = await FollowAsync(session, session.Request(("q", "x")));

        Assert.True(outcome.IsSuccess, outcome.Error);
        Assert.Equal(200, (int?)outcome.Outputs!["status"]);
        Assert.Equal(["<a>", "<b>", "<c>"], outcome.Outputs["list"]!.Select(static item => (string?)item));
        Assert.Equal(3, (int?)outcome.Outputs["n"]);
        Assert.Equal(3, events.OfType<IterationNextEvent>().Count());
        Assert.Single(events.OfType<IterationCompletedEvent>());
        Assert.InRange(events.OfType<LoopNextEvent>().Count(), 2, 3);
        Assert.Single(events.OfType<LoopCompletedEvent>());
        Assert.Empty(events.OfType<UnknownEvent>());
    }

    [Theory]
    [InlineData("fails", "failed", null)]
    [InlineData("fails-default-value", "partial-succeeded", "instead")]
    [InlineData("fails-branch", "partial-succeeded", "because: ")]
    public async Task A_node_that_fails_ends_the_run_as_its_strategy_says(string workflow, string status, string? answer)
    {
        await using var session = await server.OpenAsync(workflow, "node-" + workflow);

        var (events, outcome) = await FollowAsync(session, session.Request(("q", "x")));

        Assert.Equal(status, outcome.Status.Value);
        var bad = Assert.Single(events.OfType<NodeFinishedEvent>(), static node => node.Data.NodeId == "bad");
        Assert.NotEqual(WorkflowNodeStatus.Succeeded, bad.Data.Status);
        if (answer is null)
        {
            Assert.False(string.IsNullOrEmpty(outcome.Error));
        }
        else
        {
            Assert.StartsWith(answer, (string?)outcome.Outputs!["answer"]);
        }
    }

    [Fact]
    public async Task Tries_of_a_node_are_told_before_it_fails()
    {
        await using var session = await server.OpenAsync("retries", "node-retry");

        var (events, outcome) = await FollowAsync(session, session.Request(("q", "x")));

        Assert.Equal(WorkflowRunStatus.Failed, outcome.Status);
        Assert.Equal(2, events.OfType<NodeRetryEvent>().Count());
        Assert.Single(events.OfType<NodeFinishedEvent>(), static node => node.Data.NodeId == "get");
    }

    internal static async Task<(IReadOnlyList<WorkflowStreamEvent> Events, WorkflowOutcome Outcome)> FollowAsync(
        LiveSession session, WorkflowExecutionRequest request)
    {
        await using var run = await session.Client.StartWorkflowAsync(request, cancellationToken: session.Bound);
        var events = new List<WorkflowStreamEvent>();
        await foreach (var next in run.Events)
        {
            events.Add(next);
        }

        return (events, run.Outcome!);
    }
}
