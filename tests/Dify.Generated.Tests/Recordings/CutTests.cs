using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Goals;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Recordings;

/// <summary>
/// Every recorded run, its streams cut in every event, and behind every single byte of one event of each kind: the run is told to its end
/// all the same, no event lost and none doubled.
/// </summary>
public sealed class CutTests(ITestOutputHelper output)
{
    // Of a kind of event that was cut behind every byte, the others are cut at so many bytes' distance.
    private const int Sparse = 16;

    public static TheoryData<string> Runs => RecordingFolder.Names(IsWhole);

    public static IEnumerable<object[]> RunsWithForms
        => from name in RecordingFolder.All.Where(IsWhole).Select(recording => recording.Name)
           where RecordedRun.Of(RecordingFolder.Get(name).Exchanges).Log.Any(told => told.Name == "human_input_required")
           from answering in Enum.GetValues<Answering>()
           select new object[] { name, answering };

    [Theory(Timeout = 60_000)]
    [Trait(Goal.Trait, "B10")]
    [MemberData(nameof(Runs))]
    public async Task A_run_whose_streams_are_cut_in_every_event_is_told_whole(string name)
    {
        var line = new CutLine(RecordedRun.Of(RecordingFolder.Get(name).Exchanges));

        // One run is cut in all its events, but for the first, without which it has no id; the next run one byte further on.
        int[] firstOfKind =
            [.. line.Run.Log.Select((told, index) => (told.Kind, index)).DistinctBy(told => told.Kind).Select(told => told.index)];
        int[][] places = [.. Enumerable.Range(1, line.Ends.Length - 1).Select(Places)];
        Cuts[] runs = [.. Enumerable.Range(0, places.Append([]).Max(of => of.Length))
            .Select(turn => places.Where(of => turn < of.Length).Select(of => of[turn]))
            .Select((at, turn) => new Cuts([.. at], IsClean: turn % 2 == 1, IsMissed: false))];
        await EachAsync(line, runs);
        output.Report("B10", $"{name}: {runs.Sum(run => run.Places.Count)} cuts in {runs.Length} runs, no event lost or doubled");

        int[] Places(int index)
            => [.. Enumerable.Range(line.PlaceOf(index), line.Ends[index] - line.PlaceOf(index))
                .Where(place => firstOfKind.Contains(index) || place % Sparse == 0)];
    }

    [Theory(Timeout = 60_000)]
    [Trait(Goal.Trait, "B10")]
    [MemberData(nameof(Runs))]
    public async Task A_run_whose_stream_is_cut_once_is_told_with_what_happened_meanwhile(string name)
    {
        var line = new CutLine(RecordedRun.Of(RecordingFolder.Get(name).Exchanges));
        await EachAsync(line, [.. from index in Enumerable.Range(0, line.Ends.Length)
                                  from offset in (int[])[0, 1, line.PlaceOf(index + 1) - line.PlaceOf(index) - 1]
                                  from isClean in (bool[])[false, true]
                                  from isMissed in (bool[])[false, true]
                                  select new Cuts([line.PlaceOf(index) + offset], isClean, isMissed)]);
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(RunsWithForms))]
    public async Task A_run_that_waits_for_people_goes_on_however_they_answer_and_wherever_it_is_cut(string name, Answering answering)
    {
        var line = new CutLine(RecordedRun.Of(RecordingFolder.Get(name).Exchanges));
        await EachAsync(line, [.. Enumerable.Range(line.Ends[0], line.Bytes.Length - line.Ends[0])
            .Where(place => place % Sparse == 0 || line.Ends.Contains(place) || line.Ends.Contains(place + 1))
            .Select(place => new Cuts([place], IsClean: place % 3 == 0, IsMissed: false, answering))]);
    }

    private static bool IsWhole(Recording recording)
        => recording.IsOfWorkflowRun && RecordedRun.Of(recording.Exchanges) is { Refusal: null, IsWhole: true };

    private static Task EachAsync(CutLine line, Cuts[] runs)
        => Parallel.ForEachAsync(runs, (cuts, _) => new ValueTask(RunAsync(line, cuts)));

    private static async Task RunAsync(CutLine line, Cuts cuts)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var server = new CutServer(line, cuts);
        FakeTimeProvider clock = cuts.Answering == Answering.Apart ? new HurriedClock() : new WatchedClock();
        var options = new DifyClientOptions { ApiKey = "app-test", BaseAddress = new Uri("https://dify.example/v1"), TimeProvider = clock };
        using var client = new DifyWorkflowClient(
            options, new HttpClient(server, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan });
        Task<string?> telling = TellAsync(line, cuts, client, bound.Token);
        for (int turn = 1; !telling.IsCompleted && clock is WatchedClock; turn++)
        {
            // An answer may have to wait for what the one before it brings: the client is given the processor first, and time goes on
            // slowly.
            bound.Token.ThrowIfCancellationRequested();
            await Task.Yield();
            if (turn % 200 == 0 && clock is WatchedClock { IsAwaited: true })
            {
                clock.Advance(TimeSpan.FromMilliseconds(100));
            }
        }

        string? wrong = await telling;
        Assert.True(wrong is null, $"{cuts}: {wrong}");
        Assert.Equal(cuts.Places.Count, server.Made);
    }

    private static async Task<string?> TellAsync(CutLine line, Cuts cuts, DifyWorkflowClient client, CancellationToken bound)
    {
        RecordedRun recorded = line.Run;
        var told = new List<WorkflowStreamEvent>();
        WorkflowRun run;
        try
        {
            run = await BeginAsync(recorded, client, bound);
        }
        catch (WorkflowStreamInterruptedException) when (line.CountAt(cuts.Places[0]) == 0)
        {
            // The server had not named the run.
            return null;
        }

        await using (run)
        {
            int leg = 0;
            while (true)
            {
                await foreach (WorkflowStreamEvent next in run.Events.WithCancellation(bound))
                {
                    told.Add(next);
                }

                // The legs that end because a form of this pause was answered, and the forms that each closed.
                IReadOnlyList<string> open = leg < line.Legs.Count ? recorded.Log[line.Legs[leg].End - 1].TokensOfPause : [];
                string[][] closed = [.. Enumerable.Range(leg, line.Legs.Count - leg)
                    .Select(at => recorded.Closed(at).Intersect(open).ToArray())
                    .TakeWhile(tokens => tokens.Length > 0)];
                string[] answers = cuts.Answering switch
                {
                    Answering.Together => [.. closed.SelectMany(tokens => tokens)],
                    Answering.LastOnly => closed.LastOrDefault([]),
                    _ => closed.FirstOrDefault([]),
                };
                if (answers.Length == 0)
                {
                    break;
                }

                foreach (string token in answers)
                {
                    if (run.Outcome?.Forms.SingleOrDefault(form => form.Data.FormToken == token) is not { } form)
                    {
                        return $"form {token} is not offered once at pause {leg}";
                    }

                    await AnswerAsync(recorded, cuts, run, form, bound);
                    if (run.Outcome?.Forms.Any(open => open.Data.FormToken == token) == true)
                    {
                        return $"form {token} is offered still";
                    }
                }

                leg += cuts.Answering is Answering.Together or Answering.LastOnly ? closed.Length : 1;
            }

            return ExpectedTelling.Difference(recorded, told, run.Outcome, line.CountAt(cuts.Places[0]), cuts.IsMissed);
        }
    }

    private static async Task<WorkflowRun> BeginAsync(RecordedRun recorded, DifyWorkflowClient client, CancellationToken bound)
        => recorded.Log[0].IsResumption
            ? await client.ResumeWorkflowAsync(recorded.RunId!, "u1", new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning }, bound)
            : await client.StartWorkflowAsync(
                new WorkflowExecutionRequest { Inputs = new WorkflowInputs(), User = "u1" },
                new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning },
                bound);

    private static async Task AnswerAsync(
        RecordedRun recorded, Cuts cuts, WorkflowRun run, HumanInputRequiredEvent form, CancellationToken bound)
    {
        DifyErrorCode expected = recorded.ExpiredNodes.Contains(form.Data.NodeId) ? DifyErrorCode.HumanInputFormExpired
            : cuts.Answering == Answering.ByOthers ? DifyErrorCode.HumanInputFormSubmitted
            : default;
        try
        {
            await run.SubmitAsync(form, form.Data.Actions![0].Id!, FormAnswers.For(form), bound);
            Assert.Equal(default, expected);
        }
        catch (DifyInvalidRequestException refused) when (refused.Code == expected)
        {
            // It was too late, and the run goes on all the same.
        }
    }
}
