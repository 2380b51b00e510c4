using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Goals;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Recordings;

/// <summary>
/// Every recorded run, its streams cut behind every single byte: the run is told to its end all the same, no event lost and none doubled.
/// </summary>
/// <remarks>
/// What came before an event is the same wherever in it the stream is cut. So one run is played to an event and cut there behind one byte
/// after the other, each time with a new stream that begins with the record; the next run does the same with the next event.
/// <para>
/// Forms are answered apart in every recording behind every byte. Otherwise answered, the shortest loop of one, of two and of three forms
/// is cut behind every byte, and the longer ones before, behind the first and before the last byte of each event: what is known of forms
/// changes nowhere else, since a form opens, closes or is taken with a whole event or not at all.
/// </para>
/// </remarks>
public sealed class CutTests(ITestOutputHelper output)
{
#if NETSTANDARD_BUILD
    // How events are cut out of the bytes is the same source in both builds, and proven behind every byte in the other one; the first
    // byte of each event, where all that came before counts, is among these.
    private const int Step = 8;
#else
    private const int Step = 1;
#endif

    // The newer one has no events for forms that were filled in or expired.
    private const string Older = "1.14.2";
    private const string Newer = DifyTestServerOptions.NewestServerVersion;

    public static TheoryData<string> Runs => RecordingFolder.Names(IsWhole);

    // Of the runs with as many forms, the shortest is cut behind every byte in every way of answering, the others at the ends of events.
    public static IEnumerable<object[]> RunsWithForms
        => from runs in RecordingFolder.All.Where(IsWhole)
               .Select(recording => (recording.Name, Line: new CutLine(RecordedRun.Of(recording.Exchanges))))
               .GroupBy(run => FormsOf(run.Line))
           where runs.Key > 0
           from run in runs
           from answering in (Answering[])[Answering.Together, Answering.ByOthers, Answering.LastOnly]
           select new object[] { run.Name, answering, run == runs.MinBy(other => other.Line.Bytes.Length) };

    // One, two and three forms, at once in three orders and one after the other, on both kinds of server. The first order of as many forms
    // is cut behind every byte.
    public static IEnumerable<object[]> FormRuns
        => from version in (string[])[Older, Newer]
           from run in ((string Order, bool IsInSequence)[])
               [("a", false), ("ab", false), ("ba", false), ("abc", false), ("bca", false), ("cab", false), ("abc", true), ("cba", true)]
           from answering in Enum.GetValues<Answering>()
           where !run.IsInSequence || answering is Answering.Apart or Answering.ByOthers
           select new object[]
           {
               version, run.Order, run.IsInSequence, answering, !run.IsInSequence && run.Order == string.Concat(run.Order.Order()),
           };

    [Theory(Timeout = 60_000)]
    [Trait(Goal.Trait, "B10")]
    [MemberData(nameof(Runs))]
    public async Task A_run_whose_streams_are_cut_behind_every_byte_is_told_whole(string name)
    {
        var line = new CutLine(RecordedRun.Of(RecordingFolder.Get(name).Exchanges));

        // Without its first event a run has no id, and is not taken up again.
        Cuts[] runs =
        [
            .. BytesOf(line, 0).Select(place => new Cuts([place])),
            .. Enumerable.Range(1, line.Ends.Length - 1).Select(index => new Cuts(BytesOf(line, index))),
        ];
        await EachAsync(line, runs);
        output.Report("B10", $"{name}: {runs.Sum(run => run.Places.Count)} cuts in {runs.Length} runs, no event lost or doubled");
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
    public async Task A_run_that_waits_for_people_goes_on_however_they_answer_and_wherever_it_is_cut(
        string name, Answering answering, bool isEveryByte)
    {
        var line = new CutLine(RecordedRun.Of(RecordingFolder.Get(name).Exchanges));
        await EachAsync(line, [.. Enumerable.Range(1, line.Ends.Length - 1).Select(index => CutsIn(line, index, isEveryByte, answering))]);
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(FormRuns))]
    public async Task Forms_with_every_kind_of_input_are_answered_however_wherever_and_on_every_server(
        string version, string order, bool isInSequence, Answering answering, bool isEveryByte)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var line = new CutLine(await FormRun.RecordAsync(version, order, isInSequence, bound.Token));
        Assert.Equal(order.Length, line.Closed.Count(closed => closed.Count > 0));
        Assert.Equal(version == Newer, line.Run.Log.All(told => told.Name != "human_input_form_filled"));
        await EachAsync(line, [.. Enumerable.Range(1, line.Ends.Length - 1).Select(index => CutsIn(line, index, isEveryByte, answering))]);
    }

    [Fact]
    public void Loops_over_one_two_and_three_forms_are_cut_behind_every_byte()
        => Assert.Superset(
            new HashSet<int>([1, 2, 3]),
            new HashSet<int>(RunsWithForms.Where(row => (bool)row[2])
                .Select(row => FormsOf(new CutLine(RecordedRun.Of(RecordingFolder.Get((string)row[0]).Exchanges))))));

    private static int FormsOf(CutLine line)
        => line.Run.Log.Where(told => told.Name == "human_input_required").Select(told => told.FormToken).Distinct().Count();

    private static int[] BytesOf(CutLine line, int index)
        => [.. Enumerable.Range(line.PlaceOf(index), line.Ends[index] - line.PlaceOf(index)).Where((_, at) => at % Step == 0)];

    // Behind every byte of an event, or where what is known of forms may change: before, behind the first and before the last one.
    private static Cuts CutsIn(CutLine line, int index, bool isEveryByte, Answering answering)
        => new(
            isEveryByte ? BytesOf(line, index) : [line.PlaceOf(index), line.PlaceOf(index) + 1, line.Ends[index] - 1],
            Answering: answering);

    private static bool IsWhole(Recording recording)
        => recording.IsOfWorkflowRun && RecordedRun.Of(recording.Exchanges) is { Refusal: null, IsWhole: true };

    private static Task EachAsync(CutLine line, Cuts[] runs)
        => Parallel.ForEachAsync(runs, (cuts, _) => new ValueTask(RunAsync(line, cuts)));

    private static async Task RunAsync(CutLine line, Cuts cuts)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var server = new CutServer(line, cuts);
        var clock = new IdleClock(() => server.IsAwaited);
        var options = new DifyClientOptions { ApiKey = "app-test", BaseAddress = new Uri("https://dify.example/v1"), TimeProvider = clock };
        using var client = new DifyWorkflowClient(
            options, new HttpClient(server, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan });
        string? wrong = await TellAsync(line, cuts, client, bound.Token);
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
            run = await client.StartWorkflowAsync(
                new WorkflowExecutionRequest { Inputs = new WorkflowInputs(), User = "u1" },
                new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning, MaxResumes = int.MaxValue },
                bound);
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
                string[][] closed = [.. line.Closed.Skip(leg)
                    .Select(tokens => tokens.Intersect(open).ToArray())
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

                HumanInputRequiredEvent[] forms = [.. run.Outcome!.Forms.Where(form => answers.Contains(form.Data.FormToken))];
                if (forms.Length != answers.Length)
                {
                    return $"of the forms {string.Join(", ", answers)}, {forms.Length} are offered at pause {leg}";
                }

                foreach (HumanInputRequiredEvent form in forms)
                {
                    await AnswerAsync(recorded, cuts, run, form, bound);
                    if (run.Outcome?.Forms.Any(open => open.Data.FormToken == form.Data.FormToken) == true)
                    {
                        return $"form {form.Data.FormToken} is offered still";
                    }
                }

                leg += cuts.Answering is Answering.Together or Answering.LastOnly ? closed.Length : 1;
            }

            return ExpectedTelling.Difference(recorded, told, run.Outcome, line.CountAt(cuts.Places[0]), cuts.IsMissed);
        }
    }

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
