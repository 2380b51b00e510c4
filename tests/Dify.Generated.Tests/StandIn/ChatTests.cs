using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Recordings.StandIn;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

/// <summary>How the stand-in chats and writes: as real servers were seen to.</summary>
public sealed class ChatTests
{
    private const string Chat = "chat-messages";

    [Theory(Timeout = 60_000)]
    [InlineData(AppKind.Chat)]
    [InlineData(AppKind.Agent)]
    [InlineData(AppKind.Completion)]
    public async Task An_app_without_a_workflow_sends_no_pings_and_closes_after_its_answer(AppKind app)
    {
        await using var session = new ServiceSession(app);

        IReadOnlyList<JObject?> events = await session.StreamAsync(PathOf(app), Question());

        Assert.DoesNotContain(null, events);
        Assert.Equal("message_end", (string?)events[^1]!["event"]);
        Assert.EndsWith("Hello from the stand-in server.", Said(events));
        Assert.Equal(app != AppKind.Completion, events[0]!.ContainsKey("conversation_id"));
        Assert.All(events, told => Assert.False(told!.ContainsKey("workflow_run_id")));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_chatflow_pings_tells_its_nodes_and_ends_the_answer_before_the_run()
    {
        await using var session = new ServiceSession(AppKind.Chatflow);

        IReadOnlyList<JObject?> events = await session.StreamAsync(Chat, Question());

        Assert.Null(events[0]);
        Assert.Equal(
            ["workflow_started", "node_started", "message", "message", "node_finished", "message_end", "workflow_finished"],
            events.Skip(1).Select(told => (string?)told!["event"]));
        Assert.Equal(Said(events), (string?)events[^1]!["data"]!["outputs"]!["answer"]);
        Assert.Equal("hi", (string?)events[1]!["data"]!["inputs"]!["sys.query"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_chatflow_keeps_its_stream_open_for_a_second_and_a_chat_does_not()
    {
        var clock = new ArmedTimeProvider();
        await using var flow = new ServiceSession(
            AppKind.Chatflow, new DifyTestServerOptions { TimeProvider = clock, StreamCloseDelay = TimeSpan.FromSeconds(1) });
        using EventReader reader = await flow.OpenAsync(Chat, Question());
        await reader.UntilAsync("workflow_finished");
        Task<string?> end = reader.NextBlockAsync();
        await clock.WaitForTimersAsync(TimeSpan.FromSeconds(1), 1, flow.Bound);
        Assert.False(end.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await end);

        await using var chat = new ServiceSession(
            AppKind.Chat,
            new DifyTestServerOptions { TimeProvider = new WatchedTimeProvider(), StreamCloseDelay = TimeSpan.FromSeconds(1) });
        Assert.Equal("message_end", (string?)(await chat.StreamAsync(Chat, Question()))[^1]!["event"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_thought_is_told_again_under_its_id_and_is_on_record_as_it_was_last()
    {
        await using var session = new ServiceSession(AppKind.Agent);
        session.Server.OnRun(run => run
            .AgentThought(1).Text("I look. ").AgentThought(1, "I look. ", "clock", "{}").AgentThought(1, "I look. ", "clock", "{}", "noon")
            .AgentThought(2).Text("Noon.").AgentThought(2, "Noon.").Finish());

        IReadOnlyList<JObject?> events = await session.StreamAsync(Chat, Question());

        JObject[] thoughts = [.. events.Where(told => (string?)told!["event"] == "agent_thought").Select(told => told!)];
        Assert.Equal([1, 1, 1, 2, 2], thoughts.Select(told => (int)told["position"]!));
        Assert.Equal(2, thoughts.Select(told => (string?)told["id"]).Distinct().Count());
        JToken message =
            ServiceSession.Data(await session.AskAsync("GET", $"messages?user=anna&conversation_id={events[0]!["conversation_id"]}"))[0];
        Assert.Equal("I look. Noon.", (string?)message["answer"]);
        Assert.Equal(["noon", ""], message["agent_thoughts"]!.Select(thought => (string?)thought["observation"]));
    }

    [Fact(Timeout = 30_000)]
    public async Task An_agent_refuses_to_answer_in_one_piece()
    {
        await using var session = new ServiceSession(AppKind.Agent);

        Assert.Equal("invalid_param", await session.RefusedAsync("POST", Chat, 400, Question(mode: "blocking")));
        Assert.Empty(session.Server.Runs);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(AppKind.Chat)]
    [InlineData(AppKind.Chatflow)]
    [InlineData(AppKind.Completion)]
    public async Task A_blocking_call_gives_the_whole_answer_and_what_it_cost(AppKind app)
    {
        await using var session = new ServiceSession(app);
        session.Server.OnRun(run => run.Started().Text("one two").ReplaceMessage("three").Finish());

        JToken answer = await session.AskAsync("POST", PathOf(app), Question(mode: "blocking"));

        Assert.Equal("three", (string?)answer["answer"]);
        Assert.Equal("0.0000050", (string?)answer["metadata"]!["usage"]!["total_price"]);
        Assert.Equal(3, (int)answer["metadata"]!["usage"]!["total_tokens"]!);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(AppKind.Chat)]
    [InlineData(AppKind.Completion)]
    public async Task A_model_that_fails_is_an_error_event_after_which_the_stream_ends(AppKind app)
    {
        await using var session = new ServiceSession(app);
        session.Server.OnRun(run => run.Text("Half").Fail("slow down"));

        JObject error = (await session.StreamAsync(PathOf(app), Question()))[^1]!;

        Assert.Equal(("error", "completion_request_error", 400), ((string?)error["event"], (string?)error["code"], (int)error["status"]!));
        Assert.False(error.ContainsKey("task_id"));
        Assert.Equal("completion_request_error", await session.RefusedAsync("POST", PathOf(app), 400, Question(mode: "blocking")));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_chatflow_that_fails_ends_with_its_run_alone()
    {
        await using var session = new ServiceSession(AppKind.Chatflow);
        session.Server.OnRun(run => run.Started().Text("Got ").Fail("boom"));

        IReadOnlyList<JObject?> events = await session.StreamAsync(Chat, Question());
        JToken message =
            ServiceSession.Data(await session.AskAsync("GET", $"messages?user=anna&conversation_id={events[1]!["conversation_id"]}"))[0];

        Assert.DoesNotContain(events, told => (string?)told?["event"] is "error" or "message_end");
        Assert.Equal("failed", (string?)events[^1]!["data"]!["status"]);
        Assert.Equal(("error", "boom", ""), ((string?)message["status"], (string?)message["error"], (string?)message["answer"]));
        JToken refused = await session.AskAsync("POST", Chat, Question(mode: "blocking"), 400);
        Assert.Equal(("invalid_param", "Run failed: boom"), ((string?)refused["code"], (string?)refused["message"]));
    }

    [Fact(Timeout = 30_000)]
    public async Task Only_who_asked_stops_a_chat_and_another_is_told_the_same()
    {
        await using var session = new ServiceSession(AppKind.Chat);
        session.Server.OnRun(run => run.Text("Half").WaitForStop());
        using EventReader reader = await session.OpenAsync(Chat, Question());
        JObject first = (await reader.NextEventAsync())!;
        string stop = $"{Chat}/{first["task_id"]}/stop";

        Assert.Equal("success", (string?)(await session.AskAsync("POST", stop, new { user = "bert" }))["result"]);
        Assert.Equal("running", session.Server.Runs[0].Status);
        await session.AskAsync("POST", stop, new { user = "anna" });

        JObject end = await reader.UntilAsync("message_end");
        Assert.Equal("0E-7", (string?)end["metadata"]!["usage"]!["total_price"]);
        Assert.Null(await reader.NextEventAsync());
    }

    [Theory(Timeout = 30_000)]
    [InlineData("anna", "stopped", "Half")]
    [InlineData("bert", "failed", "")]
    public async Task Anybody_stops_a_chatflow_but_for_another_it_ends_as_failed(string user, string status, string kept)
    {
        await using var session = new ServiceSession(AppKind.Chatflow);
        session.Server.StopEndsAs = StopOutcome.Stopped;
        session.Server.OnRun(run => run.Started().Text("Half").WaitForStop());
        using EventReader reader = await session.OpenAsync(Chat, Question());
        JObject first = await reader.UntilAsync("message");

        await session.AskAsync("POST", $"{Chat}/{first["task_id"]}/stop", new { user });

        Assert.Equal(status, (string?)(await reader.UntilAsync("workflow_finished"))["data"]!["status"]);
        JToken message =
            ServiceSession.Data(await session.AskAsync("GET", $"messages?user=anna&conversation_id={first["conversation_id"]}"))[0];
        Assert.Equal(kept, (string?)message["answer"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_chatflow_pauses_for_a_form_and_its_snapshot_begins_with_what_was_said()
    {
        await using var session = new ServiceSession(AppKind.Chatflow);
        session.Server.OnRun(
            run => run.Started().Text("So far. ").Pause(new PauseForm { Token = "t" }).WaitForReader().Text("On.").Finish());

        IReadOnlyList<JObject?> first = await session.StreamAsync(Chat, Question());
        Assert.Equal("workflow_paused", (string?)first[^1]!["event"]);
        string run = (string)first[1]!["workflow_run_id"]!;
        await session.AskAsync("POST", "form/human_input/t", new { inputs = new { }, action = "approve", user = "anna" });
        await session.Server.Runs[0].WaitForStatusAsync("running", session.Bound);
        using HttpResponseMessage response = await session.SendAsync("GET", $"workflow/{run}/events?user=anna&include_state_snapshot=true");
        string events = await response.Content.ReadAsStringAsync(session.Bound);

        Assert.Contains("\"event\":\"message_replace\",\"task_id\"", events);
        Assert.Contains("\"answer\":\"So far. \"", events);
        Assert.Contains("\"answer\":\"So far. On.\"", events);
        Assert.True(
            events.IndexOf("message_end", StringComparison.Ordinal) < events.IndexOf("workflow_finished", StringComparison.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_blocking_call_to_a_chatflow_that_pauses_gives_its_form()
    {
        await using var session = new ServiceSession(AppKind.Chatflow);
        session.Server.OnRun(run => run.Started().Pause(new PauseForm { Token = "t" }).Finish());

        JToken answer = await session.AskAsync("POST", Chat, Question(mode: "blocking"));

        Assert.Equal("workflow_paused", (string?)answer["event"]);
        Assert.Equal("t", (string?)answer["data"]!["reasons"]![0]!["form_token"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Unknown_conversations_are_refused_by_a_chat_and_begun_anew_by_an_older_chatflow()
    {
        string unknown = Guid.NewGuid().ToString();
        await using var chat = new ServiceSession(AppKind.Chat);
        Assert.Equal("not_found", await chat.RefusedAsync("POST", Chat, 404, Question(conversation: unknown)));
        Assert.Equal("invalid_param", await chat.RefusedAsync("POST", Chat, 400, Question(conversation: "no-uuid")));

        await using var older = new ServiceSession(AppKind.Chatflow);
        JObject begun = (await older.StreamAsync(Chat, Question(conversation: unknown)))[1]!;
        Assert.NotEqual(unknown, (string?)begun["conversation_id"]);

        await using var newer = new ServiceSession(
            AppKind.Chatflow, new DifyTestServerOptions { ServerVersion = DifyTestServerOptions.NewestServerVersion });
        Assert.Equal("not_found", await newer.RefusedAsync("POST", Chat, 404, Question(conversation: unknown)));
    }

    [Fact(Timeout = 30_000)]
    public async Task Conversations_and_messages_come_page_by_page_and_only_to_their_user()
    {
        await using var session = new ServiceSession(AppKind.Chat);
        var ids = new List<string>();
        for (int count = 0; count < 5; count++)
        {
            ids.Add((string)(await session.AskAsync("POST", Chat, Question(mode: "blocking")))["conversation_id"]!);
        }

        var listed = new List<string>();
        for (JToken? page = null; page is null || (bool)page["has_more"]!;)
        {
            page = await session.AskAsync("GET", $"conversations?user=anna&limit=2&last_id={listed.LastOrDefault()}");
            listed.AddRange(ServiceSession.Data(page).Select(row => (string)row["id"]!));
        }

        Assert.Equal(Enumerable.Reverse(ids), listed);
        Assert.Empty(ServiceSession.Data(await session.AskAsync("GET", "conversations?user=bert")));
        Assert.Equal("not_found", await session.RefusedAsync("GET", $"messages?user=bert&conversation_id={ids[0]}", 404));
        Assert.Equal("not_found", await session.RefusedAsync("GET", $"conversations?user=anna&last_id={Guid.NewGuid()}", 404));

        for (int count = 0; count < 4; count++)
        {
            await session.AskAsync("POST", Chat, Question("q" + count, "blocking", ids[0]));
        }

        JToken newest = await session.AskAsync("GET", $"messages?user=anna&limit=2&conversation_id={ids[0]}");
        string firstKnown = (string)newest["data"]![0]!["id"]!;
        JToken before = await session.AskAsync("GET", $"messages?user=anna&limit=2&conversation_id={ids[0]}&first_id={firstKnown}");
        Assert.Equal(["q2", "q3"], ServiceSession.Data(newest).Select(row => (string?)row["query"]));
        Assert.Equal(["q0", "q1"], ServiceSession.Data(before).Select(row => (string?)row["query"]));
        Assert.True((bool)before["has_more"]!);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_conversation_is_renamed_and_deleted()
    {
        await using var session = new ServiceSession(AppKind.Chat);
        string id = (string)(await session.AskAsync("POST", Chat, Question("Where is it?", "blocking")))["conversation_id"]!;

        Assert.Equal("Where is it?", (string?)ServiceSession.Data(await session.AskAsync("GET", "conversations?user=anna"))[0]["name"]);
        Assert.Equal("N", (string?)(await session.AskAsync("POST", $"conversations/{id}/name", new { name = "N", user = "anna" }))["name"]);
        Assert.Equal("Where is it?",
            (string?)(await session.AskAsync("POST", $"conversations/{id}/name", new { auto_generate = true, user = "anna" }))["name"]);
        Assert.Equal("invalid_param", await session.RefusedAsync("POST", $"conversations/{id}/name", 400, new { user = "anna" }));
        Assert.Equal("not_found", await session.RefusedAsync("DELETE", $"conversations/{id}", 404, new { user = "bert" }));
        await session.AskAsync("DELETE", $"conversations/{id}", new { user = "anna" }, 204);
        Assert.Equal("not_found", await session.RefusedAsync("POST", Chat, 404, Question(conversation: id)));
        await session.AskAsync("DELETE", "conversations/no-uuid", new { user = "anna" }, 404);
    }

    [Fact(Timeout = 30_000)]
    public async Task Variables_are_told_as_text_and_take_only_their_type()
    {
        await using var session = new ServiceSession(AppKind.Chatflow, new DifyTestServerOptions
        {
            ConversationVariables = [new("flag", true), new("map", new { a = 1, b = "x" }), new("name", "Ann") { Description = "who" }],
        });
        string id = (string)(await session.AskAsync("POST", Chat, Question(mode: "blocking")))["conversation_id"]!;
        string path = $"conversations/{id}/variables";

        JArray variables = ServiceSession.Data(await session.AskAsync("GET", path + "?user=anna"));
        Assert.Equal(["True", "{'a': 1, 'b': 'x'}", "Ann"], variables.Select(row => (string?)row["value"]));
        Assert.Equal(["boolean", "object", "string"], variables.Select(row => (string?)row["value_type"]));
        string flag = $"{path}/{variables[0]["id"]}";
        Assert.Equal("False", (string?)(await session.AskAsync("PUT", flag, new { value = false, user = "anna" }))["value"]);
        Assert.Equal("bad_request", await session.RefusedAsync("PUT", flag, 400, new { value = "no", user = "anna" }));
        Assert.Equal("not_found", await session.RefusedAsync("PUT", $"{path}/{Guid.NewGuid()}", 404, new { value = 1, user = "anna" }));
        Assert.Equal("unknown", await session.RefusedAsync("GET", $"{path}?user=anna&last_id={Guid.NewGuid()}", 500));
        Assert.Single(ServiceSession.Data(await session.AskAsync("GET", path + "?user=anna&variable_name=na")));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_message_is_rated_and_the_app_lists_the_ratings()
    {
        await using var session = new ServiceSession(AppKind.Completion);
        string id = (string)(await session.AskAsync("POST", PathOf(AppKind.Completion), Question(mode: "blocking")))["message_id"]!;
        string path = $"messages/{id}/feedbacks";

        Assert.Equal("invalid_param", await session.RefusedAsync("POST", path, 400, new { rating = (string?)null, user = "anna" }));
        await session.AskAsync("POST", path, new { rating = "like", content = "good", user = "anna" });
        await session.AskAsync("POST", path, new { rating = "dislike", user = "anna" });
        JToken rated = Assert.Single(ServiceSession.Data(await session.AskAsync("GET", "app/feedbacks")));
        Assert.Equal(("dislike", id), ((string?)rated["rating"], (string?)rated["message_id"]));
        await session.AskAsync("POST", path, new { rating = (string?)null, user = "anna" });
        Assert.Empty(ServiceSession.Data(await session.AskAsync("GET", "app/feedbacks")));
        Assert.Equal("not_found", await session.RefusedAsync("POST", path, 404, new { rating = "like", user = "bert" }));
    }

    [Fact(Timeout = 30_000)]
    public async Task What_could_be_asked_next_is_told_by_an_app_that_has_it_switched_on()
    {
        await using var session = new ServiceSession(AppKind.Chat, new DifyTestServerOptions { SuggestedQuestions = ["Why?", "When?"] });
        string id = (string)(await session.AskAsync("POST", Chat, Question(mode: "blocking")))["message_id"]!;
        Assert.Equal(["Why?", "When?"], ServiceSession.Data(await session.AskAsync("GET", $"messages/{id}/suggested?user=anna")).Select(
            row => (string?)row));

        session.Server.UseScript(null);
        await using var without = new ServiceSession(AppKind.Chat);
        string other = (string)(await without.AskAsync("POST", Chat, Question(mode: "blocking")))["message_id"]!;
        Assert.Equal("bad_request", await without.RefusedAsync("GET", $"messages/{other}/suggested?user=anna", 400));
    }

    [Fact(Timeout = 30_000)]
    public async Task Annotations_are_kept_and_their_use_is_switched_by_a_job()
    {
        var clock = new WatchedTimeProvider();
        await using var session = new ServiceSession(AppKind.Chat, new DifyTestServerOptions { TimeProvider = clock });
        string id = (string)(await session.AskAsync("POST", "apps/annotations", new { question = "q1", answer = "a1" }, 201))["id"]!;
        await session.AskAsync("PUT", $"apps/annotations/{id}", new { question = "q2", answer = "a2" });
        Assert.Equal("q2", (string?)ServiceSession.Data(await session.AskAsync("GET", "apps/annotations?keyword=q2"))[0]["question"]);
        await session.AskAsync("DELETE", $"apps/annotations/{id}", status: 204);
        Assert.Equal("not_found", await session.RefusedAsync("DELETE", $"apps/annotations/{id}", 404));

        const string Jobs = "apps/annotation-reply/enable";
        var settings = new { score_threshold = 0.9, embedding_provider_name = "p", embedding_model_name = "m" };
        string job = (string)(await session.AskAsync("POST", Jobs, settings))["job_id"]!;
        Assert.Equal("waiting", (string?)(await session.AskAsync("GET", $"{Jobs}/status/{job}"))["job_status"]);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("completed", (string?)(await session.AskAsync("GET", $"{Jobs}/status/{job}"))["job_status"]);
        Assert.Equal("invalid_param", await session.RefusedAsync("GET", $"{Jobs}/status/{Guid.NewGuid()}", 400));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_of_a_question_has_a_preview_and_is_its_users_alone()
    {
        await using var session = new ServiceSession(AppKind.Chat);
        MultipartFormDataContent form = ServiceSession.Form("a.txt", "hello");
        form.Add(new StringContent("anna"), "user");
        string id = (string)(await session.AskAsync("POST", "files/upload", form, 201))["id"]!;
        object[] files = [new { type = "document", transfer_method = "local_file", upload_file_id = id }];

        Assert.Equal(
            "invalid_param", await session.RefusedAsync("POST", Chat, 400, new { inputs = new { }, query = "hi", user = "bert", files }));
        JToken answer = await session.AskAsync("POST", Chat, new { inputs = new { }, query = "hi", user = "anna", files });
        using HttpResponseMessage preview = await session.SendAsync("GET", $"files/{id}/preview");
        Assert.Equal("hello", await preview.Content.ReadAsStringAsync(session.Bound));
        JToken message =
            ServiceSession.Data(await session.AskAsync("GET", $"messages?user=anna&conversation_id={answer["conversation_id"]}"))[0];
        Assert.Equal(id, (string?)message["message_files"]![0]!["upload_file_id"]);
    }

    private static string PathOf(AppKind app) => app == AppKind.Completion ? "completion-messages" : Chat;

    private static object Question(string query = "hi", string mode = "streaming", string conversation = "") => conversation.Length == 0
        ? new { inputs = new { }, query, response_mode = mode, user = "anna" }
        : new { inputs = new { }, query, response_mode = mode, user = "anna", conversation_id = conversation };

    private static string Said(IEnumerable<JObject?> events) => string.Concat(events
        .Where(told => (string?)told?["event"] is "message" or "agent_message")
        .Select(told => (string?)told!["answer"]));
}
