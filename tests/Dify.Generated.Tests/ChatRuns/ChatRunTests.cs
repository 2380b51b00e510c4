using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Runs;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.ChatRuns;

/// <summary>What a followed answer tells beyond its events: what replaces what, who stops it, which conversation it belongs to, where it
/// waits for people.</summary>
public sealed class ChatRunTests
{
    [Fact(Timeout = 30_000)]
    public async Task What_moderation_put_in_place_of_the_answer_stands_whatever_the_outputs_say()
    {
        using var server = new ChatServer();
        server.Stream(ChatJson.Started(), ChatJson.Message("bad "), ChatJson.Message("words"),
            ChatJson.Replace("REPLACED", "output_moderation"), ChatJson.End(), ChatJson.Finished("succeeded", "bad words"));

        await using ChatRun run = await server.Chat().StartChatAsync(ChatServer.Ask(), cancellationToken: server.Bound);
        List<string> pieces = [];
        await foreach (string piece in run.TextAsync(server.Bound))
        {
            pieces.Add(piece);
        }

        Assert.Equal(["bad ", "words"], pieces);
        Assert.Equal("REPLACED", run.Outcome!.Text);
        Assert.True(run.Outcome.TextWasReplaced);
        Assert.True(run.Outcome.TextIsComplete);
    }

    [Fact(Timeout = 30_000)]
    public async Task What_moderation_said_while_nobody_listened_is_taken_from_the_conversation_and_not_from_the_outputs()
    {
        using var server = new ChatServer
        {
            Answers = request =>
            request.Target.StartsWith("/v1/messages", StringComparison.Ordinal) ? (200, ChatServer.Messages("REPLACED")) : null
        };
        server.Stream(ChatJson.Started(), ChatJson.Message("bad ")).Stream(ChatJson.FinishedRecord("succeeded", "bad words"));

        await using ChatRun run = await server.Chat().StartChatAsync(ChatServer.Ask(), cancellationToken: server.Bound);
        List<DifyStreamEvent> told = await ReadAsync(server, run);

        Assert.Equal(["workflow_started", "message", "message_replace", "workflow_finished"], told.Select(next => next.Event));
        Assert.True(told[2].IsReplayed);
        Assert.Equal("REPLACED", run.Outcome!.Text);
        Assert.True(run.Outcome.TextWasReplaced);
        string asked =
            Assert.Single(server.Requests, request => request.Target.StartsWith("/v1/messages", StringComparison.Ordinal)).Target;
        Assert.Contains($"conversation_id={ChatServer.ConversationId}", asked, StringComparison.Ordinal);
        Assert.Contains("user=u1", asked, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task What_moderation_cut_short_is_not_completed_from_the_outputs()
    {
        using var server = new ChatServer();
        server.Stream(ChatJson.Started(), ChatJson.Message("A: secret"), ChatJson.Replace("A: "))
            .Stream(ChatJson.FinishedRecord("succeeded", "A: secret"));

        await using ChatRun run = await server.Chat().StartChatAsync(ChatServer.Ask(), cancellationToken: server.Bound);
        ChatOutcome outcome = await run.WaitAsync(server.Bound);

        Assert.Equal(("A: ", false, true), (outcome.Text, outcome.TextIsComplete, outcome.TextWasReplaced));
    }

    [Fact(Timeout = 30_000)]
    public async Task The_record_of_a_run_that_knows_less_than_was_said_takes_nothing_back()
    {
        using var server = new ChatServer
        {
            Answers = request =>
            request.Target.StartsWith("/v1/messages", StringComparison.Ordinal) ? (200, ChatServer.Messages("A: Hello to you")) : null
        };
        server.Stream(ChatJson.Started(), ChatJson.Message("A: "))
            .Stream(ChatJson.Started(), ChatJson.Replace(string.Empty),
                ChatJson.NodeStarted("llm"), ChatJson.Message("you"), ChatJson.End(), ChatJson.Finished("succeeded", "A: Hello to you"));

        await using ChatRun run = await server.Chat().StartChatAsync(ChatServer.Ask(), cancellationToken: server.Bound);
        List<DifyStreamEvent> told = await ReadAsync(server, run);

        // The answer of the record is told before the end, because something was missed.
        Assert.Equal(["workflow_started", "message", "node_started", "message", "message_end", "message_replace", "workflow_finished"],
            told.Select(next => next.Event));
        Assert.Equal("A: Hello to you", run.Outcome!.Text);
        Assert.True(run.Outcome.TextIsComplete);
    }

    [Fact(Timeout = 30_000)]
    public async Task Text_that_nobody_has_kept_is_said_to_be_missing()
    {
        using var server = new ChatServer();
        server.Stream(ChatJson.Started(), ChatJson.Message("A: ")).Stream(ChatJson.FinishedRecord("stopped", null));

        await using ChatRun run = await server.Chat().StartChatAsync(ChatServer.Ask(), cancellationToken: server.Bound);
        ChatOutcome outcome = await run.WaitAsync(server.Bound);

        Assert.Equal(WorkflowRunStatus.Stopped, outcome.Status);
        Assert.Equal("A: ", outcome.Text);
        Assert.False(outcome.TextIsComplete);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_failed_chatflow_is_an_outcome_and_a_failed_model_an_exception_with_all_ids()
    {
        using var server = new ChatServer();
        server.Stream(ChatJson.Started(), ChatJson.Message("A: "), ChatJson.Finished("failed", null, "slow down")).Stream(
            ChatJson.Message("A: "), ChatJson.Error("completion_request_error", "slow down"));
        DifyChatClient client = server.Chat();

        await using ChatRun failed = await client.StartChatAsync(ChatServer.Ask(), cancellationToken: server.Bound);
        ChatOutcome outcome = await failed.WaitAsync(server.Bound);
        Assert.Equal((WorkflowRunStatus.Failed, "slow down", "A: "), (outcome.Status, outcome.Error, outcome.Text));
        Assert.False(outcome.IsSuccess);

        await using ChatRun broken = await client.StartChatAsync(ChatServer.Ask(), cancellationToken: server.Bound);
        var exception = await Assert.ThrowsAsync<WorkflowRunException>(() => broken.WaitAsync(server.Bound));
        Assert.Equal((ChatServer.ConversationId, ChatServer.MessageId, ChatServer.TaskId),
            (exception.ConversationId, exception.MessageId, exception.TaskId));
        Assert.Equal(DifyErrorCode.CompletionRequestError, exception.Code);
        Assert.Equal("A: ", broken.Text);
        Assert.Null(broken.Outcome);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("dispose")]
    [InlineData("cancel")]
    [InlineData("leave the loop")]
    [InlineData("stop")]
    public async Task Whoever_leaves_an_answer_stops_it_by_its_own_task_and_user(string how)
    {
        using var cancel = new CancellationTokenSource();
        var body = new ScriptedStream();
        using var server = new ChatServer();
        server.Stream(body);
        body.Send(ChatJson.Message("A: "));

        await using ChatRun run = await server.Chat().StartChatAsync(ChatServer.Ask(), cancellationToken: cancel.Token);
        switch (how)
        {
            case "dispose":
                await run.DisposeAsync();
                break;
            case "cancel":
                Task<ChatOutcome> waiting = run.WaitAsync(server.Bound);
                await cancel.CancelAsync();
                var cancelled = await Assert.ThrowsAsync<WorkflowRunCanceledException>(() => waiting);
                Assert.True(cancelled.StopRequested);
                break;
            case "leave the loop":
                await foreach (DifyStreamEvent _ in run.Events)
                {
                    break;
                }

                break;
            default:
                await run.StopAsync();
                body.Send(ChatJson.End());
                ChatOutcome outcome = await run.WaitAsync(server.Bound);
                Assert.Equal(WorkflowRunStatus.Stopped, outcome.Status);
                Assert.Equal("A: ", outcome.Text);
                break;
        }

        await server.StopAsked.WaitAsync(server.Bound);
        var stop = Assert.Single(server.Requests, request => request.Target.EndsWith("/stop", StringComparison.Ordinal));
        Assert.Equal($"/v1/chat-messages/{ChatServer.TaskId}/stop", stop.Target);
        Assert.Equal("u1", (string?)JObject.Parse(stop.Body)["user"]);
        Assert.Equal(1, server.Starts);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_confirmed_stop_of_a_chat_is_told_by_the_end_of_its_stream()
    {
        var body = new ScriptedStream();
        using var server = new ChatServer();
        server.Stream(body);
        body.Send(ChatJson.Message("A: "));
        await using ChatRun run = await server.Chat().StartChatAsync(ChatServer.Ask(), cancellationToken: server.Bound);
        server.Answers = request =>
        {
            body.Send(ChatJson.End());
            return null;
        };

        await run.StopAsync(confirm: true, server.Bound);

        Assert.Equal(WorkflowRunStatus.Stopped, run.Outcome!.Status);
        Assert.Equal("A: ", run.Outcome.Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_text_generator_is_stopped_at_its_own_address()
    {
        var body = new ScriptedStream();
        using var server = new ChatServer();
        server.Stream(body);
        body.Send(ChatJson.Message("A: "));

        await using (await server.Completion().StartCompletionAsync(
            new CompletionRequest { Inputs = [], User = "u1" }, cancellationToken: server.Bound))
        {
        }

        await server.StopAsked.WaitAsync(server.Bound);
        Assert.Single(server.Requests, request => request.Target == $"/v1/completion-messages/{ChatServer.TaskId}/stop");
    }

    [Fact(Timeout = 30_000)]
    public async Task An_answer_that_is_to_run_on_is_not_stopped()
    {
        var body = new ScriptedStream();
        using var server = new ChatServer();
        server.Stream(body);
        body.Send(ChatJson.Message("A: "));

        await using (await server.Chat().StartChatAsync(
            ChatServer.Ask(), new ChatRunOptions { OnCancel = OnCancel.LeaveRunning }, server.Bound))
        {
        }

        await body.Closed.WaitAsync(server.Bound);
        Assert.DoesNotContain(server.Requests, request => request.Target.EndsWith("/stop", StringComparison.Ordinal));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData(ChatServer.ConversationId, false)]
    [InlineData("99999999-9999-4999-8999-999999999999", true)]
    public async Task A_conversation_that_was_not_asked_for_is_told(string? asked, bool isOther)
    {
        using var server = new ChatServer();
        server.Stream(ChatJson.Message("A: "), ChatJson.End()).Stream(ChatJson.Message("A: "), ChatJson.End());
        DifyChatClient client = server.Chat();

        await using ChatRun run = await client.StartChatAsync(ChatServer.Ask(asked), cancellationToken: server.Bound);
        Assert.Equal(isOther, run.StartedNewConversation);
        Assert.Equal(isOther, (await run.WaitAsync(server.Bound)).StartedNewConversation);
        Task<ChatRun> strict = client.StartChatAsync(
            ChatServer.Ask(asked), new ChatRunOptions { RequireConversation = true }, server.Bound);
        if (isOther)
        {
            var refused = await Assert.ThrowsAsync<DifyNotFoundException>(() => strict);
            Assert.Contains(nameof(ChatRunOptions.RequireConversation), refused.Message, StringComparison.Ordinal);
            Assert.Single(server.Requests, request => request.Target.EndsWith("/stop", StringComparison.Ordinal));
        }
        else
        {
            await (await strict).DisposeAsync();
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task A_chatflow_that_waits_for_people_goes_on_when_its_form_is_sent_in()
    {
        string[] record = [ChatJson.Started(), ChatJson.Replace("A: "), ChatJson.Form("ask"), ChatJson.Paused("ask")];
        using var server =
            new ChatServer { Answers = request => request.Target.StartsWith("/v1/form/", StringComparison.Ordinal) ? (200, "{}") : null };
        server.Stream(ChatJson.Started(), ChatJson.Message("A: "), ChatJson.Form("ask"), ChatJson.Paused("ask"))
            .Stream([.. record, ChatJson.Started("resumption"), ChatJson.Message("yes"), ChatJson.End(), ChatJson.Finished(
                "succeeded", "A: yes")]);

        await using ChatRun run = await server.Chat().StartChatAsync(ChatServer.Ask(), cancellationToken: server.Bound);
        ChatOutcome paused = await run.WaitAsync(server.Bound);
        Assert.Equal((WorkflowRunStatus.Paused, "A: "), (paused.Status, paused.Text));
        await run.SubmitAsync(Assert.Single(paused.Forms), "ok", cancellationToken: server.Bound);
        ChatOutcome outcome = await run.WaitAsync(server.Bound);

        Assert.Equal((WorkflowRunStatus.Succeeded, "A: yes", true, false),
            (outcome.Status, outcome.Text, outcome.TextIsComplete, outcome.TextWasReplaced));
        Assert.Equal(9, outcome.Usage!.TotalTokens);
        Assert.Contains(server.Requests, request =>
            request.Target == $"/v1/workflow/{ChatServer.RunId}/events?user=u1&include_state_snapshot=true&continue_on_pause=true");
        Assert.Equal("u1", (string?)JObject.Parse(
            server.Requests.Single(request => request is { Method: "POST", Target: "/v1/form/human_input/token-ask" }).Body)["user"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_chatflow_is_taken_up_by_the_id_of_its_run()
    {
        using var server = new ChatServer();
        server.Stream(ChatJson.FinishedRecord("succeeded", "A: yes"));

        await using ChatRun run = await server.Chat().ResumeChatAsync(ChatServer.RunId, "u1", cancellationToken: server.Bound);
        ChatOutcome outcome = await run.WaitAsync(server.Bound);

        Assert.Equal(("A: yes", true), (outcome.Text, outcome.TextIsComplete));
        Assert.Null(outcome.ConversationId);
    }

    [Fact(Timeout = 30_000)]
    public async Task Agents_refuse_to_block_with_what_to_do_and_are_not_asked_again()
    {
        using var server = new ChatServer
        {
            Answers = request => request.Target switch
            {
                "/v1/info" => (200, """{"name":"n","description":"d","tags":[],"mode":"agent-chat","author_name":"a"}"""),
                "/v1/chat-messages" =>
                    (400, """{"code":"invalid_param","message":"Agent Chat App does not support blocking mode","status":400}"""),
                _ => null,
            },
        };
        DifyChatClient client = server.Chat();

        var refused = await Assert.ThrowsAsync<DifyInvalidRequestException>(
            () => client.SendChatMessageAsync(ChatServer.Ask(), server.Bound));
        Assert.Contains("stream", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Agent Chat App", refused.Message, StringComparison.Ordinal);
        for (int time = 0; time < 2; time++)
        {
            var known = await Assert.ThrowsAsync<ArgumentException>(() => client.SendChatMessageAsync(ChatServer.Ask(), server.Bound));
            Assert.Contains(nameof(IDifyChatClient.StartChatAsync), known.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, server.Starts);
        Assert.Single(server.Requests, request => request.Target == "/v1/info");
    }

    [Fact(Timeout = 30_000)]
    public async Task Inputs_are_checked_where_that_is_asked_for_and_the_conversation_is_new()
    {
        using var server = new ChatServer
        {
            Answers = request => request.Target == "/v1/parameters" ? (200,
                """{"user_input_form":[{"text-input":{"label":"Name","variable":"name","required":true}}]}""") : null,
        };
        server.Stream(ChatJson.Message("A: "), ChatJson.End());
        DifyChatClient client = server.Chat(options => options.CheckInputs = true);

        await Assert.ThrowsAsync<InvalidInputsException>(() => client.StartChatAsync(ChatServer.Ask(), cancellationToken: server.Bound));
        Assert.Equal(0, server.Starts);
        await (await client.StartChatAsync(ChatServer.Ask(ChatServer.ConversationId), cancellationToken: server.Bound)).DisposeAsync();
        Assert.Equal(1, server.Starts);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_outcome_is_the_same_behind_both_serializers()
    {
        var thought = new AgentThoughtEvent { Id = "t1", Event = "agent_thought", Thought = "hm", Position = 1 };
        ChatOutcome before = DifyModelFactory.ChatOutcome(
            WorkflowRunStatus.Succeeded,
            "text",
            new MessageMetadata { Usage = new Usage { TotalTokens = 9 }, RetrieverResources = [new RetrieverResource { SegmentId = "s" }] },
            [new AnswerFile { Url = "https://dify.example/f", Type = "image" }],
            [thought],
            textWasReplaced: true,
            startedNewConversation: true);

        string json = JsonConvert.SerializeObject(before);
        foreach (ChatOutcome after in new[] { JsonConvert.DeserializeObject<ChatOutcome>(json)!, await SystemTextJsonAsync(json) })
        {
            Assert.Equal(json, JsonConvert.SerializeObject(after));
            Assert.Equal((9L, "s", "image", "hm", true, true), (after.Usage!.TotalTokens, after.RetrieverResources[0].SegmentId,
                after.Files[0].Type, after.Thoughts[0].Thought, after.TextWasReplaced, after.StartedNewConversation));
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task A_double_behaves_as_the_answer_of_a_server()
    {
        await using ChatRun run = await DifyModelFactory.ChatRunAsync(
            "Hello", new MessageMetadata { Usage = new Usage { TotalTokens = 3 }, RetrieverResources = [] });
        ChatOutcome outcome = await run.WaitAsync();

        Assert.Equal(("Hello", "conversation-1", "message-1", 3L),
            (outcome.Text, outcome.ConversationId, outcome.MessageId, outcome.Usage!.TotalTokens));
        await Assert.ThrowsAsync<WorkflowStreamInterruptedException>(
            async () => await (await DifyModelFactory.ChatRunAsync([new MessageEvent { Answer = "Hel" }])).WaitAsync());
    }

    private static Task<ChatOutcome> SystemTextJsonAsync(string json)
    {
#if NETSTANDARD_BUILD
        return Task.FromResult(JsonConvert.DeserializeObject<ChatOutcome>(json)!);
#else
        ChatOutcome read = System.Text.Json.JsonSerializer.Deserialize<ChatOutcome>(json)!;
        return Task.FromResult(System.Text.Json.JsonSerializer.Deserialize<ChatOutcome>(System.Text.Json.JsonSerializer.Serialize(read))!);
#endif
    }

    private static async Task<List<DifyStreamEvent>> ReadAsync(ChatServer server, ChatRun run)
    {
        List<DifyStreamEvent> told = [];
        await foreach (DifyStreamEvent next in run.Events.WithCancellation(server.Bound))
        {
            told.Add(next);
        }

        return told;
    }
}
