using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Serving;
using Dify.Generated;

namespace Dify.Benchmarks.Experiments;

/// <summary>A typed event of a chat against one of a workflow that has as many bytes, in the same rounds.</summary>
internal sealed class ChatEvents : Experiment
{
    private const string Chat = "a chat, one stream";
    private const string Answer = "a followed answer";
    private const string Workflow = "a workflow, one stream";
    private const string Run = "a followed run";

    public override IReadOnlyList<string> Goals => ["D12"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        int events = effort == Effort.Full ? 50_000 : 20_000;
        int length = ChatFrames.Message(" word of an 00000").Length;
        string padding = new('x', length - DifyFrames.Text(" word of an 00000").Length);
        string[] texts =
        [
            .. Enumerable.Range(0, events - 2)
                .Select(number => DifyFrames.Text(number.ToString("00000", CultureInfo.InvariantCulture) + " word of an " + padding)),
        ];
        using var chats = new ReadyServer(Answers.Stream(ChatFrames.Answer(events - 1)));
        using var runs = new ReadyServer(Answers.Stream([DifyFrames.Started, .. texts, DifyFrames.Finished]));
        using DifyChatClient chat = Clients.CreateChat(chats.BaseAddress);
        using DifyWorkflowClient workflow = Clients.Create(runs.BaseAddress);

        Rounds rounds = await Rounds.MeasureAsync(
            effort == Effort.Full ? 15 : 7,
            new Contender(Workflow, () => CountAsync(workflow.ExecuteWorkflowStreamingAsync(Clients.Request))),
            new Contender(Chat, () => CountAsync(chat.SendChatMessageStreamingAsync(Clients.Question))),
            new Contender(Run, async () =>
            {
                await using WorkflowRun run = await workflow.StartWorkflowAsync(Clients.Request);
                return await CountAsync(run.Events);
            }),
            new Contender(Answer, async () =>
            {
                await using ChatRun run = await chat.StartChatAsync(Clients.Question);
                return await CountAsync(run.Events);
            }));

        double stream = rounds.Ratio(Chat, Workflow, round => round.ProcessorNanoseconds);
        double followed = rounds.Ratio(Answer, Run, round => round.ProcessorNanoseconds);
        return new Outcome(new Finding(
            "D12",
            Figures.Text($"processor time of a typed event of a chat against one of a workflow, {length} bytes each; ")
                + "the same where they are followed",
            "at most 1.10 ×",
            $"{Figures.Times(stream)} ({Figures.Times(rounds.Ratio(Chat, Workflow))} by the clock); "
                + $"{Figures.Times(followed)} ({Figures.Times(rounds.Ratio(Answer, Run))} by the clock)",
            stream <= 1.10 && followed <= 1.10));
    }

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
