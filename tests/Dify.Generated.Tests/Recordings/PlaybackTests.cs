using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Recordings;

/// <summary>
/// Every recorded run is played to the client, and what the client tells of it is compared with what the recording holds. Nothing here
/// knows a recording by its name: one more file is one more test.
/// </summary>
public sealed class PlaybackTests
{
    public static TheoryData<string> Runs
        => RecordingFolder.Names(recording => recording.IsOfWorkflowRun && StartsOrFollows(recording) is { IsEventStream: true });

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Runs))]
    public async Task A_recorded_run_is_told_as_it_was(string name)
    {
        using var session = new PlaybackSession(RecordingFolder.Get(name));
        if (session.Run.Refusal is { } refusal)
        {
            await RefusedAsync(session, refusal);
            return;
        }

        await using WorkflowRun run = await session.BeginAsync(new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning });
        var told = new List<WorkflowStreamEvent>();
        WorkflowOutcome? outcome = await session.ReadAsync(run, told);
        for (int leg = 0; session.Run.Closed(leg) is { Count: > 0 } closed; leg++)
        {
            Assert.NotNull(outcome);
            foreach (string token in closed)
            {
                await AnswerAsync(session, run, Assert.Single(outcome.Forms, form => form.Data.FormToken == token));
            }

            outcome = await session.ReadAsync(run, told);
        }

        ExpectedTelling.Assert(session.Run, told, outcome);
        Assert.Empty(session.Run.Delivered.Zip(told)
            .Where(pair => !pair.Second.IsReplayed)
            .SelectMany(pair => EventMembers.Differences(pair.First.Json, pair.Second)));
    }

    private static RecordedExchange StartsOrFollows(Recording recording)
        => recording.Exchanges.First(exchange => Recording.IsStart(exchange) || Recording.IsEvents(exchange));

    private static async Task AnswerAsync(PlaybackSession session, WorkflowRun run, HumanInputRequiredEvent form)
    {
        if (session.Run.ExpiredNodes.Contains(form.Data.NodeId))
        {
            var refused = await Assert.ThrowsAsync<DifyInvalidRequestException>(() => session.SubmitAsync(run, form));
            Assert.Equal(DifyErrorCode.HumanInputFormExpired, refused.Code);
        }
        else
        {
            await session.SubmitAsync(run, form);
        }

        Assert.DoesNotContain(form, run.Outcome?.Forms ?? []);
    }

    private static async Task RefusedAsync(PlaybackSession session, RecordedEvent refusal)
    {
        var refused = await Assert.ThrowsAsync<DifyInvalidRequestException>(() => session.BeginAsync());

        Assert.False(refused.IsTransient);
        Assert.Equal((string?)refusal.Json["message"] ?? (string?)refusal.Data["error"], refused.ServerMessage);
    }
}
