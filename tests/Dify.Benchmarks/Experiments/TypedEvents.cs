using System;
using System.ClientModel;
using System.Collections.Generic;
using System.Text;
using System.Threading.Tasks;
using Anthropic;
using Anthropic.Models.Messages;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Serving;
using Dify.Generated;
using OpenAI;
using OpenAI.Chat;
using Effort = Dify.Benchmarks.Measuring.Effort;

namespace Dify.Benchmarks.Experiments;

/// <summary>Typed events from a socket to the caller, against the platform alone and against the clients of two other services, each with
/// its own format.</summary>
internal sealed class TypedEvents : Experiment
{
    private const string Drain = "transport alone";
    private const string Json = "JSON alone";
    private const string Raw = "platform parser + JsonConvert";
    private const string Plain = "Dify.Generated, one stream";
    private const string Run = "Dify.Generated, a followed run";
    private const string OpenAi = "OpenAI";
    private const string AnthropicName = "Anthropic";

    // What a followed run does more, it does for each event.
    private const string OfRuns =
        "A followed run keeps the text, holds each event against those that were delivered, and lets one at a time read.";

    public override IReadOnlyList<string> Goals => ["D1", "D2", "D4"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        int events = effort == Effort.Full ? 50_000 : 20_000;
        using var server = new ReadyServer(Answers.Stream(DifyFrames.Run(events - 2)));
        using var chatServer = new ReadyServer(Answers.Stream(OtherFrames.ChatCompletion(events - 2)));
        using var messageServer = new ReadyServer(Answers.Stream(OtherFrames.Message(events - 5)));
        using var raw = new RawClient(server.BaseAddress);
        using DifyWorkflowClient client = Clients.Create(server.BaseAddress);
        var chat = new ChatClient("model", new ApiKeyCredential("key"), new OpenAIClientOptions { Endpoint = chatServer.BaseAddress });
        var messages = new AnthropicClient { ApiKey = "key", BaseUrl = messageServer.BaseAddress.AbsoluteUri };
        string json = DifyFrames.Text(" word of an 00000")[6..^2];

        Rounds rounds = await Rounds.MeasureAsync(
            effort == Effort.Full ? 15 : 7,
            new Contender(Drain, async () =>
            {
                await raw.DrainAsync();
                return events;
            }),
            new Contender(Json, () => Task.FromResult(PooledJson.Read(json, events))),
            new Contender(Raw, () => raw.ReadEventsAsync()),
            new Contender(Plain, () => CountAsync(client.ExecuteWorkflowStreamingAsync(Clients.Request))),
            new Contender(Run, async () =>
            {
                await using WorkflowRun run = await client.StartWorkflowAsync(Clients.Request);
                return await CountAsync(run.Events);
            }),
            new Contender(OpenAi, () => CountAsync(chat.CompleteChatStreamingAsync("hello"))),
            new Contender(AnthropicName, () => CountAsync(messages.Messages.CreateStreaming(Message()))));

        int length = Encoding.UTF8.GetByteCount(DifyFrames.Text(" word of an 00000"));
        double plain = rounds.Ratio(Plain, Raw);
        double followed = rounds.Ratio(Run, Raw);
        double processor = rounds.ProcessorNanoseconds(Plain) / (rounds.ProcessorNanoseconds(Drain) + rounds.ProcessorNanoseconds(Json));
        return new Outcome(
            [
                new Finding(
                    "D1",
                    $"time of a typed event of {length} bytes, end to end, against the platform alone",
                    "at most 0.50 ×; one stream in a full report 1,600 ns",
                    $"{Figures.Times(plain)} ({Figures.Nanoseconds(rounds.Nanoseconds(Plain))}); a followed run {Figures.Times(followed)}; "
                        + $"against OpenAI {Figures.Times(rounds.Ratio(Plain, OpenAi))}, Anthropic {Figures.Times(rounds.Ratio(Plain, AnthropicName))}",
                    plain <= 0.50 && followed <= 0.50 && (effort == Effort.Short || rounds.Nanoseconds(Plain) <= 1600),
                    plain <= 0.50 && followed > 0.50 ? OfRuns : null),
                new Finding(
                    "D2",
                    "bytes allocated for a typed event",
                    "at most 400 B",
                    $"{Figures.Bytes(rounds.Bytes(Plain))}; a followed run {Figures.Bytes(rounds.Bytes(Run))}; platform alone {Figures.Bytes(rounds.Bytes(Raw))}, OpenAI {Figures.Bytes(rounds.Bytes(OpenAi))}, Anthropic {Figures.Bytes(rounds.Bytes(AnthropicName))}",
                    rounds.Bytes(Plain) <= 400 && rounds.Bytes(Run) <= 400),
                new Finding(
                    "D4",
                    "processor time of a typed event against transport and pooled JSON alone",
                    "at most 1.15 ×",
                    Figures.Times(processor),
                    processor <= 1.15),
            ],
            [
                rounds.Chart("event-time", "Time per typed event, socket to caller", "ns", round => round.Nanoseconds),
                rounds.Chart("event-bytes", "Bytes allocated per typed event", "B", round => round.Bytes),
            ]);
    }

    private static MessageCreateParams Message() => new()
    {
        MaxTokens = 1024,
        Model = "model",
        Messages = [new UserMessageParam { Content = "hello" }],
    };

    private static async Task<long> CountAsync<T>(IAsyncEnumerable<T> events)
    {
        long count = 0;
        await foreach (T _ in events)
        {
            count++;
        }

        return count;
    }
}
