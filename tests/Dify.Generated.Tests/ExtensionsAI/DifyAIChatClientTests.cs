using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Extensions.AI;
using Dify.Generated.Tests.ChatRuns;
using Dify.Generated.Tests.Runs;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.ExtensionsAI;

/// <summary>Dify as a chat client of Microsoft.Extensions.AI: what is sent, what is told, and how Microsoft's own middleware gets along
/// with it.</summary>
public sealed class DifyAIChatClientTests
{
    [Fact(Timeout = 30_000)]
    public async Task An_answer_has_its_text_its_usage_and_its_conversation()
    {
        using var server = new ChatServer();
        server.Stream(ChatJson.Message("Hel"), ChatJson.Message("lo"), ChatJson.End());
        var options = new ChatOptions
        {
            ConversationId = ChatServer.ConversationId,
            AdditionalProperties = new() { ["language"] = "en", ["count"] = 2 }
        };

        ChatResponse answer = await Client(server).GetResponseAsync(
            [new(ChatRole.User, "earlier"), new(ChatRole.Assistant, "yes"), new(ChatRole.User, "hi")], options, server.Bound);

        Assert.Equal("Hello", answer.Text);
        Assert.Equal((5L, 4L, 9L), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount));
        Assert.Equal((ChatServer.ConversationId, ChatServer.MessageId, ChatFinishReason.Stop),
            (answer.ConversationId, answer.ResponseId, answer.FinishReason));
        JObject sent = JObject.Parse(server.Requests.Single().Body);
        Assert.Equal(("hi", "u1", ChatServer.ConversationId, "streaming"),
            ((string?)sent["query"], (string?)sent["user"], (string?)sent["conversation_id"], (string?)sent["response_mode"]));
        Assert.True(JToken.DeepEquals(new JObject { ["language"] = "en", ["count"] = 2 }, sent["inputs"]));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_stream_tells_text_usage_and_the_steps_of_an_agent_each_once()
    {
        using var server = new ChatServer();
        server.Stream(
            ChatJson.Thought("t1"),
            ChatJson.Thought("t1", "I need the time.", "clock", """{"clock":{"zone":"UTC"}}"""),
            ChatJson.Thought("t1", "I need the time.", "clock", """{"clock":{"zone":"UTC"}}""", """{"clock":"noon"}"""),
            ChatJson.Agent("It is noon."),
            ChatJson.Thought("t2", "It is noon."),
            ChatJson.End());

        List<ChatResponseUpdate> updates = await ReadAsync(Client(server).GetStreamingResponseAsync("hi", cancellationToken: server.Bound));
        List<AIContent> contents = [.. updates.SelectMany(update => update.Contents)];

        Assert.Equal(["I need the time."], contents.OfType<TextReasoningContent>().Select(content => content.Text));
        FunctionCallContent call = Assert.Single(contents.OfType<FunctionCallContent>());
        Assert.Equal(("clock", "UTC", true), (call.Name, call.Arguments!["zone"], call.InformationalOnly));
        Assert.Equal((call.CallId, "noon"), contents.OfType<FunctionResultContent>()
            .Select(content => (content.CallId, (string?)content.Result)).Single());
        Assert.Equal("It is noon.", string.Concat(contents.OfType<TextContent>().Select(content => content.Text)));
        Assert.Equal(9, Assert.Single(contents.OfType<UsageContent>()).Details.TotalTokenCount);
        Assert.All(updates, update => Assert.Equal(ChatServer.ConversationId, update.ConversationId));
        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
        Assert.Equal("It is noon.", updates.ToChatResponse().Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task Text_that_moderation_replaced_is_not_the_answer()
    {
        using var server = new ChatServer();
        string[] events = [ChatJson.Message("bad"), ChatJson.Replace("REPLACED"), ChatJson.End()];
        server.Stream(events).Stream(events);
        IChatClient client = Client(server);

        Assert.Equal("REPLACED", (await client.GetResponseAsync("hi", cancellationToken: server.Bound)).Text);
        List<ChatResponseUpdate> updates = await ReadAsync(client.GetStreamingResponseAsync("hi", cancellationToken: server.Bound));
        Assert.Equal("REPLACED", updates[^1].AdditionalProperties!["replaced_text"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Files_are_uploaded_or_linked()
    {
        using var server = new ChatServer
        {
            Answers = request =>
                request.Target == "/v1/files/upload" ? (201,
                    """{"id":"55555555-5555-4555-8555-555555555555","name":"a.png","size":3,"extension":"png","mime_type":"image/png"}""") : null,
        };
        server.Stream(ChatJson.Message("ok"), ChatJson.End());
        var question = new ChatMessage(ChatRole.User, [new TextContent("what is it?"),
            new DataContent(new byte[] { 1, 2, 3 }, "image/png"), new UriContent("https://files.example/a.pdf", "application/pdf")]);

        await Client(server).GetResponseAsync([question], cancellationToken: server.Bound);

        Assert.Equal(["/v1/files/upload", "/v1/chat-messages"], server.Requests.Select(request => request.Target));
        Assert.Contains(
            "filename=file.png", server.Requests[0].Body.Replace("\"", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        JToken files = JObject.Parse(server.Requests[1].Body)["files"]!;
        Assert.Equal(("image", "local_file", "55555555-5555-4555-8555-555555555555"),
            ((string?)files[0]!["type"], (string?)files[0]!["transfer_method"], (string?)files[0]!["upload_file_id"]));
        Assert.Equal(("document", "remote_url", "https://files.example/a.pdf"),
            ((string?)files[1]!["type"], (string?)files[1]!["transfer_method"], (string?)files[1]!["url"]));
    }

    [Fact(Timeout = 30_000)]
    public async Task What_Dify_cannot_honour_is_refused_by_name_before_anything_is_sent_or_left_out()
    {
        using var server = new ChatServer();
        (string Name, ChatMessage[] Messages, ChatOptions? Options)[] refused =
        [
            ("Temperature", [new(ChatRole.User, "hi")], new ChatOptions { Temperature = 0.5f }),
            ("Tools", [new(ChatRole.User, "hi")], new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "one")] }),
            ("ModelId", [new(ChatRole.User, "hi")], new ChatOptions { ModelId = "m" }),
            ("ResponseFormat", [new(ChatRole.User, "hi")], new ChatOptions { ResponseFormat = ChatResponseFormat.Json }),
            ("Instructions", [new(ChatRole.User, "hi")], new ChatOptions { Instructions = "be brief" }),
            ("System", [new(ChatRole.System, "be brief"), new(ChatRole.User, "hi")], null),
            ("messages", [new(ChatRole.User, "one"), new(ChatRole.Assistant, "two"), new(ChatRole.User, "hi")], null),
        ];
        foreach ((string name, ChatMessage[] messages, ChatOptions? options) in refused)
        {
            var failure = await Assert.ThrowsAsync<NotSupportedException>(
                () => Client(server).GetResponseAsync(messages, options, server.Bound));
            Assert.Contains(name, failure.Message, StringComparison.Ordinal);
            Assert.Empty(server.Requests);
        }

        foreach ((_, ChatMessage[] messages, ChatOptions? options) in refused)
        {
            server.Stream(ChatJson.Message("ok"), ChatJson.End());
            Assert.Equal("ok", (await Client(server, new DifyChatClientOptions { IgnoreUnsupported = true })
                .GetResponseAsync(messages, options, server.Bound)).Text);
        }

        await Assert.ThrowsAsync<ArgumentException>(
            () => Client(server).GetResponseAsync([new ChatMessage(ChatRole.Assistant, "hi")], cancellationToken: server.Bound));
        await Assert.ThrowsAsync<ArgumentException>(
            () => Client(server).GetResponseAsync([new ChatMessage(ChatRole.User, "")], cancellationToken: server.Bound));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_cancellation_stops_the_answer_on_the_server()
    {
        var body = new ScriptedStream();
        using var server = new ChatServer();
        server.Stream(body);
        body.Send(ChatJson.Message("A: "));
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate _ in Client(server).GetStreamingResponseAsync("hi", cancellationToken: cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });
        Assert.Single(server.Requests, request => request.Target == $"/v1/chat-messages/{ChatServer.TaskId}/stop");
    }

    [Fact(Timeout = 30_000)]
    public async Task Failures_are_those_of_the_client_and_a_pause_is_a_reason()
    {
        using var server = new ChatServer();
        server.Stream(ChatJson.Started(), ChatJson.Finished("failed", null, "slow down"))
            .Stream(ChatJson.Error("completion_request_error", "no key"))
            .Stream(ChatJson.Started(), ChatJson.Form("ask"), ChatJson.Paused("ask"));
        IChatClient client = Client(server);

        var failed = await Assert.ThrowsAsync<WorkflowRunException>(() => client.GetResponseAsync("hi", cancellationToken: server.Bound));
        Assert.Equal(("slow down", ChatServer.RunId), (failed.ServerMessage, failed.WorkflowRunId));
        var refused = await Assert.ThrowsAsync<DifyInvalidRequestException>(
            () => client.GetResponseAsync("hi", cancellationToken: server.Bound));
        Assert.Equal(DifyErrorCode.CompletionRequestError, refused.Code);
        ChatResponse paused = await client.GetResponseAsync("hi", cancellationToken: server.Bound);
        Assert.Equal("paused", paused.FinishReason!.Value.Value);
        Assert.Single(Assert.IsType<ChatOutcome>(paused.RawRepresentation).Forms);
    }

    [Fact(Timeout = 30_000)]
    public async Task Microsofts_middleware_traces_and_caches()
    {
        List<Activity> spans = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "test.dify",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var server = new ChatServer();
        server.Stream(ChatJson.Thought("t1", "hm", "clock", "{}", "{}"), ChatJson.Agent("Hello"), ChatJson.End());
        using IChatClient client = Client(server).AsBuilder()
            .UseDistributedCache(new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions())))
            .UseOpenTelemetry(sourceName: "test.dify")
            .Build();

        ChatResponse first = await client.GetResponseAsync("hi", cancellationToken: server.Bound);
        ChatResponse second = await client.GetResponseAsync("hi", cancellationToken: server.Bound);

        Assert.Equal(("Hello", "Hello", ChatServer.ConversationId), (first.Text, second.Text, second.ConversationId));
        Assert.Equal(1, server.Starts);
        Activity span = Assert.Single(spans);
        Assert.Equal(
            ("chat", "dify", 9),
            (span.GetTagItem("gen_ai.operation.name"), span.GetTagItem("gen_ai.provider.name"), (int?)(long?)Convert.ToInt64(
                span.GetTagItem("gen_ai.usage.input_tokens")) + Convert.ToInt32(span.GetTagItem("gen_ai.usage.output_tokens"))));
    }

    [Fact]
    public void The_client_names_its_provider_and_what_is_below_it()
    {
        using var server = new ChatServer();
        DifyChatClient dify = server.Chat();
        IChatClient client = dify.AsChatClient("u1");

        var metadata = (ChatClientMetadata)client.GetService(typeof(ChatClientMetadata))!;
        Assert.Equal(("dify", (string?)null), (metadata.ProviderName, metadata.DefaultModelId));
        Assert.Same(dify, client.GetService(typeof(IDifyChatClient)));
        Assert.Same(client, client.GetService(typeof(IChatClient)));
        Assert.Null(client.GetService(typeof(IChatClient), "key"));
        Assert.Throws<ArgumentException>(() => dify.AsChatClient(" "));
    }

    private static IChatClient Client(ChatServer server, DifyChatClientOptions? options = null)
        => server.Chat().AsChatClient("u1", options);

    private static async Task<List<ChatResponseUpdate>> ReadAsync(IAsyncEnumerable<ChatResponseUpdate> updates)
    {
        List<ChatResponseUpdate> read = [];
        await foreach (ChatResponseUpdate update in updates)
        {
            read.Add(update);
        }

        return read;
    }
}
