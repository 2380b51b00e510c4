using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Streaming;

/// <summary>A stream that is cut, cleanly or not, is never taken for a run that ended well: neither the plain stream nor a run that is
/// followed and may not be taken up again.</summary>
[Trait(Goal.Trait, "B2")]
public sealed class TruncationTests(ITestOutputHelper output)
{
    private const int PerServer = 50;

    /// <summary>How many cuts are tried; a full search takes 10,000.</summary>
    private static readonly int Cuts = int.Parse(
        Environment.GetEnvironmentVariable("DIFY_TEST_CUTS") ?? "1000", CultureInfo.InvariantCulture);

    private static readonly WorkflowRunOptions WithoutResuming = new() { Resume = false, OnCancel = OnCancel.LeaveRunning };

    [Fact(Timeout = 600_000)]
    public async Task A_cut_at_a_random_byte_is_never_a_success()
    {
        var random = new Random(20_240_923);
        int cuts = 0;
        int followed = 0;
        int successes = 0;
        while (cuts < Cuts)
        {
            IReadOnlyList<string> run = EventJson.Run(random.Next(3, 40));
            byte[] whole = EventJson.Stream(run);
            WireScript[] scripts =
                [.. Enumerable.Range(0, Math.Min(PerServer, Cuts - cuts)).Select(_ => Cut(random, whole, random.Next(whole.Length)))];
            await using StreamSession session = StreamSession.On(scripts);
            foreach (WireScript _ in scripts)
            {
                bool isFollowed = cuts++ % 2 == 1;
                followed += isFollowed ? 1 : 0;
                (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync(
                    isFollowed ? FollowAsync(session) : null);

                successes += failure is null || events.Any(next => next is WorkflowFinishedEvent) ? 1 : 0;
                AssertCut(run, events, failure);
            }
        }

        output.Report("B2", $"{cuts:N0} cuts at random bytes, {followed:N0} of them of followed runs: {successes} taken for success");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clean_end_at_each_byte_of_a_run_is_told(bool isFollowed)
    {
        IReadOnlyList<string> run = EventJson.Run(20);
        byte[] whole = EventJson.Stream(run);
        int successes = 0;
        for (int length = 0; length < whole.Length; length++)
        {
            await using StreamSession session = StreamSession.OnPieces(whole.AsMemory(0, length), 4096);
            (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync(
                isFollowed ? FollowAsync(session) : null);

            successes += failure is null ? 1 : 0;
            AssertCut(run, events, failure);
            Assert.Contains(((WorkflowStreamInterruptedException)failure!).End, new[] { StreamEnd.EndedEarly, StreamEnd.EndedInsideEvent });
        }

        await using StreamSession complete = StreamSession.OnPieces(whole, 4096);
        (IReadOnlyList<WorkflowStreamEvent> all, Exception? none) = await complete.ReadToEndAsync(
            isFollowed ? FollowAsync(complete) : null);
        Assert.Null(none);
        Assert.Equal(run.Count, all.Count);
        output.Report(
            "B2",
            $"a clean end at each of {whole.Length:N0} bytes of a run of {run.Count} events, {(isFollowed ? "followed" : "as a plain stream")}: {successes} taken for success");
    }

    private static async IAsyncEnumerable<WorkflowStreamEvent> FollowAsync(StreamSession session)
    {
        await using WorkflowRun run = await session.Client.StartWorkflowAsync(StreamSession.Request, WithoutResuming, session.Bound);
        await foreach (WorkflowStreamEvent next in run.Events)
        {
            yield return next;
        }

        // A loop that ends has to know how the run did.
        Assert.Equal(WorkflowRunStatus.Succeeded, run.Outcome!.Status);
    }

    private static WireScript Cut(Random random, byte[] whole, int at) => random.Next(4) switch
    {
        0 => WireScript.Request.UnframedStreamHead().Write(whole.AsMemory(0, at)).Fin(),
        1 => WireScript.Request.Head(200, "Content-Type: text/event-stream", $"Content-Length: {whole.Length}")
            .Write(whole.AsMemory(0, at))
            .Fin(),
        2 => WireScript.Request.Head(200, "Content-Type: text/event-stream", "Transfer-Encoding: chunked", "Connection: close")
            .Chunk(whole.AsMemory(0, Math.Max(at, 1)))
            .LastChunk(),
        _ => WireScript.Request.StreamHead().Chunk(whole.AsMemory(0, Math.Max(at, 1))).Reset(),
    };

    private static void AssertCut(IReadOnlyList<string> run, IReadOnlyList<WorkflowStreamEvent> events, Exception? failure)
    {
        var interruption = Assert.IsType<WorkflowStreamInterruptedException>(failure);
        Assert.True(events.Count < run.Count);
        Assert.DoesNotContain(events, next => next is WorkflowFinishedEvent);
        Assert.Equal(events.Count, interruption.EventsReceived);
        for (int index = 0; index < events.Count; index++)
        {
            Assert.StartsWith($"{{\"event\":\"{events[index].Event}\"", run[index], StringComparison.Ordinal);
        }
    }
}
