using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Streaming;

/// <summary>From bytes to events: nothing is lost, doubled or mislabelled, however the bytes come.</summary>
public sealed class FramingTests(ITestOutputHelper output)
{
    [Fact(Timeout = 60_000)]
    [Trait(Goal.Trait, "A3")]
    public async Task A_ping_before_each_of_10000_events_hides_none_and_is_none()
    {
        var text = new StringBuilder();
        for (int number = 0; number < 10_000; number++)
        {
            text.Append("event: ping\n\n").Append(EventJson.Frame(EventJson.Text($"{number} ")));
        }

        text.Append("event: ping\n\n").Append(EventJson.Frame(EventJson.Finished()));
        await using StreamSession session = StreamSession.On(WireScript.Request.StreamHead().Chunk(text.ToString()).LastChunk());
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

        Assert.Null(failure);
        Assert.Equal(
            Enumerable.Range(0, 10_000).Select(number => $"{number} "), events.OfType<TextChunkEvent>().Select(chunk => chunk.Data.Text));
        Assert.Equal(10_001, events.Count);
        output.Report("A3", $"{events.OfType<TextChunkEvent>().Count():N0} of 10,000 events delivered that came right behind a ping");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_ping_with_data_is_none_either()
    {
        await using StreamSession session = StreamSession.On(
            WireScript.Request.StreamHead()
                .Event("{\"event\":\"ping\"}")
                .Event(EventJson.Text("a"))
                .Chunk("event: ping\ndata:\n\n")
                .Event(EventJson.Finished())
                .LastChunk());
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

        Assert.Null(failure);
        Assert.Equal(["text_chunk", "workflow_finished"], events.Select(next => next.Event));
    }

    [Fact(Timeout = 30_000)]
    public async Task The_name_of_the_frame_decides_nothing()
    {
        string frames =
            $"event: error\ndata: {EventJson.Text("a")}\n\nevent: ping\ndata: {EventJson.Text("b")}\n\nevent: workflow_finished\ndata: {EventJson.Text("c")}\n\n";
        await using StreamSession session = StreamSession.OnPieces(
            Encoding.UTF8.GetBytes(frames + EventJson.Frame(EventJson.Finished())), 7);
        (IReadOnlyList<WorkflowStreamEvent> events, _) = await session.ReadToEndAsync();

        Assert.Equal(["a", "b", "c"], events.OfType<TextChunkEvent>().Select(chunk => chunk.Data.Text));
        Assert.Equal(4, events.Count);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\r", "")]
    [InlineData("\n", "\uFEFF")]
    [InlineData("\r\n", "\uFEFF")]
    public async Task A_run_reads_the_same_with_any_line_end_split_at_every_byte(string lineEnd, string mark)
    {
        string[] texts = ["a\u2028b\u2029c\u0085d", "日本語 😀", "tab\t\"quote\" \\ back\r\nslash"];
        string stream = mark + Encoding.UTF8.GetString(
            EventJson.Stream([EventJson.Started(), .. texts.Select(EventJson.Text), EventJson.Finished()]));
        byte[] bytes = Encoding.UTF8.GetBytes(stream.Replace("\n", lineEnd, StringComparison.Ordinal));
        for (int split = 0; split <= bytes.Length; split++)
        {
            await using StreamSession session = StreamSession.On(new PieceHandler([bytes.AsMemory(0, split), bytes.AsMemory(split)]));
            (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

            Assert.Null(failure);
            Assert.Equal(
                ["workflow_started", "text_chunk", "text_chunk", "text_chunk", "workflow_finished"], events.Select(next => next.Event));
            Assert.Equal(texts, events.OfType<TextChunkEvent>().Select(chunk => chunk.Data.Text));
        }
    }

    // The parser of the platform waits behind a carriage return for the byte that follows.
    [Theory(Timeout = 30_000)]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task An_event_is_there_as_soon_as_its_line_ends_are(string lineEnd)
    {
        string text = EventJson.Frame(EventJson.Text("a")).Replace("\n", lineEnd, StringComparison.Ordinal);
        string end = EventJson.Frame(EventJson.Finished()).Replace("\n", lineEnd, StringComparison.Ordinal);
        var seen = new WireSignal();
        await using StreamSession session = StreamSession.On(
            WireScript.Request.StreamHead().Chunk(text).PauseUntil(seen).Chunk(end).WaitForClose());
        await using IAsyncEnumerator<WorkflowStreamEvent> stream = session.Stream().GetAsyncEnumerator(session.Bound);

        Assert.True(await stream.MoveNextAsync());
        seen.Set();
        Assert.True(await stream.MoveNextAsync());
        Assert.IsType<WorkflowFinishedEvent>(stream.Current);
        Assert.False(await stream.MoveNextAsync());
    }

    [Theory(Timeout = 60_000)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_stream_in_tiny_pieces_over_a_socket_gives_the_same_events(int length)
    {
        IReadOnlyList<string> run = EventJson.Run(30);
        await using StreamSession session = StreamSession.On(
            WireScript.Request.UnframedStreamHead().WriteInPieces(EventJson.Stream(run), length).Fin());
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

        Assert.Null(failure);
        Assert.Equal(30, events.Count);
        Assert.Equal(run.Count(json => json.Contains("text_chunk", StringComparison.Ordinal)), events.OfType<TextChunkEvent>().Count());
        Assert.All(events.OfType<TextChunkEvent>(), chunk => Assert.EndsWith(", é 日本 😀 ", chunk.Data.Text, StringComparison.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task Bytes_that_are_no_utf8_become_replacement_characters_and_end_nothing()
    {
        byte[] bytes =
        [
            .. "data: {\"event\":\"text_chunk\",\"data\":{\"text\":\"a"u8,
            0xFF,
            0xE6,
            0x97,
            .. "b\"}}\n\n"u8,
            .. Encoding.UTF8.GetBytes(EventJson.Frame(EventJson.Finished())),
        ];
        await using StreamSession session = StreamSession.OnPieces(bytes, 3);
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

        Assert.Null(failure);
        Assert.Equal("a\uFFFD\uFFFDb", Assert.IsType<TextChunkEvent>(events[0]).Data.Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_request_asks_for_an_event_stream()
    {
        await using StreamSession session = StreamSession.On(WireScript.Request.StreamHead().Event(EventJson.Finished()).LastChunk());
        await session.ReadToEndAsync();

        WireRequest request = Assert.Single(session.Server.Requests);
        Assert.Equal("POST /v1/workflows/run HTTP/1.1", request.RequestLine);
        Assert.Equal("text/event-stream", request.Header("Accept"));
        Assert.Equal("{\"inputs\":{},\"user\":\"user-1\",\"response_mode\":\"streaming\"}", request.BodyText);
    }
}
