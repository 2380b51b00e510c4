using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Recordings;

/// <summary>What the client has to tell of a recorded run.</summary>
internal static class ExpectedTelling
{
    /// <summary>The same events in the same order, none lost and none doubled.</summary>
    public static void AssertEvents(RecordedRun run, IEnumerable<WorkflowStreamEvent> told)
    {
        List<string> expected = [.. run.Delivered.Select(next => next.Key)];
        if (run.IsEndedByRecord)
        {
            expected.Add($"workflow_finished {run.ExpectedStatus}");
        }

        Assert.Equal(expected, told.Select(ToldEvent.Key));
    }

    public static void AssertOutcome(RecordedRun run, WorkflowOutcome? outcome)
    {
        Assert.Equal(run.ExpectedStatus, outcome?.Status.Value);
        if (outcome is null)
        {
            return;
        }

        Assert.Equal(run.RunId, outcome.WorkflowRunId);
        Assert.Equal(run.TaskId, outcome.TaskId);
        Assert.Equal(run.IsPaused ? run.Log[^1].TokensOfPause.Order(StringComparer.Ordinal) : [], outcome.Forms.Select(form => form.Data.FormToken!).Order(StringComparer.Ordinal));
        JObject last = run.End ?? run.Log[^1].Data;
        Assert.True(JToken.DeepEquals(Value(last["outputs"]), Value(outcome.Outputs)), $"{outcome.Outputs} instead of {last["outputs"]}");
        Assert.Equal((string?)last["error"] is { Length: > 0 } error ? error : null, outcome.Error);
        Assert.Equal((long?)last["total_steps"], outcome.TotalSteps);
        Assert.Equal((long?)last["total_tokens"], outcome.TotalTokens);
    }

    private static JToken? Value(JToken? token) => token is null or { Type: JTokenType.Null } ? null : token;
}
