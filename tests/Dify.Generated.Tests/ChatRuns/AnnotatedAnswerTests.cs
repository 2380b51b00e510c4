using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Xunit;

namespace Dify.Generated.Tests.ChatRuns;

/// <summary>Annotations that answer in the place of the model, in a stand-in that does it as the server's own code does.</summary>
public sealed class AnnotatedAnswerTests : IDisposable
{
    private const string Question = "When do you open?";
    private const string Answer = "At tén. 🌞";

    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(50));

    public void Dispose() => bound.Dispose();

    [Theory(Timeout = 60_000)]
    [InlineData(AppKind.Chat)]
    [InlineData(AppKind.Agent)]
    [InlineData(AppKind.Chatflow)]
    public async Task It_is_an_answer_like_any_other_without_a_run_and_without_costs(AppKind app)
    {
        await using DifyTestServer server = Start(app);
        using DifyChatClient client = Client(server);
        AnnotationItem annotation = await AnnotateAsync(client);

        await using ChatRun run = await client.StartChatAsync(Ask(Question), cancellationToken: bound.Token);
        var events = new List<DifyStreamEvent>();
        await foreach (DifyStreamEvent next in run.Events)
        {
            events.Add(next);
        }

        ChatOutcome outcome = run.Outcome!;
        Assert.Equal((Answer, WorkflowRunStatus.Succeeded), (outcome.Text, outcome.Status));
        Assert.Equal((true, null), (outcome.TextIsComplete, outcome.WorkflowRunId));
        Assert.Equal(0, outcome.Usage!.TotalTokens);

        // A chatflow says it at once and not who did; the others letter by letter.
        Assert.Equal(app == AppKind.Chatflow ? 1 : Answer.EnumerateRunes().Count(), events.OfType<MessageEvent>().Count());
        Assert.Equal(app == AppKind.Chatflow ? null : annotation.Id, outcome.Metadata!.AnnotationReply?.Id);
        Assert.DoesNotContain(events, next => next is WorkflowStartedEvent or WorkflowFinishedEvent or AgentThoughtEvent);
        Assert.Equal(1, (await client.GetAnnotationsAsync(cancellationToken: bound.Token)).Data.Single().HitCount);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_call_that_waits_for_the_answer_and_a_plain_stream_get_it_too()
    {
        await using DifyTestServer server = Start(AppKind.Chatflow);
        using DifyChatClient client = Client(server);
        await AnnotateAsync(client);

        Assert.Equal(Answer, (await client.SendChatMessageAsync(Ask(Question), bound.Token)).Answer);
        var names = new List<string>();
        await foreach (DifyStreamEvent next in client.SendChatMessageStreamingAsync(Ask(Question), bound.Token))
        {
            names.Add(next.Event);
        }

        Assert.Equal(["message", "message_end"], names.Where(name => name != "ping" && name.Length > 0));
    }

    [Fact(Timeout = 60_000)]
    public async Task Another_question_and_an_app_that_does_not_use_them_are_answered_by_the_model()
    {
        await using DifyTestServer server = Start(AppKind.Chat);
        using DifyChatClient client = Client(server);
        await AnnotateAsync(client);

        Assert.NotEqual(Answer, (await client.SendChatMessageAsync(Ask("And when do you close?"), bound.Token)).Answer);
        await SwitchAsync(client, ConfigureAnnotationReplyAction.Disable);
        Assert.NotEqual(Answer, (await client.SendChatMessageAsync(Ask(Question), bound.Token)).Answer);
    }

    private static DifyTestServer Start(AppKind app) => DifyTestServer.Start(
        new DifyTestServerOptions { App = app, IndexingTime = TimeSpan.Zero, StreamCloseDelay = TimeSpan.Zero });

    private static DifyChatClient Client(DifyTestServer server) =>
        new(new DifyClientOptions { ApiKey = server.ApiKey, BaseAddress = server.BaseAddress });

    private static ChatRequest Ask(string question) => new() { Inputs = [], Query = question, User = "anna" };

    private async Task<AnnotationItem> AnnotateAsync(DifyChatClient client)
    {
        AnnotationItem annotation = await client.CreateAnnotationAsync(
            new CreateAnnotationRequest { Question = Question, Answer = Answer }, bound.Token);
        await SwitchAsync(client, ConfigureAnnotationReplyAction.Enable);
        return annotation;
    }

    private Task<InitialAnnotationReplySettingsResponse> SwitchAsync(DifyChatClient client, ConfigureAnnotationReplyAction action)
        => client.ConfigureAnnotationReplyAsync(
            action,
            new InitialAnnotationReplySettingsRequest { EmbeddingProviderName = "p", EmbeddingModelName = "m", ScoreThreshold = 0.9 },
            bound.Token);
}
