using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Dify.Generated;

namespace Dify.Native;

/// <summary>A run with every kind of event and a form that is answered.</summary>
internal static class Runs
{
    /// <summary>The kinds that a run that succeeds has; an error is looked at in <see cref="Problems"/>, and a
    /// ping, which is no event for programs, is read by itself.</summary>
    private static readonly string[] Kinds =
    [
        nameof(WorkflowStartedEvent),
        nameof(NodeStartedEvent),
        nameof(NodeFinishedEvent),
        nameof(NodeRetryEvent),
        nameof(IterationStartedEvent),
        nameof(IterationNextEvent),
        nameof(IterationCompletedEvent),
        nameof(LoopStartedEvent),
        nameof(LoopNextEvent),
        nameof(LoopCompletedEvent),
        nameof(ReasoningChunkEvent), nameof(TextChunkEvent), nameof(TextReplaceEvent), nameof(ParallelBranchStartedEvent),
        nameof(ParallelBranchFinishedEvent), nameof(AgentLogEvent), nameof(TtsMessageEvent), nameof(TtsMessageEndEvent),
        nameof(HumanInputRequiredEvent), nameof(HumanInputFormFilledEvent), nameof(HumanInputFormTimeoutEvent), nameof(WorkflowPausedEvent),
        nameof(WorkflowFinishedEvent), nameof(UnknownEvent),
    ];

    public static async Task<WorkflowOutcome> FollowAsync(IDifyWorkflowClient client)
    {
        var request = new WorkflowExecutionRequest
        {
            Inputs = WorkflowInputs.From(new Question("tea", 3), ProgramJson.Default.Question),
            User = "native",
        };
        string sent = JsonSerializer.Serialize(request, ProgramJson.Default.WorkflowExecutionRequest);
        Check.Same("""{"inputs":{"topic":"tea","words":3},"user":"native"}""", sent, "a request under System.Text.Json");

        WorkflowStreamEvent? ping = JsonSerializer.Deserialize("""{"event":"ping"}""", ProgramJson.Default.WorkflowStreamEvent);
        Check.That(ping is PingEvent, nameof(PingEvent));
        var seen = new HashSet<string>();
        await using WorkflowRun run = await client.StartWorkflowAsync(request);
        await foreach (WorkflowStreamEvent next in run.Events)
        {
            seen.Add(next.GetType().Name);
            string json = JsonSerializer.Serialize(next, ProgramJson.Default.WorkflowStreamEvent);
            WorkflowStreamEvent? read = JsonSerializer.Deserialize(json, ProgramJson.Default.WorkflowStreamEvent);
            Check.Same(next.GetType().Name, read?.GetType().Name, "an event that was written and read");
            Check.Same(json, JsonSerializer.Serialize(read!, ProgramJson.Default.WorkflowStreamEvent), "an event written again");
            if (next is HumanInputRequiredEvent form)
            {
                HumanInputFormResponse shown = await client.GetWorkflowHumanInputFormAsync(form.Data.FormToken!);
                Check.That(shown.FormContent.Contains("Go on?", StringComparison.Ordinal), "the form as people see it");
                await run.SubmitAsync(form, action: "yes", new HumanInputAnswers { ["comment"] = "fine" });
            }
        }

        string[] missing = [.. Kinds.Except(seen)];
        Check.That(missing.Length == 0, "every kind of event came: " + string.Join(", ", missing));
        WorkflowOutcome outcome = run.Outcome!;
        Check.Same(WorkflowRunStatus.Succeeded, outcome.Status, "the end of the run");
        Check.Same("Hello", outcome.GetOutputs(ProgramJson.Default.Reply).Answer, "the outputs");
        Check.That(JsonSerializer.Serialize(outcome, ProgramJson.Default.WorkflowOutcome)
            .Contains("\"answer\":\"Hello\"", StringComparison.Ordinal), "an outcome under System.Text.Json");
        return outcome;
    }
}
