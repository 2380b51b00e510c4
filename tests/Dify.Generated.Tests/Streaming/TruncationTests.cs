using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Streaming;

/// <summary>A stream that is cut, cleanly or not, is never taken for a run that ended well.</summary>
public sealed class TruncationTests
{
    /// <summary>How many cuts are tried; a full search takes 10,000.</summary>
    private static readonly int Cuts = int.Parse(Environment.GetEnvironmentVariable("DIFY_TEST_CUTS") ?? "300", CultureInfo.InvariantCulture);

    [Fact(Timeout = 600_000)]
    public async Task A_cut_at_a_random_byte_is_never_a_success()
    {
        var random = new Random(20_240_923);
        int cuts = 0;
        while (cuts < Cuts)
        {
            IReadOnlyList<string> run = EventJson.Run(random.Next(3, 40));
            byte[] whole = EventJson.Stream(run);
            WireScript[] scripts = [.. Enumerable.Range(0, Math.Min(50, Cuts - cuts)).Select(_ => Cut(random, whole, random.Next(whole.Length)))];
            cuts += scripts.Length;
            await using StreamSession session = StreamSession.On(scripts);
            foreach (WireScript _ in scripts)
            {
                (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

                var interruption = Assert.IsType<WorkflowStreamInterruptedException>(failure);
                Assert.Equal(events.Count, interruption.EventsReceived);
                Assert.True(events.Count < run.Count);
                Assert.DoesNotContain(events, next => next is WorkflowFinishedEvent);
                AssertInOrder(run, events);
            }
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_clean_end_at_each_byte_of_a_run_is_told()
    {
        IReadOnlyList<string> run = EventJson.Run(20);
        byte[] whole = EventJson.Stream(run);
        for (int length = 0; length < whole.Length; length++)
        {
            await using StreamSession session = StreamSession.OnPieces(whole.AsMemory(0, length), 4096);
            (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

            Assert.Contains(Assert.IsType<WorkflowStreamInterruptedException>(failure).End, new[] { StreamEnd.EndedEarly, StreamEnd.EndedInsideEvent });
            AssertInOrder(run, events);
        }

        await using StreamSession complete = StreamSession.OnPieces(whole, 4096);
        Assert.Null((await complete.ReadToEndAsync()).Failure);
    }

    private static WireScript Cut(Random random, byte[] whole, int at) => random.Next(4) switch
    {
        0 => WireScript.Request.UnframedStreamHead().Write(whole.AsMemory(0, at)).Fin(),
        1 => WireScript.Request.Head(200, "Content-Type: text/event-stream", $"Content-Length: {whole.Length}").Write(whole.AsMemory(0, at)).Fin(),
        2 => WireScript.Request.Head(200, "Content-Type: text/event-stream", "Transfer-Encoding: chunked", "Connection: close").Chunk(whole.AsMemory(0, Math.Max(at, 1))).LastChunk(),
        _ => WireScript.Request.StreamHead().Chunk(whole.AsMemory(0, Math.Max(at, 1))).Reset(),
    };

    private static void AssertInOrder(IReadOnlyList<string> run, IReadOnlyList<WorkflowStreamEvent> events)
    {
        for (int index = 0; index < events.Count; index++)
        {
            Assert.StartsWith($"{{\"event\":\"{events[index].Event}\"", run[index], StringComparison.Ordinal);
        }
    }
}
