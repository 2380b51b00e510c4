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

/// <summary>The size limit of an event: one line, many lines, exactly at it and beyond, and what it saves.</summary>
[Trait(Goal.Trait, "C6")]
public sealed class EventSizeTests(ITestOutputHelper output)
{
    private const int Limit = 100_000;

    [Theory(Timeout = 30_000)]
    [InlineData("one line")]
    [InlineData("many lines")]
    [InlineData("comments")]
    [InlineData("one line with carriage returns only at its end")]
    public async Task A_larger_event_is_refused_at_the_limit_and_smaller_ones_come_before(string kind)
    {
        string endless = kind switch
        {
            "many lines" => "data: a\n",
            "comments" => ": a\r\n",
            _ => "data: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        };
        WireScript script = WireScript.Request.UnframedStreamHead()
            .Write(EventJson.Frame(EventJson.Text("a")))
            .WriteRepeatedly(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(endless, 100))));
        await using StreamSession session = StreamSession.On(static options => options.MaxEventBytes = Limit, script);
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

        Assert.Single(events);
        var interruption = Assert.IsType<WorkflowStreamInterruptedException>(failure);
        Assert.Equal(StreamEnd.EventTooLarge, interruption.End);
        Assert.False(interruption.IsTransient);
        Assert.Contains(nameof(DifyClientOptions.MaxEventBytes), interruption.Message, StringComparison.Ordinal);
        await session.Server.Connections[0].ClosedByClient.WaitAsync(session.Bound);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task The_limit_itself_passes(int more, bool passes)
    {
        string line = $"data: {EventJson.Text("~")}";
        line = line.Replace("~", new string('x', Limit - line.Length + 1 + more), StringComparison.Ordinal);
        Assert.Equal(Limit + more, line.Length);
        byte[] bytes = Encoding.UTF8.GetBytes($"{line}\n\n{line}\n\n{EventJson.Frame(EventJson.Finished())}");
        await using StreamSession session = StreamSession.On(
            static options => options.MaxEventBytes = Limit, WireScript.Request.UnframedStreamHead().Write(bytes).Fin());
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

        Assert.Equal(passes ? 3 : 0, events.Count);
        Assert.Equal(passes ? null : StreamEnd.EventTooLarge, (failure as WorkflowStreamInterruptedException)?.End);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public async Task What_came_before_a_larger_event_is_delivered_although_it_came_with_it(int length)
    {
        string[] texts = ["a", "b", new string('x', 1000), "c"];
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => EventJson.Frame(EventJson.Text(text)))));
        await using StreamSession session = StreamSession.On(
            new PieceHandler(bytes.Chunk(Math.Min(length, bytes.Length)).Select(piece => (ReadOnlyMemory<byte>)piece)),
            static options => options.MaxEventBytes = 1000);
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

        Assert.Equal(["a", "b"], events.OfType<TextChunkEvent>().Select(chunk => chunk.Data.Text));
        Assert.Equal(StreamEnd.EventTooLarge, Assert.IsType<WorkflowStreamInterruptedException>(failure).End);
    }

    [Fact(Timeout = 60_000)]
    public async Task Many_events_of_any_number_stay_below_the_limit()
    {
        string frames = string.Concat(Enumerable.Repeat(EventJson.Frame(EventJson.Text(new string('x', 1000))), 500));
        await using StreamSession session = StreamSession.On(
            static options => options.MaxEventBytes = 2000,
            WireScript.Request.UnframedStreamHead().Write(frames + EventJson.Frame(EventJson.Finished())).Fin());

        Assert.Null((await session.ReadToEndAsync()).Failure);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_event_just_below_the_default_limit_passes()
    {
        const int Length = (64 << 20) - 1;
        string empty = $"data: {EventJson.Text("")}";
        await using StreamSession session = StreamSession.On(
            WireScript.Request.UnframedStreamHead()
                .Write(empty[..^3])
                .WriteRepeatedly(
                    new byte[] { (byte)'x' }.Concat(Enumerable.Repeat((byte)'x', 65_535)).ToArray(),
                    (Length - empty.Length) / 65_536 * 65_536)
                .Write(new string('x', (Length - empty.Length) % 65_536) + empty[^3..] + "\n\n" + EventJson.Frame(EventJson.Finished()))
                .Fin());
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync();

        Assert.Null(failure);
        Assert.Equal(Length - empty.Length, Assert.IsType<TextChunkEvent>(events[0]).Data.Text.Length);
        output.Report(
            "C6",
            $"an event of {Length:N0} bytes, one below the default limit of {new DifyClientOptions().MaxEventBytes:N0}: delivered whole");
    }

    [Theory(Timeout = 60_000)]
    [InlineData("an endless line", "xxxxxxxxxxxxxxxx")]
    [InlineData("endless lines of data", "x\ndata: xxxxxxxxx")]
    public async Task What_has_no_end_takes_no_endless_memory(string what, string piece)
    {
        const int Endless = 600_000_000;
        const int SmallLimit = 1 << 20;
        byte[] pieces = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 4096)));
        WireScript script = WireScript.Request.UnframedStreamHead().Write("data: ").WriteRepeatedly(pieces, Endless);
        await using StreamSession session = StreamSession.On(static options => options.MaxEventBytes = SmallLimit, script);
        (_, Exception? failure) = await session.ReadToEndAsync();

        Assert.Equal(StreamEnd.EventTooLarge, Assert.IsType<WorkflowStreamInterruptedException>(failure).End);
        await session.Server.Connections[0].ClosedByClient.WaitAsync(session.Bound);

        // What was sent beyond the limit lies in the buffers of the two sockets.
        Assert.InRange(session.Server.Connections[0].BytesWritten, SmallLimit, 32 << 20);
        output.Report(
            "C6",
            $"{what} of {Endless / 1_000_000} MB under a limit of {SmallLimit >> 20} MiB: EventTooLarge after {session.Server.Connections[0].BytesWritten / 1_000_000.0:0.0} MB sent, connection closed");
    }
}
