using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Extensions.AI;
using Dify.Generated.Tests.ChatRuns;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Xunit;

namespace Dify.Generated.Tests.ExtensionsAI;

/// <summary>The middleware of Microsoft.Extensions.AI around a chat app of Dify: tools that an agent has called, traces, caches.</summary>
public sealed class MiddlewareTests : IDisposable
{
    private const string Source = "test.dify.middleware";

    private readonly ConcurrentQueue<Activity> spans = new();
    private readonly ActivityListener listener;
    private readonly ChatServer server = new();

    public MiddlewareTests()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    private IChatClient Dify => server.Chat().AsChatClient("u1");

    public void Dispose()
    {
        listener.Dispose();
        server.Dispose();
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tools_that_an_agent_has_called_are_not_called_again(bool isStream)
    {
        int called = 0;
        AIFunction clock = AIFunctionFactory.Create(() => ++called, "clock");
        server.Stream(
            ChatJson.Thought("t1", "hm", "clock", "{\"clock\":{}}", "{\"clock\":\"noon\"}"),
            ChatJson.Agent("It is noon."),
            ChatJson.End());
        using IChatClient client = Dify.AsBuilder()
            .UseFunctionInvocation(configure: invoking => invoking.AdditionalTools = [clock])
            .Build();

        ChatResponse answer = await AskAsync(client, isStream);

        Assert.Equal("It is noon.", answer.Text);
        Assert.Equal((0, 1), (called, server.Starts));
        Assert.Single(answer.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>());
        Assert.Single(answer.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>());
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_trace_has_the_answers_tokens_and_none_of_its_words(bool isStream)
    {
        server.Stream(ChatJson.Message("Hel"), ChatJson.Message("lo secret"), ChatJson.End());
        using IChatClient client = Dify.AsBuilder().UseOpenTelemetry(sourceName: Source).Build();

        Assert.Equal("Hello secret", (await AskAsync(client, isStream)).Text);

        Activity span = Assert.Single(spans);
        Assert.Equal(("chat", "dify"), (span.GetTagItem("gen_ai.operation.name"), span.GetTagItem("gen_ai.provider.name")));
        Assert.Equal(5L, Convert.ToInt64(span.GetTagItem("gen_ai.usage.input_tokens")));
        Assert.Equal(4L, Convert.ToInt64(span.GetTagItem("gen_ai.usage.output_tokens")));
        Assert.DoesNotContain(span.TagObjects, tag => $"{tag.Value}".Contains("secret", StringComparison.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_failure_is_the_error_of_its_span()
    {
        server.Stream(ChatJson.Error("completion_request_error", "no key"));
        using IChatClient client = Dify.AsBuilder().UseOpenTelemetry(sourceName: Source).Build();

        await Assert.ThrowsAsync<DifyInvalidRequestException>(() => AskAsync(client, isStream: false));

        Activity span = Assert.Single(spans);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal(typeof(DifyInvalidRequestException).FullName, span.GetTagItem("error.type"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cache_answers_the_same_question_and_no_other(bool isStream)
    {
        server.Stream(ChatJson.Message("one"), ChatJson.End()).Stream(ChatJson.Message("two"), ChatJson.End());
        using IChatClient client = Dify.AsBuilder()
            .UseDistributedCache(new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions())))
            .Build();

        Assert.Equal("one", (await AskAsync(client, isStream)).Text);
        ChatResponse again = await AskAsync(client, isStream);
        Assert.Equal(("one", ChatServer.ConversationId), (again.Text, again.ConversationId));
        Assert.Equal(9, again.Usage!.TotalTokenCount);
        Assert.Equal(1, server.Starts);
        Assert.Equal("two", (await AskAsync(client, isStream, "another")).Text);
    }

    private async Task<ChatResponse> AskAsync(IChatClient client, bool isStream, string question = "hi")
    {
        if (!isStream)
        {
            return await client.GetResponseAsync(question, cancellationToken: server.Bound);
        }

        var updates = new List<ChatResponseUpdate>();
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(question, cancellationToken: server.Bound))
        {
            updates.Add(update);
        }

        return updates.ToChatResponse();
    }
}
