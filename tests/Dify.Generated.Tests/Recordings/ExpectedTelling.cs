using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;


namespace Dify.Generated.Tests.Recordings;

/// <summary>What the client has to tell of a recorded run.</summary>
internal static class ExpectedTelling
{
    // What the record of a run says of, and a stream that is opened again therefore tells. A form is told with the next pause.
    private static readonly string[] InRecord =
    [
        "workflow_started", "node_started", "node_finished", "iteration_started", "iteration_completed", "loop_started", "loop_completed",
        "workflow_paused", "workflow_finished",
    ];

    /// <summary>The same events in the same order, none lost and none doubled, and the outcome that belongs to them.</summary>
    public static void Assert(RecordedRun run, IReadOnlyList<WorkflowStreamEvent> told, WorkflowOutcome? outcome)
        => Xunit.Assert.Null(Difference(run, told, outcome, run.Log.Count, isMissed: false));

    /// <summary>What is wrong with a telling; null if nothing is.</summary>
    /// <param name="run">The run as it was recorded.</param>
    /// <param name="told">What the client delivered.</param>
    /// <param name="outcome">What it says in the end.</param>
    /// <param name="cutIn">The number of the event in which the stream was cut.</param>
    /// <param name="isMissed">Whether that event happened while nobody listened.</param>
    public static string? Difference(
        RecordedRun run, IReadOnlyList<WorkflowStreamEvent> told, WorkflowOutcome? outcome, int cutIn, bool isMissed)
        => OfEvents(run, told, cutIn, isMissed)
        ?? OfOutcome(run, outcome, isMissed)
        ?? (outcome is null ? null : OfText(run, told, outcome, isCut: cutIn < run.Log.Count) ?? OfElapsed(run, outcome, isMissed));

    private static string? OfEvents(RecordedRun run, IReadOnlyList<WorkflowStreamEvent> told, int cutIn, bool isMissed)
    {
        RecordedEvent? missed = isMissed && IsLost(run, cutIn) ? run.Log[cutIn] : null;
        List<string> expected = [.. run.Delivered.Where(next => next != missed).Select(next => next.Key)];
        if (run.IsEndedByRecord)
        {
            expected.Add($"workflow_finished {run.ExpectedStatus}");
        }

        // A form that was missed may come later, with the record of the pause; one that was only repeated was told before.
        List<string> keys = [.. told.Select(ToldEvent.Key)];
        _ = missed is { Name: "human_input_required" } form && run.Delivered.Contains(form) && keys.Remove(form.Key);
        return expected.SequenceEqual(keys) ? null : $"\n  {string.Join("\n  ", keys)}\ninstead of\n  {string.Join("\n  ", expected)}";
    }

    private static string? OfOutcome(RecordedRun run, WorkflowOutcome? outcome, bool isMissed)
    {
        if (run.ExpectedStatus != outcome?.Status.Value)
        {
            return $"{outcome?.Status} instead of {run.ExpectedStatus}";
        }

        if (outcome is null)
        {
            return null;
        }

        JObject last = run.End ?? run.Log[^1].Data;
        IEnumerable<string> open = run.End is null ? run.Log[^1].TokensOfPause : [];
        return Differs("run id", run.RunId, outcome.WorkflowRunId)
            ?? Differs("task id", run.TaskId, outcome.TaskId)
            ?? Differs("open forms", Sorted(open), Sorted(outcome.Forms.Select(form => form.Data.FormToken)))
            ?? (JToken.DeepEquals(Value(last["outputs"]), Value(outcome.Outputs))
                ? null
                : $"outputs {outcome.Outputs} instead of {last["outputs"]}")
            ?? Differs("error", (string?)last["error"] is { Length: > 0 } error ? error : null, outcome.Error)
            ?? (isMissed
                ? null
                : Differs("expired forms", Sorted(run.ExpiredNodes), Sorted(outcome.ExpiredForms.Select(form => form.Data.NodeId))))
            ?? Differs("fault of the server", run.IsStoppedThoughAnswered, outcome.ServerFault is not null)
            ?? (IsToldByRecord(run) ? null : Differs("exceptions", (long?)last["exceptions_count"], outcome.ExceptionsCount))
            ?? Differs("steps", (long?)last["total_steps"], outcome.TotalSteps)
            ?? Differs("tokens", (long?)last["total_tokens"], outcome.TotalTokens);
    }

    // What is called the whole text is; what came is there in any case.
    private static string? OfText(RecordedRun run, IReadOnlyList<WorkflowStreamEvent> told, WorkflowOutcome outcome, bool isCut)
    {
        string came = string.Concat(told.OfType<TextChunkEvent>().Select(chunk => chunk.Data.Text));
        string whole = string.Concat(run.Log.Where(next => next.Name == "text_chunk").Select(next => (string?)next.Data["text"]));
        bool isKnown = run.IsWhole && !run.IsEndedByRecord && run.Log.All(next => next.Name != "text_replace");
        return !isKnown ? null
            : outcome.Text == whole ? (isCut || run.Streams > 1 ? null : Differs("whole text", true, outcome.TextIsComplete))
            : came.Length > 0 && OfOutputs(run.End) == whole ? $"text '{outcome.Text}' though the outputs say '{whole}'"
            : outcome.TextIsComplete ? $"the whole text is '{outcome.Text}' instead of '{whole}'"
            : Differs("text", came, outcome.Text);
    }

    // The text that a workflow streams whose outputs are plain: one output a line.
    private static string? OfOutputs(JObject? end)
        => (end?["outputs"] as JObject)?.PropertyValues().ToList() is { Count: > 0 } values
            && values.TrueForAll(value => value.Type is JTokenType.String or JTokenType.Integer)
            ? string.Join('\n', values)
            : null;

    // The time of all legs, or none: never that of some.
    private static string? OfElapsed(RecordedRun run, WorkflowOutcome outcome, bool isMissed)
    {
        if (!run.IsWhole)
        {
            return null;
        }

        double sum = run.Log
            .Where(next => next.Name is "workflow_paused" or "workflow_finished")
            .Sum(next => (double)next.Data["elapsed_time"]!)
            + (run.IsEndedByRecord ? (double)run.End!["elapsed_time"]! : 0);
        return outcome.Elapsed is not { } elapsed ? Differs("elapsed time known", isMissed || IsToldByRecord(run), true)
            : Math.Abs(elapsed.TotalSeconds - sum) < 0.000_002 ? null
            : $"{elapsed.TotalSeconds} s instead of {sum} s";
    }

    // A node that starts again is the same line of the record, and so is one that tries again.
    private static bool IsLost(RecordedRun run, int index)
    {
        RecordedEvent missed = run.Log[index];
        return missed.IsResumption
            || !InRecord.Contains(missed.Name)
            || (missed.Name == "node_started" && run.Log.Take(index).Any(before => before.Key == missed.Key));
    }

    // Behind an error without a run the record has the last word, which lacks a few numbers.
    private static bool IsToldByRecord(RecordedRun run) => run.IsEndedByRecord || run.Log.Any(next => next.Name == "error");

    private static string? Differs<T>(string what, T expected, T actual)
        => Equals(expected, actual) ? null : $"{what} {actual} instead of {expected}";

    private static string Sorted(IEnumerable<string?> tokens) => string.Join(',', tokens.Order(StringComparer.Ordinal));

    private static JToken? Value(JToken? token) => token is null or { Type: JTokenType.Null } ? null : token;
}
