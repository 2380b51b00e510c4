using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Newtonsoft.Json;
using Xunit;

namespace Dify.Generated.Tests.Runs;

/// <summary>Ids that a server gives stand in the paths of later calls: one that cannot is as good as none, and none leads to another
/// path.</summary>
[Trait(Goal.Trait, "C5")]
public sealed class HostileIdTests
{
    private static readonly Dictionary<string, string> Unusable = new()
    {
        ["one dot"] = ".",
        ["two dots"] = "..",
        ["line break"] = "a\r\nb",
        ["NUL"] = "a\0b",
        ["far too long"] = new string('a', 100_000),
    };

    public static TheoryData<string> Descriptions() => [.. Unusable.Keys];

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Descriptions))]
    public async Task A_run_with_an_id_that_is_none_is_followed_and_nothing_is_asked_with_it(string description)
    {
        string id = Unusable[description];
        string begin = EventJson.Frame(Named("workflow_started", id)) + EventJson.Frame(Named("text_chunk", id));
        await using StreamSession session = StreamSession.On(
            WireScript.Request.UnframedStreamHead().Write(begin + EventJson.Frame(Named("workflow_finished", id))).Fin(),
            WireScript.Request.UnframedStreamHead().Write(begin).Fin());
        await using WorkflowRun whole = await session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: session.Bound);
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync(whole.Events);

        Assert.Null(failure);
        Assert.Equal(3, events.Count);
        Assert.Equal((null, null), (whole.TaskId, whole.WorkflowRunId));

        WorkflowStreamInterruptedException interruption = await Assert.ThrowsAsync<WorkflowStreamInterruptedException>(
            () => session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: session.Bound));
        Assert.Equal(StreamEnd.EndedEarly, interruption.End);
        Assert.Equal(2, session.Server.Requests.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_that_cannot_be_named_cannot_be_stopped_and_says_so()
    {
        await using StreamSession session = StreamSession.On(
            WireScript.Request.StreamHead().Event(string.Join("\n\ndata: ", Enumerable.Repeat(Named("text_chunk", ".."), 20))));
        await using WorkflowRun run = await session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: session.Bound);

        await Assert.ThrowsAsync<InvalidOperationException>(() => run.StopAsync(cancellationToken: session.Bound));
        await run.DisposeAsync();

        Assert.Null(run.StopFailure);
        Assert.Single(session.Server.Requests);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_without_a_name_cannot_be_known_to_have_stopped()
    {
        string unnamed = Named("text_chunk", "task-1").Replace("\"workflow_run_id\":\"task-1\"", "\"workflow_run_id\":\"..\"");
        await using StreamSession session = StreamSession.On(
            WireScript.Request.StreamHead().Event(string.Join("\n\ndata: ", Enumerable.Repeat(unnamed, 20))),
            WireScript.Request.Json(200, """{"result":"success"}""", "Connection: close").Fin());
        await using WorkflowRun run = await session.Client.StartWorkflowAsync(
            StreamSession.Request, new WorkflowRunOptions { StopConfirmationTimeout = TimeSpan.FromMilliseconds(1) }, session.Bound);

        await Assert.ThrowsAsync<DifyTimeoutException>(() => run.StopAsync(confirm: true, session.Bound));

        Assert.Equal("/v1/workflows/tasks/task-1/stop", session.Server.Requests[1].Target);
        Assert.Equal(2, session.Server.Requests.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_with_an_id_that_climbs_is_stopped_within_its_segment()
    {
        await using StreamSession session = StreamSession.On(
            WireScript.Request.StreamHead()
                .Event(Named("workflow_started", EventJson.RunId).Replace($"\"task_id\":\"{EventJson.RunId}\"", "\"task_id\":\"../y?z#\"")),
            WireScript.Request.Json(200, """{"result":"success"}""", "Connection: close").Fin());
        WorkflowRun run = await session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: session.Bound);
        await run.DisposeAsync();

        Assert.Null(run.StopFailure);
        Assert.Equal("/v1/workflows/tasks/..%2Fy%3Fz%23/stop", session.Server.Requests[1].Target);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_server_that_never_names_the_run_does_not_fill_the_memory()
    {
        byte[] unnamed = System.Text.Encoding.UTF8.GetBytes("data: {\"event\":\"text_chunk\",\"data\":{\"text\":\"a\"}}\n\n");
        await using StreamSession session = StreamSession.On(WireScript.Request.UnframedStreamHead().WriteRepeatedly(unnamed));
        await using (WorkflowRun run = await session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: session.Bound))
        {
            Assert.Null(run.WorkflowRunId);
            Assert.IsType<TextChunkEvent>(await run.Events.FirstAsync(session.Bound));
        }

        await session.Server.Connections[0].ClosedByClient.WaitAsync(session.Bound);
    }

    private static string Named(string name, string id)
        => JsonConvert.SerializeObject(new Dictionary<string, object>
        {
            ["event"] = name,
            ["workflow_run_id"] = id,
            ["task_id"] = id,
            ["data"] = new { id = "x", status = "succeeded" },
        });
}
