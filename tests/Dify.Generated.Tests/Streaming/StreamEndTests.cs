using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Streaming;

/// <summary>How a stream may end, and that only a terminal event is a success.</summary>
public sealed class StreamEndTests
{
    public static TheoryData<string, StreamEnd> Faults => new()
    {
        { "malformed chunk", StreamEnd.ConnectionLost },
        { "chunk size overflow", StreamEnd.ConnectionLost },
        { "fin in a chunk", StreamEnd.ConnectionLost },
        { "fin at a chunk's end", StreamEnd.ConnectionLost },
        { "reset", StreamEnd.ConnectionLost },
        { "clean end", StreamEnd.EndedEarly },
        { "clean end inside the terminal event", StreamEnd.EndedInsideEvent },
        { "clean end behind the terminal event's line", StreamEnd.EndedInsideEvent },
        { "unframed end", StreamEnd.EndedEarly },
        { "unframed end inside the terminal event", StreamEnd.EndedInsideEvent },
        { "content length short", StreamEnd.ConnectionLost },
    };

    [Theory(Timeout = 30_000)]
    [Trait(Goal.Trait, "B11")]
    [MemberData(nameof(Faults))]
    public async Task A_broken_stream_delivers_what_came_and_tells_how_it_ended(string fault, StreamEnd expected)
    {
        foreach (int before in new[] { 0, 1, 4 })
        {
            IReadOnlyList<string> events = [.. EventJson.Run(20).Take(before)];
            var all = new WireSignal();
            await using StreamSession session = StreamSession.On(Script(fault, events, all));
            var seen = new List<WorkflowStreamEvent>();
            var failure = await Assert.ThrowsAsync<WorkflowStreamInterruptedException>(async () =>
            {
                if (before == 0)
                {
                    all.Set();
                }

                await foreach (WorkflowStreamEvent next in session.Stream())
                {
                    seen.Add(next);
                    if (seen.Count == before)
                    {
                        // Only now, because a reset overtakes what was sent before it.
                        all.Set();
                    }
                }
            });

            Assert.Equal(before, seen.Count);
            Assert.Equal(expected, failure.End);
            Assert.Equal(before, failure.EventsReceived);
            Assert.Equal(before == 0 ? null : EventJson.RunId, failure.WorkflowRunId);
            Assert.Equal(before == 0 ? null : EventJson.TaskId, failure.TaskId);
            Assert.True(failure.RunMayBeGoing);
            Assert.True(failure.IsTransient);
            Assert.Equal("executeWorkflowStreaming", failure.Operation);
            Assert.Single(session.Server.Requests);

            // What the server has ended for good is ended on this side too, at once and not when memory is collected. After a reset there
            // is nothing to be seen of it.
            if (fault != "reset" && !fault.StartsWith("clean end", StringComparison.Ordinal))
            {
                await session.Server.Connections[0].ClosedByClient.WaitAsync(session.Bound);
            }
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData(500, "text/html", "<html>Sign in</html>", "text/html")]
    [InlineData(200, "text/html", "<html>Sign in</html>", "text/html")]
    [InlineData(200, "application/json", "{\"result\":\"success\"}", "application/json")]
    [InlineData(200, "text/x-event-stream", "data: {}\n\n", "(?)")]
    [InlineData(202, "text/event-stream", "data: {}\n\n", "text/event-stream")]
    public async Task Another_answer_than_an_event_stream_is_a_clear_error(int status, string type, string body, string named)
    {
        await using StreamSession session = StreamSession.On(WireScript.Request.Answer(status, type, body));
        (_, Exception? failure) = await session.ReadToEndAsync();

        if (status == 500)
        {
            Assert.IsType<DifyServerException>(failure);
        }
        else
        {
            var protocol = Assert.IsType<DifyProtocolException>(failure);
            Assert.Contains(named, protocol.Message, StringComparison.Ordinal);
            Assert.Equal(status, protocol.StatusCode);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task No_content_is_no_stream()
    {
        await using StreamSession session = StreamSession.On(WireScript.Request.Head(204));
        (_, Exception? failure) = await session.ReadToEndAsync();

        Assert.Equal(204, Assert.IsType<DifyProtocolException>(failure).StatusCode);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_problem_with_status_200_is_told_with_its_code()
    {
        await using StreamSession session = StreamSession.On(
            WireScript.Request.Json(200, "{\"code\":\"invalid_param\",\"message\":\"no\",\"status\":400}"));
        (_, Exception? failure) = await session.ReadToEndAsync();

        Assert.Equal(DifyErrorCode.InvalidParam, Assert.IsAssignableFrom<DifyApiException>(failure).Code);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("text/event-stream;")]
    [InlineData("Text/Event-Stream; charset=windows-1252")]
    public async Task The_media_type_is_read_with_good_will_and_the_text_is_utf8(string type)
    {
        byte[] bytes = EventJson.Stream([EventJson.Text("é"), EventJson.Finished()]);
        await using StreamSession session = StreamSession.On(
            WireScript.Request.Head(200, $"Content-Type: {type}", "Connection: close").Write(bytes).Fin());
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

        Assert.Null(failure);
        Assert.Equal("é", Assert.IsType<TextChunkEvent>(events[0]).Data.Text);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("{\"event\":\"text_chunk\"")]
    [InlineData("{\"event\":\"text_chunk\",\"data\":{\"text\":\"a\"}} {}")]
    [InlineData("[1]")]
    [InlineData("12")]
    [InlineData("[DONE]")]
    public async Task An_event_that_is_not_what_was_expected_ends_the_stream_with_its_position(string json)
    {
        await using StreamSession session = StreamSession.On(
            WireScript.Request.StreamHead()
                .Event(EventJson.Started())
                .Event(EventJson.Text("secret"))
                .Event(json)
                .Event(EventJson.Finished()));
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

        Assert.Equal(2, events.Count);
        var interruption = Assert.IsType<WorkflowStreamInterruptedException>(failure);
        Assert.Equal(StreamEnd.InvalidEvent, interruption.End);
        Assert.Equal(2, interruption.EventsReceived);
        Assert.False(interruption.IsTransient);
        Assert.DoesNotContain("secret", interruption.ToString(), StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("workflow_finished")]
    [InlineData("workflow_paused")]
    public async Task The_client_closes_after_a_terminal_event_and_does_not_wait_for_the_server(string name)
    {
        await using StreamSession session = StreamSession.On(
            WireScript.Request.StreamHead().Event(EventJson.Started()).Event(EventJson.Of(name)).WaitForClose());
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

        Assert.Null(failure);
        Assert.Equal(name, events[^1].Event);
        await session.Server.Connections[0].ClosedByClient.WaitAsync(session.Bound);
    }

    private static WireScript Script(string fault, IReadOnlyList<string> events, WireSignal all)
    {
        byte[] bytes = EventJson.Stream(events);
        string terminal = EventJson.Frame(EventJson.Finished());
        WireScript chunked = WireScript.Request.StreamHead().Chunk(bytes).PauseUntil(all);
        WireScript unframed = WireScript.Request.UnframedStreamHead().Write(bytes).PauseUntil(all);
        return fault switch
        {
            "malformed chunk" => chunked.Write("lskdu018973t09sylgasjkfg1][]'./.sdlv").Fin(),
            "chunk size overflow" => chunked.Write("ffffffffffffffffff\r\n").Fin(),
            "fin in a chunk" => chunked.PartOfChunk(terminal[..^10], 10_000).Fin(),
            "fin at a chunk's end" => chunked.Fin(),
            "reset" => chunked.Reset(),
            "clean end" => chunked.LastChunk(),
            "clean end inside the terminal event" => chunked.Chunk(terminal[..^10]).LastChunk(),
            "clean end behind the terminal event's line" => chunked.Chunk(terminal[..^1]).LastChunk(),
            "unframed end" => unframed.Fin(),
            "unframed end inside the terminal event" => unframed.Write(terminal[..^10]).Fin(),
            _ => WireScript.Request.Head(200, "Content-Type: text/event-stream", $"Content-Length: {bytes.Length + terminal.Length + 50}")
                .Write(bytes)
                .PauseUntil(all)
                .Write(Encoding.UTF8.GetBytes(terminal)[..^10]).Fin(),
        };
    }
}
