using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Runs;
using Dify.Generated.Tests.Streaming;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.OddAnswers;

/// <summary>No member of an event, whatever kind of JSON it is, ends a run; what is of another kind than the document says stays
/// readable.</summary>
public sealed class EventMutationTests(ITestOutputHelper output)
{
    public static TheoryData<string> Events => [.. EventMutations.OfWorkflows.Names];

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Events))]
    public async Task A_member_of_another_kind_ends_no_run_and_is_kept(string name)
    {
        (int combinations, IReadOnlyList<string> lost) = await EventMutations.PlayAsync(
            EventMutations.OfWorkflows.Whole(name), PlayAsync);

        output.WriteLine($"{name}: {combinations} combinations, {lost.Count} lost");
        Assert.True(lost.Count == 0, string.Join("\n", lost.Take(20)));
        Assert.True(combinations >= 75, $"{combinations}");
    }

    [Fact]
    public void Every_member_of_every_event_is_tried()
        => Assert.InRange(
            EventMutations.OfWorkflows.Names.Sum(name => EventMutations.Places(EventMutations.OfWorkflows.Whole(name)).Count),
            300,
            int.MaxValue);

    // What is wrong with how the run was told; null if nothing is.
    private static async Task<string?> PlayAsync(JObject mutated, string place, string value)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        string sent = mutated.ToString(Formatting.None);
        var handler = new StubHandler((request, _) => Task.FromResult(Answer(request, sent)));
        using DifyWorkflowClient client = handler.CreateClient(options =>
        {
            options.TimeProvider = new HurriedClock();
            options.Retry.MaxRetries = 0;
        });
        var events = new List<WorkflowStreamEvent>();
        try
        {
            await using WorkflowRun run = await client.StartWorkflowAsync(
                new WorkflowExecutionRequest { Inputs = [], User = "u" },
                new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning },
                bound.Token);
            await foreach (WorkflowStreamEvent next in run.Events)
            {
                events.Add(next);
            }

            if (run.Outcome?.Status != WorkflowRunStatus.Succeeded && (mutated["event"] as JValue)?.Value as string != "workflow_paused")
            {
                return $"the run is told as {run.Outcome?.Status.Value}";
            }
        }
        catch (DifyApiException failure)
        {
            return failure.ToString();
        }

        return Differences(events, mutated, place, value);
    }

    private static string? Differences(IReadOnlyList<WorkflowStreamEvent> events, JObject mutated, string place, string value)
    {
        // The stream began with the start of the run, which a second one repeats.
        WorkflowStreamEvent told = events.Count > 1 ? events[1] : events[0];
        return KeptMember.Difference(told, mutated, place, value);
    }

    private static HttpResponseMessage Answer(HttpRequestMessage request, string sent)
    {
        string path = request.RequestUri!.AbsolutePath;
        return path == ScriptedRun.RunPath ? Stream(EventJson.Started(), sent, EventJson.Finished())
            : path == ScriptedRun.EventsPath ? Stream(EventJson.Started(), EventJson.Finished())
            : StubHandler.Answer(200, "application/json", Encoding.UTF8.GetBytes(RunEventJson.Record("succeeded").ToString()));
    }

    private static HttpResponseMessage Stream(params string[] events) =>
        StubHandler.Answer(200, "text/event-stream", EventJson.Stream(events));
}
