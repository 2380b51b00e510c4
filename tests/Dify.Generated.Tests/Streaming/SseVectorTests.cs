using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Wire;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Streaming;

/// <summary>Framing by vectors, of other projects and after the standard, through the public API.</summary>
public sealed class SseVectorTests(ITestOutputHelper output)
{
    [Fact(Timeout = 300_000)]
    [Trait(Goal.Trait, "A1")]
    public async Task Each_vector_gives_its_events_however_it_is_cut_into_pieces()
    {
        int runs = 0;
        foreach (SseVector vector in SseVector.All)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(vector.Input);
            foreach (int length in new[] { Math.Max(bytes.Length, 1), 1, 2, 3 })
            {
                await using StreamSession session = StreamSession.OnPieces(bytes, length);
                await AssertEventsAsync(vector, session, $"in pieces of {length}");
                runs++;
            }

            // Line ends multiply the vectors after the standard; every third split is enough for those.
            int step = vector.IsOfOtherProject ? 1 : 3;
            for (int split = 1; split < bytes.Length; split += step)
            {
                await using StreamSession session = StreamSession.On(new PieceHandler([bytes.AsMemory(0, split), bytes.AsMemory(split)]));
                await AssertEventsAsync(vector, session, $"split at {split}");
                runs++;
            }
        }

        output.Report("A1", FormattableString.Invariant($"{SseVector.All.Count:#,0} vectors in {runs:#,0} runs, all right"));
    }

    [Fact(Timeout = 300_000)]
    [Trait(Goal.Trait, "A2")]
    public async Task Each_vector_gives_its_events_over_a_socket()
    {
        int runs = 0;
        foreach (SseVector vector in SseVector.All)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(vector.Input);
            int[] lengths = [Math.Max(bytes.Length, 1), 1, 2, 3];
            await using StreamSession session = StreamSession.On(
                [.. lengths.Select(length => WireScript.Request.UnframedStreamHead().WriteInPieces(bytes, length).Fin())]);
            foreach (int length in lengths)
            {
                await AssertEventsAsync(vector, session, $"in pieces of {length}");
                runs++;
            }
        }

        output.Report("A2", FormattableString.Invariant($"{SseVector.All.Count:#,0} vectors, {runs:#,0} streams over a socket, all right"));
    }

    [Fact]
    public void All_vectors_are_there() => Assert.True(SseVector.All.Count >= 124, $"{SseVector.All.Count} vectors");

    // No vector ends a run, so that each ends in the exception that says so.
    private static async Task AssertEventsAsync(SseVector vector, StreamSession session, string how)
    {
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

        Assert.True(vector.Expect.SequenceEqual(events.Select(Data)), $"{vector.Id}, {how}: {string.Join(" | ", events.Select(Data))}");
        var interruption = Assert.IsType<WorkflowStreamInterruptedException>(failure);
        Assert.Contains(interruption.End, new[] { StreamEnd.EndedEarly, StreamEnd.EndedInsideEvent });
        Assert.Equal(vector.Expect.Count, interruption.EventsReceived);
    }

    private static string Data(WorkflowStreamEvent next)
        => next is UnknownEvent unknown ? unknown.Raw : new JObject { ["event"] = next.Event }.ToString(Newtonsoft.Json.Formatting.None)
            .Replace("\":\"", "\": \"", StringComparison.Ordinal);
}
