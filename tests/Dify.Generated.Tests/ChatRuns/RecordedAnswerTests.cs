using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Recordings;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.ChatRuns;

/// <summary>
/// Every recorded answer, byte for byte through the run layer. What must be told is computed from the recording: one more file is one more
/// test.
/// </summary>
public sealed class RecordedAnswerTests
{
    public static TheoryData<string> All => RecordingFolder.Names(recording => recording.Exchanges.Any(RecordedAnswer.IsStart));

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(All))]
    public async Task A_recorded_answer_is_told_as_it_was(string name)
    {
        var recorded = new RecordedAnswer(RecordingFolder.Get(name));
        using var server = new ChatServer();
        server.Stream(recorded.Start.BodyBytes);
        foreach (RecordedExchange later in recorded.LaterStreams)
        {
            server.Stream(later.BodyBytes);
        }

        server.Answers = request =>
            request is { Method: "POST" } && request.Target.StartsWith("/v1/form/", StringComparison.Ordinal) ? (200, "{}") : null;
        if (recorded.Error is { } error)
        {
            await FailsAsync(server, recorded, error);
            return;
        }

        await using ChatRun run = await StartAsync(server, recorded);
        Assert.Equal(recorded.First("conversation_id"), run.ConversationId);
        Assert.Equal(recorded.First("message_id"), run.MessageId);
        Assert.Equal(recorded.First("task_id"), run.TaskId);
        Assert.Equal(recorded.First("workflow_run_id"), run.WorkflowRunId);
        List<DifyStreamEvent> told = [];
        await ReadAsync(server, run, told);
        Assert.Equal(recorded.Events.Select(RecordedAnswer.Name), told.Select(next => next.Event));
        Assert.Equal(RecordedAnswer.TextOf(recorded.Events), run.Outcome!.Text);
        Assert.True(run.Outcome.TextIsComplete);
        if (recorded.Pause is not null)
        {
            Assert.Equal(WorkflowRunStatus.Paused, run.Outcome.Status);
            foreach (HumanInputRequiredEvent form in run.Outcome.Forms.ToList())
            {
                await run.SubmitAsync(form, form.Data.Actions![0].Id!, FormAnswers.For(form), server.Bound);
            }

            await ReadAsync(server, run, told);
            Assert.Equal((string?)recorded.Finish!["data"]!["outputs"]!["answer"], run.Outcome.Text);
        }

        AssertOutcome(recorded, run);
        Assert.Equal(1, server.Starts);
    }

    [Fact]
    public void Each_kind_of_app_is_among_the_recordings_where_they_are_there()
    {
        RecordedAnswer[] all = [.. RecordingFolder.All.Where(recording => recording.Exchanges.Any(RecordedAnswer.IsStart)).Select(
            recording => new RecordedAnswer(recording))];

        Assert.Contains(all, answer => answer.IsChatflow);
        Assert.Contains(all, answer => answer is { IsChat: true, IsChatflow: false });
        Assert.Contains(all, answer => !answer.IsChat);
    }

    private static Task<ChatRun> StartAsync(ChatServer server, RecordedAnswer recorded)
        => recorded.IsChat
            ? server.Chat().StartChatAsync(ChatServer.Ask(), cancellationToken: server.Bound)
            : server.Completion().StartCompletionAsync(new CompletionRequest { Inputs = [], User = "u1" }, cancellationToken: server.Bound);

    private static async Task ReadAsync(ChatServer server, ChatRun run, List<DifyStreamEvent> told)
    {
        await foreach (DifyStreamEvent next in run.Events.WithCancellation(server.Bound))
        {
            told.Add(next);
        }
    }

    // The model failed before its first word: the exception of a blocking call, with the code that the event has.
    private static async Task FailsAsync(ChatServer server, RecordedAnswer recorded, JObject error)
    {
        var failure = await Assert.ThrowsAsync<DifyInvalidRequestException>(() => StartAsync(server, recorded));

        Assert.Equal((string?)error["code"], failure.Code.Value);
        Assert.Equal((int?)error["status"], failure.StatusCode);
        Assert.Equal((string?)error["message"], failure.ServerMessage);
        Assert.DoesNotContain(failure.ServerMessage!, failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Starts);
    }

    private static void AssertOutcome(RecordedAnswer recorded, ChatRun run)
    {
        ChatOutcome outcome = run.Outcome!;
        JObject? end = recorded.Events.FirstOrDefault(next => RecordedAnswer.Name(next) == "message_end");
        Assert.Equal((string?)recorded.Finish?["data"]?["status"] ?? "succeeded", outcome.Status.Value);
        Assert.Equal((string?)recorded.Finish?["data"]?["error"], outcome.Error);
        Assert.Equal((long?)end?["metadata"]?["usage"]?["total_tokens"], outcome.Usage?.TotalTokens);
        Assert.Equal((long?)end?["metadata"]?["usage"]?["prompt_tokens"], outcome.Usage?.PromptTokens);
        Assert.Equal((end?["metadata"]?["retriever_resources"] ?? new JArray())
            .Select(piece => (string?)piece["segment_id"]), outcome.RetrieverResources.Select(piece => piece.SegmentId));
        Assert.Equal((end?["files"] as JArray ?? []).Count, outcome.Files.Count);

        // Of each thought the last word, in the order of the first.
        IEnumerable<IGrouping<string?, JObject>> thoughts = recorded.Events.Where(next => RecordedAnswer.Name(next) == "agent_thought")
            .GroupBy(next => (string?)next["id"]);
        Assert.Equal(thoughts.Select(steps => ((string?)steps.Last()["thought"], (string?)steps.Last()["observation"])),
            outcome.Thoughts.Select(step => (step.Thought, step.Observation)));
        string pieces = string.Concat(recorded.Events.Where(next => RecordedAnswer.Name(next) is "message" or "agent_message").Select(
            next => (string?)next["answer"]));
        Assert.Equal(
            recorded.Events.Any(next => RecordedAnswer.Name(next) == "message_replace") && outcome.Text != pieces, outcome.TextWasReplaced);
        Assert.False(outcome.StartedNewConversation);
    }
}
