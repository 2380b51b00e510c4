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

/// <summary>Every recorded run, its stream cut behind every single byte: the run is told to its end all the same, no event lost and none doubled.</summary>
public sealed class CutTests(ITestOutputHelper output)
{
    public static TheoryData<string> Runs => RecordingFolder.Names(
        recording => recording.IsOfWorkflowRun && RecordedRun.Of(recording.Exchanges) is { Refusal: null, Log.Count: > 0 } run && (run.End is not null || run.Log[^1].Name == "workflow_paused"));

    [Theory(Timeout = 120_000)]
    [Trait(Goal.Trait, "B10")]
    [MemberData(nameof(Runs))]
    public async Task A_run_whose_stream_is_cut_behind_any_byte_is_told_whole(string name)
    {
        var line = new CutLine(RecordedRun.Of(RecordingFolder.Get(name).Exchanges));
        IEnumerable<Cut> everywhere = Enumerable.Range(0, line.Bytes.Length).Select(at => new Cut(at, IsClean: at % 2 == 1, IsMissed: false));
        IEnumerable<Cut> missed = Enumerable.Range(0, line.Ends.Count).Select(count => new Cut(line.PlaceOf(count) + 1, IsClean: false, IsMissed: true));
        Cut[] cuts = [.. everywhere, .. missed];
        await Parallel.ForEachAsync(cuts, (cut, _) => new ValueTask(RunAsync(line, cut)));
        output.Report("B10", $"{name}: {cuts.Length} cuts");
    }

    private static async Task RunAsync(CutLine line, Cut cut)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var clock = new FakeTimeProvider();
        using var server = new CutServer(line, cut);
        var options = new DifyClientOptions { ApiKey = "app-test", BaseAddress = new Uri("https://dify.example/v1"), TimeProvider = clock };
        using var client = new DifyWorkflowClient(options, new HttpClient(server, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan });
        Task<string?> telling = TellAsync(line, cut, client, bound.Token);
        for (int turn = 1; !telling.IsCompleted; turn++)
        {
            // The client is given the processor first; only what waits for the clock needs it.
            bound.Token.ThrowIfCancellationRequested();
            await Task.Yield();
            if (turn % 100 == 0)
            {
                clock.Advance(TimeSpan.FromMilliseconds(50));
            }
        }

        string? wrong = await telling;
        Assert.True(wrong is null, $"Cut at byte {cut.At}, in event {line.CountAt(cut.At)}, {(cut.IsClean ? "cleanly" : "broken")}{(cut.IsMissed ? ", missed" : "")}: {wrong}");
        Assert.True(server.WasCut);
    }

    private static async Task<string?> TellAsync(CutLine line, Cut cut, DifyWorkflowClient client, CancellationToken bound)
    {
        RecordedRun recorded = line.Run;
        var told = new List<WorkflowStreamEvent>();
        WorkflowRun run;
        try
        {
            run = await BeginAsync(recorded, client, bound);
        }
        catch (WorkflowStreamInterruptedException) when (line.CountAt(cut.At) == 0)
        {
            // The server had not named the run.
            return null;
        }

        await using (run)
        {
            for (int leg = 0; ; leg++)
            {
                await foreach (WorkflowStreamEvent next in run.Events.WithCancellation(bound))
                {
                    told.Add(next);
                }

                IReadOnlyList<string> closed = leg + 1 < line.Legs.Count || recorded.IsEndedByRecord ? recorded.Closed(leg) : [];
                if (closed.Count == 0)
                {
                    break;
                }

                foreach (string token in closed)
                {
                    if (run.Outcome?.Forms.SingleOrDefault(form => form.Data.FormToken == token) is not { } form)
                    {
                        return $"form {token} is not offered once at pause {leg}";
                    }

                    await AnswerAsync(recorded, run, form, bound);
                }
            }

            return ExpectedTelling.Difference(recorded, told, run.Outcome, line.CountAt(cut.At), cut.IsMissed);
        }
    }

    private static async Task<WorkflowRun> BeginAsync(RecordedRun recorded, DifyWorkflowClient client, CancellationToken bound)
        => recorded.Log[0].IsResumption
            ? await client.ResumeWorkflowAsync(recorded.RunId!, "u1", new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning }, bound)
            : await client.StartWorkflowAsync(
                new WorkflowExecutionRequest { Inputs = new WorkflowInputs(), User = "u1" }, new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning }, bound);

    private static async Task AnswerAsync(RecordedRun recorded, WorkflowRun run, HumanInputRequiredEvent form, CancellationToken bound)
    {
        try
        {
            await run.SubmitAsync(form, form.Data.Actions![0].Id!, FormAnswers.For(form), bound);
        }
        catch (DifyInvalidRequestException refused) when (refused.Code == DifyErrorCode.HumanInputFormExpired && recorded.ExpiredNodes.Contains(form.Data.NodeId))
        {
            // It was too late, and the run goes on without an answer.
        }
    }
}
