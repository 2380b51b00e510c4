using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>The stand-in is held to recordings of real servers: the same requests bring the same answers.</summary>
public sealed class StandInRecordingTests
{
    // Of our own recordings, those of the stand-in itself, taken while it passed all of a real server's: where there are none of those,
    // these hold it to what it did then. The others are written for the client.
    private const string OwnOfStandIn = RecordingFolder.Own + "/StandIn/";

    public static TheoryData<string> Runs => RecordingFolder.Names(recording => recording.IsOfWorkflowRun && IsWhole(recording));

    // Collections of single answers: a recording that neither is a run of a workflow nor holds a stream, request by request.
    public static TheoryData<string, int> Answers
    {
        get
        {
            var answers = new TheoryData<string, int>();
            foreach (Recording recording in Collections)
            {
                for (int index = 0; index < recording.Exchanges.Count; index++)
                {
                    if (PlayedOperation.LeftOut(recording.Exchanges[index]) is null)
                    {
                        answers.Add(recording.Name, index);
                    }
                }
            }

            return answers;
        }
    }

    /// <summary>Chats and text generators: what begins with a question.</summary>
    public static TheoryData<string> Conversations => RecordingFolder.Names(IsOfAnswer);

    /// <summary>The single answers of the operations that workflow apps do not have, and the streams of pipelines.</summary>
    public static TheoryData<string, int> ServiceAnswers
    {
        get
        {
            var answers = new TheoryData<string, int>();
            foreach (Recording recording in RecordingFolder.All.Where(
                recording => IsWhole(recording) && !IsOfAnswer(recording) && !recording.IsOfWorkflowRun))
            {
                for (int index = 0; index < recording.Exchanges.Count; index++)
                {
                    if (PlayedService.OperationOf(recording.Exchanges[index]) is not null)
                    {
                        answers.Add(recording.Name, index);
                    }
                }
            }

            return answers;
        }
    }

    private static IEnumerable<Recording> Collections =>
        RecordingFolder.All.Where(recording =>
            IsWhole(recording) && !recording.IsOfWorkflowRun && !recording.Exchanges.Any(exchange => exchange.IsEventStream));

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Answers))]
    public async Task The_stand_in_gives_the_recorded_answer(string name, int index)
    {
        await using var played = new PlayedOperation(RecordingFolder.Get(name).Exchanges[index]);
        IReadOnlyList<string> differences = await played.PlayAsync();

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(ServiceAnswers), DisableDiscoveryEnumeration = true)]
    public async Task The_stand_in_gives_an_answer_of_the_recorded_shape(string name, int index)
    {
        await using var played = new PlayedService(RecordingFolder.Get(name).Exchanges[index]);
        IReadOnlyList<string> differences = await played.PlayAsync();

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Conversations), DisableDiscoveryEnumeration = true)]
    public async Task The_stand_in_chats_as_the_recorded_server(string name)
    {
        await using var played = new PlayedAnswer(RecordingFolder.Get(name));
        IReadOnlyList<string> differences = await played.PlayAsync();

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    [Fact]
    public void Every_recorded_request_is_played_or_left_out_for_its_reason()
    {
        foreach (Recording recording in RecordingFolder.All.Where(
            recording => IsWhole(recording) && !recording.IsOfWorkflowRun && !IsOfAnswer(recording)))
        {
            // Only this has no operation in the documents, and a file of a message is played with the message.
            Assert.All(recording.Exchanges, exchange => Assert.True(
                PlayedOperation.LeftOut(exchange) is null or "a file of a chat's message" or "tells of an app of another kind"
                    || PlayedService.OperationOf(exchange) is not null
                    || exchange.Path.EndsWith("/hit-testing", StringComparison.Ordinal),
                exchange.ToString()));
        }

        // A folder of recordings without a single run of a workflow would prove nothing.
        Assert.Contains(RecordingFolder.All, recording => recording.IsOfWorkflowRun && recording.IsOwn && IsWhole(recording));
        Assert.True(RecordingFolder.All.All(recording => recording.IsOwn)
            || (RecordingFolder.All.Any(recording => recording.IsOfWorkflowRun && !recording.IsOwn)
                && RecordingFolder.All.Any(IsOfAnswer)));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Runs))]
    public async Task The_stand_in_answers_as_the_recorded_server(string name)
    {
        await using var played = new PlayedRecording(RecordingFolder.Get(name));
        IReadOnlyList<string> differences = await played.PlayAsync();

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    private static bool IsOfAnswer(Recording recording) =>
        IsWhole(recording) && recording.Exchanges.Count < 10 && recording.Exchanges[0].Path is "/chat-messages" or "/completion-messages";

    private static bool IsWhole(Recording recording) =>
        !recording.IsOwn || recording.Name.StartsWith(OwnOfStandIn, StringComparison.Ordinal);
}
