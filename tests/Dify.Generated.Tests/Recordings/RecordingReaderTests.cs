using System;
using System.IO;
using System.Linq;
using Xunit;

namespace Dify.Generated.Tests.Recordings;

/// <summary>What a recording says is read as it was written.</summary>
public sealed class RecordingReaderTests
{
    private const string Events =
        """{"request": {"method": "GET", "path": "/v1/workflow/r/events?user=u", "body": null}, "status": 200, """ +
        """ "headers": [["content-type", "text/event-stream"]], """;

    [Fact]
    public void An_exchange_has_its_request_its_headers_and_its_pieces()
    {
        RecordedExchange exchange = Read(
            Events + """ "closed": 1.5}""", """{"t": 0.25, "bytes": "event: pi"}""", """{"t": 7.1e-05, "bytes": "é\n"}""");

        Assert.Equal(("GET", "/v1/workflow/r/events?user=u"), (exchange.Method, exchange.Target));
        Assert.Equal(("/workflow/r/events", 200), (exchange.Path, exchange.Status));
        Assert.True(exchange.IsEventStream);
        Assert.Equal([2_500_000, 710], exchange.Pieces.Select(piece => piece.After.Ticks));
        Assert.Equal("event: pié\n", exchange.BodyText);
        Assert.Equal((TimeSpan.FromSeconds(1.5), RecordedEnd.Closed), (exchange.Closes, exchange.End));
    }

    [Fact]
    public void Times_of_an_exchange_that_began_later_are_counted_from_its_own_request()
    {
        RecordedExchange exchange = Read(Events + """ "at": 2, "closed": 2.5}""", """{"t": 2.25, "bytes": "x"}""");

        Assert.Equal(TimeSpan.FromSeconds(2), exchange.Begins);
        Assert.Equal((TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(0.5)), (exchange.Pieces.Single().After, exchange.Closes!.Value));
    }

    [Theory]
    [InlineData("TimeoutError", RecordedEnd.StillOpen, null)]
    [InlineData("IncompleteRead", RecordedEnd.Broken, 4.0)]
    public void How_the_recorder_lost_a_connection_is_no_word_of_the_server(string note, RecordedEnd end, double? closes)
    {
        RecordedExchange exchange = Read(
            Events + """ "closed": 4}""", """{"t": 1, "bytes": "x"}""", $$"""{"t": 4, "bytes": "\n!!{{note}}"}""");

        Assert.Equal("x", exchange.BodyText);
        Assert.Equal((end, closes), (exchange.End, exchange.Closes?.TotalSeconds));
    }

    [Theory]
    [InlineData("""{"t": 1, "bytes": "x"}""", "Line 1 of the recording r is neither")]
    [InlineData("{", "Line 1 of the recording r is no JSON object")]
    [InlineData(" ", "The recording r holds no request")]
    public void What_is_no_recording_is_told_by_its_line(string line, string message)
        => Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(line)).Message, StringComparison.Ordinal);

    [Fact]
    public void Runs_of_workflows_are_told_from_everything_else_by_their_requests()
    {
        static Recording Of(params string[] requests) => RecordingReader.Read(
            "r",
            requests.Select(request => request.Split(' ')).Select(parts =>
                $$"""{"request": {"method": "{{parts[0]}}", "path": "/v1{{parts[1]}}"}, "status": 200, "headers": [], "closed": 0}"""));

        Assert.True(Of("POST /workflows/run").IsOfWorkflowRun);
        Assert.True(Of("GET /parameters", "POST /workflows/w/run").IsOfWorkflowRun);
        Assert.True(Of("GET /workflow/r/events?user=u", "POST /form/human_input/t", "GET /workflows/run/r").IsOfWorkflowRun);
        Assert.False(Of("POST /chat-messages", "GET /workflow/r/events?user=u").IsOfWorkflowRun);
        Assert.False(Of("GET /workflows/run/r", "GET /workflows/logs").IsOfWorkflowRun);
        Assert.False(Of("POST /datasets/d/pipeline/run").IsOfWorkflowRun);
    }

    [Fact]
    public void Our_own_recordings_are_always_there()
        => Assert.Contains(RecordingFolder.All, recording => recording is { IsOfWorkflowRun: true, IsOwn: true });

    private static RecordedExchange Read(params string[] lines) => RecordingReader.Read("r", lines).Exchanges.Single();
}
