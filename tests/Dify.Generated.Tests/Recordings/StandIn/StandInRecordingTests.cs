using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>The stand-in is held to recordings of real servers: the same requests bring the same answers.</summary>
public sealed class StandInRecordingTests
{
    public static TheoryData<string> Runs => RecordingFolder.Names(recording => recording.IsOfWorkflowRun);

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Runs))]
    public async Task The_stand_in_answers_as_the_recorded_server(string name)
    {
        await using var played = new PlayedRecording(RecordingFolder.Get(name));
        IReadOnlyList<string> differences = await played.PlayAsync();

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }
}
