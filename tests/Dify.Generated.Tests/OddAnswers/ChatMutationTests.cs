using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.ChatRuns;
using Dify.Generated.Tests.Recordings;
using Dify.Generated.Tests.Runs;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.OddAnswers;

/// <summary>No member of an event of a chat, whatever kind of JSON it is, loses the answer, be there a workflow behind it or not.</summary>
public sealed class ChatMutationTests(ITestOutputHelper output)
{
    // What the answer of a chat without a workflow consists of.
    private static readonly string[] Plain =
        ["message", "agent_message", "agent_thought", "message_file", "message_replace", "message_end", "tts_message", "tts_message_end"];

    public static TheoryData<string, bool> Events()
    {
        var events = new TheoryData<string, bool>();
        foreach (string name in EventMutations.OfChats.Names)
        {
            events.Add(name, true);
            if (Plain.Contains(name))
            {
                events.Add(name, false);
            }
        }

        return events;
    }

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Events))]
    public async Task A_member_of_another_kind_loses_no_answer_and_is_kept(string name, bool hasWorkflow)
    {
        (int combinations, IReadOnlyList<string> lost) = await EventMutations.PlayAsync(
            EventMutations.OfChats.Whole(name), (mutated, place, value) => PlayAsync(mutated, place, value, hasWorkflow));

        output.WriteLine($"{name}: {combinations} combinations, {lost.Count} lost");
        Assert.True(lost.Count == 0, string.Join("\n", lost.Take(20)));
        Assert.True(combinations >= 150, $"{combinations}");
    }

    // What is wrong with how the answer was told; null if nothing is.
    private static async Task<string?> PlayAsync(JObject mutated, string place, string value, bool hasWorkflow)
    {
        string sent = mutated.ToString(Formatting.None);
        using var server = new ChatServer { Clock = new HurriedClock(), Answers = Answer };
        server.Stream(hasWorkflow
            ? [ChatJson.Started(), ChatJson.Message("Hi"), sent, ChatJson.End(), ChatJson.Finished("succeeded", "Hi")]
            : [ChatJson.Message("Hi"), sent, ChatJson.End()]);
        server.Stream(ChatJson.Started(), ChatJson.FinishedRecord("succeeded", "Hi"));
        var events = new List<DifyStreamEvent>();
        try
        {
            await using ChatRun run = await server.Chat().StartChatAsync(
                ChatServer.Ask(), new ChatRunOptions { OnCancel = OnCancel.LeaveRunning }, server.Bound);
            await foreach (DifyStreamEvent next in run.Events.WithCancellation(server.Bound))
            {
                events.Add(next);
            }

            if (run.Outcome?.Status != WorkflowRunStatus.Succeeded && (mutated["event"] as JValue)?.Value as string != "workflow_paused")
            {
                return $"the answer is told as {run.Outcome?.Status.Value}";
            }
        }
        catch (DifyApiException failure)
        {
            return failure.ToString();
        }

        // The start of a run is told once, the end of an answer ends it.
        int first = hasWorkflow ? 2 : 1;
        return events.Count > first ? KeptMember.Difference(events[first], mutated, place, value) : $"{events.Count} events were told";
    }

    private static (int, string)? Answer(ReceivedRequest request)
        => request.Target.StartsWith("/v1/messages", StringComparison.Ordinal) ? (200, ChatServer.Messages("Hi"))
            : request.Target.StartsWith("/v1/workflows/run/", StringComparison.Ordinal) ? (200, ChatJson.Detail("succeeded", "Hi"))
            : null;
}
