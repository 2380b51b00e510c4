using System.Linq;
using Dify.Generated;
using Newtonsoft.Json.Linq;
using Spectre.Console;

namespace Dify.Cli.Output;

/// <summary>How the outcome of a run is shown.</summary>
internal static class OutcomeView
{
    public static Table Table(WorkflowOutcome outcome, bool withText)
    {
        var facts = new FactTable()
            .Add("Status", outcome.Status.Value)
            .Add("Run", outcome.WorkflowRunId)
            .Add("Task", outcome.TaskId)
            .Add("ErrorText", outcome.Error)
            .Add("Outputs", outcome.Outputs)
            .Add("Text", withText ? outcome.Text : null)
            .AddSeconds("Elapsed", outcome.Elapsed?.TotalSeconds)
            .Add("Steps", outcome.TotalSteps)
            .Add("Tokens", outcome.TotalTokens)
            .Add("Exceptions", outcome.ExceptionsCount > 0 ? outcome.ExceptionsCount : null);
        foreach (var form in outcome.Forms)
        {
            facts.Add("Form", form.Data.FormContent).Add("Actions", FormView.Actions(form.Data.Actions)).Add("Token", form.Data.FormToken);
        }

        return facts.Content;
    }

    /// <summary>The outcome with the names that the wire has for the same facts.</summary>
    public static JObject Json(WorkflowOutcome outcome)
    {
        var json = new JObject
        {
            ["status"] = outcome.Status.Value,
            ["workflow_run_id"] = outcome.WorkflowRunId,
            ["task_id"] = outcome.TaskId,
            ["outputs"] = outcome.Outputs,
            ["error"] = outcome.Error,
            ["text"] = outcome.Text,
            ["elapsed_time"] = outcome.Elapsed?.TotalSeconds,
            ["total_tokens"] = outcome.TotalTokens,
            ["total_steps"] = outcome.TotalSteps,
            ["created_at"] = outcome.CreatedAt?.ToUnixTimeSeconds(),
            ["finished_at"] = outcome.FinishedAt?.ToUnixTimeSeconds(),
            ["exceptions_count"] = outcome.ExceptionsCount,
        };
        if (outcome.Forms.Count > 0)
        {
            json["forms"] = new JArray(outcome.Forms.Select(static form => JsonOutput.WireTree(form.Data)));
        }

        return json;
    }
}
