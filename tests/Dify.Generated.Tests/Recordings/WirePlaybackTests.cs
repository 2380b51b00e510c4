using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Recordings;

/// <summary>
/// Recorded streams over a real connection: the headers and the pieces as the server sent them, each handed to the network by itself.
/// </summary>
public sealed class WirePlaybackTests
{
    public static TheoryData<string> Starts => RecordingFolder.Names(
        recording => recording.IsOfWorkflowRun
            && Recording.IsStart(recording.Exchanges[0])
            && Alone(recording) is { Refusal: null, IsWhole: true });

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Starts))]
    public async Task A_recorded_stream_is_told_to_its_end_over_the_network(string name)
    {
        Recording recording = RecordingFolder.Get(name);
        await using StreamSession session = StreamSession.On(Script(recording.Exchanges[0]));
        await using WorkflowRun run = await session.Client.StartWorkflowAsync(
            StreamSession.Request, new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning }, session.Bound);
        (IReadOnlyList<WorkflowStreamEvent> told, Exception? failure) = await session.ReadToEndAsync(run.Events);

        Assert.Null(failure);
        ExpectedTelling.Assert(Alone(recording), told, run.Outcome);
        Assert.Single(session.Server.Requests, request => request.Method == "POST");
    }

    private static RecordedRun Alone(Recording recording) => RecordedRun.Of([recording.Exchanges[0]]);

    // The body stays open behind the last event, as the server leaves it for a second: the run is over with its event, not with its stream.
    private static WireScript Script(RecordedExchange exchange)
        => exchange.Pieces.Aggregate(
            WireScript.Request.Head(exchange.Status, [.. Headers(exchange).Select(header => $"{header.Key}: {header.Value}")]),
            (script, piece) => script.Chunk(piece.Bytes));

    private static IEnumerable<KeyValuePair<string, string>> Headers(RecordedExchange exchange)
        => exchange.Header("Transfer-Encoding") is null ? exchange.Headers.Append(new("Transfer-Encoding", "chunked")) : exchange.Headers;
}
