using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Streaming;

/// <summary>What the answer around an event stream has to be, on the call that starts a run and on the one that follows it.</summary>
[Trait(Goal.Trait, "A2")]
public sealed class StreamAnswerTests
{
    private static readonly byte[] Stream = EventJson.Stream([EventJson.Text("é"), EventJson.Finished()]);

    [Theory(Timeout = 30_000)]
    [InlineData("text/event-stream")]
    [InlineData("text/event-stream;")]
    [InlineData("text/event-stream; charset=utf-8")]
    [InlineData("text/event-stream;charset=\"UTF-8\"")]
    [InlineData("text/event-stream; charset=windows-1252")]
    [InlineData("text/event-stream; charset=utf-16le")]
    [InlineData("text/event-stream; charset=no-such-charset")]
    [InlineData("text/event-stream; a=b; c=d")]
    [InlineData("TEXT/EVENT-STREAM")]
    [InlineData("Text/Event-Stream; Charset=ISO-8859-1")]
    [InlineData("  text/event-stream  ")]
    public async Task The_media_type_may_have_any_case_and_parameters_and_the_text_is_utf8(string type)
    {
        foreach (bool isStart in new[] { true, false })
        {
            await using StreamSession session = StreamSession.On(
                WireScript.Request.Head(200, $"Content-Type: {type}", "Connection: close").Write(Stream).Fin());
            (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await ReadAsync(session, isStart);

            Assert.Null(failure);
            Assert.Equal("é", Assert.IsType<TextChunkEvent>(events[0]).Data.Text);
            Assert.Equal(2, events.Count);
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("Content-Type: x bogus")]
    [InlineData("Content-Type: text/x-bogus")]
    [InlineData("Content-Type: text/event-streams")]
    [InlineData("Content-Type: text/event-stream-x")]
    [InlineData("Content-Type: application/event-stream")]
    [InlineData("Content-Type: text/plain; text/event-stream")]
    [InlineData("Content-Type: text/html")]
    [InlineData("Content-Type: ;text/event-stream")]
    [InlineData("Content-Type:")]
    [InlineData("X-None: 1")]
    public async Task Another_media_type_is_no_stream_although_its_body_looks_like_one(string header)
    {
        foreach (bool isStart in new[] { true, false })
        {
            await using StreamSession session = StreamSession.On(
                WireScript.Request.Head(200, header, "Connection: close").Write(Stream).Fin());
            (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await ReadAsync(session, isStart);

            Assert.Empty(events);
            Assert.Equal(200, Assert.IsType<DifyProtocolException>(failure).StatusCode);
            Assert.Single(session.Server.Requests);
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(203)]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(206)]
    [InlineData(210)]
    [InlineData(299)]
    public async Task Another_status_of_success_is_no_stream_although_its_body_is_one(int status)
    {
        foreach (bool isStart in new[] { true, false })
        {
            WireScript head = WireScript.Request.Head(status, "Content-Type: text/event-stream", "Connection: close");
            await using StreamSession session = StreamSession.On(status is 204 ? head.Fin() : head.Write(Stream).Fin());
            (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await ReadAsync(session, isStart);

            Assert.Empty(events);
            Assert.Equal(status, Assert.IsType<DifyProtocolException>(failure).StatusCode);
            Assert.Single(session.Server.Requests);
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(503)]
    public async Task A_status_of_failure_is_no_stream_although_its_body_is_one(int status)
    {
        foreach (bool isStart in new[] { true, false })
        {
            await using StreamSession session = StreamSession.On(
                options => options.Retry.MaxRetries = 0,
                WireScript.Request.Head(status, "Content-Type: text/event-stream", "Connection: close").Write(Stream).Fin());
            (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await ReadAsync(session, isStart);

            Assert.Empty(events);
            Assert.Equal(status, Assert.IsAssignableFrom<DifyApiException>(failure).StatusCode);
            Assert.Single(session.Server.Requests);
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_told_and_not_followed(int status)
    {
        foreach (string location in new[] { "Location: /v1/elsewhere", "Location:", "X-None: 1" })
        {
            foreach (bool isStart in new[] { true, false })
            {
                await using StreamSession session = StreamSession.On(
                    WireScript.Request.Head(status, location, "Content-Type: text/event-stream", "Connection: close").Write(Stream).Fin());
                (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await ReadAsync(session, isStart);

                Assert.Empty(events);
                Assert.Equal(status, Assert.IsType<DifyProtocolException>(failure).StatusCode);
                Assert.Single(session.Server.Requests);
            }
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true, "POST /v1/workflows/run HTTP/1.1")]
    [InlineData(false, "GET /v1/workflow/" + SampleId.Run + "/events?user=user-1 HTTP/1.1")]
    public async Task The_request_asks_for_a_fresh_event_stream(bool isStart, string line)
    {
        await using StreamSession session = StreamSession.On(WireScript.Request.StreamHead().Event(EventJson.Finished()).LastChunk());
        Assert.Null((await ReadAsync(session, isStart)).Failure);

        WireRequest request = Assert.Single(session.Server.Requests);
        Assert.Equal(line, request.RequestLine);
        Assert.Equal("text/event-stream", request.Header("Accept"));
        Assert.Equal("no-cache", request.Header("Cache-Control"));
        Assert.Null(request.Header("Last-Event-ID"));
    }

    private static Task<(IReadOnlyList<WorkflowStreamEvent> Events, Exception? Failure)> ReadAsync(StreamSession session, bool isStart)
        => session.ReadToEndAsync(
            isStart ? null : session.Client.StreamWorkflowEventsAsync(SampleId.Run, "user-1", cancellationToken: session.Bound));
}
