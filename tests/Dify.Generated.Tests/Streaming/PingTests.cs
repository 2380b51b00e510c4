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

/// <summary>Dify's ping is a name without data. The platform's parser gives that name to the event behind it, and a client that goes by names loses one event with every ping.</summary>
public sealed class PingTests(ITestOutputHelper output)
{
    private const int Events = 10_000;

    [Theory(Timeout = 60_000)]
    [Trait(Goal.Trait, "A3")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_event_behind_a_ping_is_delivered(bool isFollowed)
    {
        var stream = new StringBuilder(EventJson.Frame(EventJson.Started()));
        foreach (int number in Enumerable.Range(0, Events))
        {
            stream.Append("event: ping\n\n").Append(EventJson.Frame(EventJson.Text($"{number}")));
        }

        stream.Append("event: ping\n\n").Append(EventJson.Frame(EventJson.Finished()));
        await using StreamSession session = StreamSession.On(WireScript.Request.UnframedStreamHead().Write(stream.ToString()).Fin());
        await using WorkflowRun? run = isFollowed ? await session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: session.Bound) : null;
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync(run?.Events);

        Assert.Null(failure);
        string[] texts = [.. events.OfType<TextChunkEvent>().Select(next => next.Data.Text)];
        Assert.Equal(Enumerable.Range(0, Events).Select(number => $"{number}"), texts);
        Assert.IsType<WorkflowFinishedEvent>(events[^1]);
        output.Report("A3", FormattableString.Invariant($"{(isFollowed ? "a followed run" : "a plain stream")}: {texts.Length:#,0} of {Events:#,0} events behind a ping"));
    }
}
