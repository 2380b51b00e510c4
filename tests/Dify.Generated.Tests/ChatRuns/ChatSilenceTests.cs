using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Runs;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dify.Generated.Tests.ChatRuns;

/// <summary>
/// Apps without a workflow send no pings: a model may think for minutes, and yet a stream that nobody writes to any more is given up.
/// </summary>
public sealed class ChatSilenceTests
{
    private static readonly TimeSpan Default = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider clock = new();
    private readonly ReadWatch watch = new(DifyHttpHandler.Create());

    [Theory(Timeout = 30_000)]
    [InlineData("chat")]
    [InlineData("completion")]
    [InlineData("followed chat")]
    [InlineData("followed completion")]
    public async Task It_may_be_silent_for_five_minutes_and_no_longer(string kind)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(25));
        await using var server = WireServer.Start(Silent());
        Task<Exception?> call = Record.ExceptionAsync(() => ReadAsync(kind, server, options: null, bound.Token));
        await watch.WaitUntilPendingAsync(1, bound.Token);

        clock.Advance(Default * 0.97);
        Assert.False(call.IsCompleted);
        clock.Advance(Default * 0.06);

        Exception? failure = await call.WaitAsync(bound.Token);
        Assert.True(
            failure is WorkflowStreamInterruptedException { End: StreamEnd.IdleTimeout } or DifyApiException { IsTransient: true },
            $"{failure}");
        await server.Connections[0].ClosedByClient.WaitAsync(bound.Token);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("chat")]
    [InlineData("followed chat")]
    public async Task A_longer_limit_of_the_client_holds_for_answers_too(string kind)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(25));
        await using var server = WireServer.Start(Silent());
        Task<Exception?> call = Record.ExceptionAsync(
            () => ReadAsync(kind, server, options => options.IdleTimeout = Default * 2, bound.Token));
        await watch.WaitUntilPendingAsync(1, bound.Token);

        clock.Advance(Default * 1.9);
        Assert.False(call.IsCompleted);
        clock.Advance(Default * 0.2);

        Assert.NotNull(await call.WaitAsync(bound.Token));
    }

    private static WireScript Silent()
        => WireScript.Request.StreamHead().Event(ChatJson.Message("a")).WaitForClose();

    private async Task ReadAsync(string kind, WireServer server, Action<DifyClientOptions>? options, CancellationToken bound)
    {
        var own = new DifyClientOptions
        {
            ApiKey = ClientSession.Key,
            BaseAddress = server.BaseAddress,
            TimeProvider = clock,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        options?.Invoke(own);
        using var http = new HttpClient(watch, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        using var chat = new DifyChatClient(own, http);
        using var completion = new DifyCompletionClient(own, http);
        var run = new ChatRunOptions { Resume = false, OnCancel = OnCancel.LeaveRunning };
        var text = new CompletionRequest { Inputs = [], User = "u1" };
        switch (kind)
        {
            case "chat":
                await TakeAsync(chat.SendChatMessageStreamingAsync(ChatServer.Ask(), bound));
                break;
            case "completion":
                await TakeAsync(completion.CreateCompletionMessageStreamingAsync(text, bound));
                break;
            case "followed chat":
                await using (ChatRun answer = await chat.StartChatAsync(ChatServer.Ask(), run, bound))
                {
                    await TakeAsync(answer.Events);
                }

                break;
            default:
                await using (ChatRun answer = await completion.StartCompletionAsync(text, run, bound))
                {
                    await TakeAsync(answer.Events);
                }

                break;
        }
    }

    private static async Task TakeAsync(IAsyncEnumerable<DifyStreamEvent> events)
    {
        await foreach (DifyStreamEvent next in events)
        {
            Assert.IsType<MessageEvent>(next);
        }
    }
}
