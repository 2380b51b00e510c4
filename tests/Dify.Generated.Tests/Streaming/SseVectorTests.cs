using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Wire;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Streaming;

/// <summary>Framing by vectors of other projects, through the public API.</summary>
public sealed class SseVectorTests
{
    public static TheoryData<string> Ids => [.. SseVector.All.Select(vector => vector.Id)];

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Ids))]
    public async Task A_vector_gives_its_events_however_it_is_cut_into_pieces(string id)
    {
        SseVector vector = SseVector.All.Single(candidate => candidate.Id == id);
        byte[] bytes = Encoding.UTF8.GetBytes(vector.Input);
        foreach (int length in new[] { Math.Max(bytes.Length, 1), 1, 2, 3 })
        {
            await using StreamSession session = StreamSession.OnPieces(bytes, length);
            await AssertEventsAsync(vector, session);
        }

        for (int split = 1; split < bytes.Length; split++)
        {
            await using StreamSession session = StreamSession.On(new PieceHandler([bytes.AsMemory(0, split), bytes.AsMemory(split)]));
            await AssertEventsAsync(vector, session);
        }
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Ids))]
    public async Task A_vector_gives_its_events_over_a_socket(string id)
    {
        SseVector vector = SseVector.All.Single(candidate => candidate.Id == id);
        byte[] bytes = Encoding.UTF8.GetBytes(vector.Input);
        await using StreamSession session = StreamSession.On(
            [.. new[] { Math.Max(bytes.Length, 1), 1, 2, 3 }.Select(length => WireScript.Request.UnframedStreamHead().WriteInPieces(bytes, length).Fin())]);
        for (int run = 0; run < 4; run++)
        {
            await AssertEventsAsync(vector, session);
        }
    }

    [Fact]
    public void All_vectors_are_there() => Assert.Equal(35, SseVector.All.Count);

    // No vector ends a run, so that each ends in the exception that says so.
    private static async Task AssertEventsAsync(SseVector vector, StreamSession session)
    {
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

        Assert.Equal(vector.Expect, events.Select(Data));
        var interruption = Assert.IsType<WorkflowStreamInterruptedException>(failure);
        Assert.Contains(interruption.End, new[] { StreamEnd.EndedEarly, StreamEnd.EndedInsideEvent });
        Assert.Equal(vector.Expect.Count, interruption.EventsReceived);
    }

    private static string Data(WorkflowStreamEvent next)
        => next is UnknownEvent unknown ? unknown.Raw : new JObject { ["event"] = next.Event }.ToString(Newtonsoft.Json.Formatting.None).Replace("\":\"", "\": \"", StringComparison.Ordinal);
}
