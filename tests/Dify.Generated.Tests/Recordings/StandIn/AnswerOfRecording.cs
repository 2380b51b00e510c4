using System;
using System.Collections.Generic;
using System.Linq;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>
/// What an app must be like, and what its script must say, to answer as a recorded chat or text generator did. The script says only what
/// the app decides: its words, its thoughts, its nodes, its end.
/// </summary>
internal sealed class AnswerOfRecording(Recording recording)
{
    private readonly IReadOnlyList<RecordedEvent> told = RecordedEvent.Of(recording.Exchanges[0]);

    public AppKind Kind
    {
        get
        {
            RecordedExchange start = recording.Exchanges[0];
            return start.Path == "/completion-messages" ? AppKind.Completion
                : start.BodyText.Contains("Agent Chat App")
                    || told.Any(one => one.Name.StartsWith("agent_", StringComparison.Ordinal)) ? AppKind.Agent
                : start.BodyText.Contains("advanced-chat")
                    || told.Any(one => one.Name.StartsWith("workflow_", StringComparison.Ordinal)) ? AppKind.Chatflow
                : AppKind.Chat;
        }
    }

    /// <summary>The inputs of the app's form, as the start of the run tells them.</summary>
    public IReadOnlyList<AppInput> Form => [.. (told.FirstOrDefault(one => one.Name == "workflow_started")?.Data["inputs"] as JObject ?? [])
        .Properties()
        .Where(input => !input.Name.StartsWith("sys.", StringComparison.Ordinal))
        .Select(input => new AppInput(input.Name, "json_object") { IsRequired = false })];

    public void Write(RunScriptBuilder script)
    {
        if (told.Count == 0)
        {
            WriteBlocking(script);
            return;
        }

        foreach (RecordedEvent one in told)
        {
            Write(script, one);
        }
    }

    private void WriteBlocking(RunScriptBuilder script)
    {
        JObject answer = RecordedEvent.Parse(recording.Exchanges[0].BodyText);
        script.Started();
        if (recording.Exchanges[0].Status == 200)
        {
            script.Text((string)answer["answer"]!).EndMessage(answer["metadata"]);
        }

        script.Finish();
    }

    private void Write(RunScriptBuilder script, RecordedEvent one)
    {
        JObject json = one.Json;
        JObject data = one.Data;
        switch (one.Name)
        {
            case "workflow_started":
                script.Started();
                break;
            case "node_started" when (string?)data["node_type"] != "human-input":
                script.NodeStarted(one.NodeId!, (string?)data["title"], (string)data["node_type"]!);
                break;
            case "node_finished":
                script.NodeFinished(one.NodeId!, data["outputs"], more: ScriptOfRecording.Result(data));
                break;
            case "message" or "agent_message":
                script.Text((string)json["answer"]!, [.. (json["from_variable_selector"] as JArray ?? []).Select(part => (string)part!)]);
                break;
            case "agent_thought":
                script.AgentThought(
                    (int)json["position"]!,
                    (string)json["thought"]!,
                    (string)json["tool"]!,
                    (string)json["tool_input"]!,
                    (string)json["observation"]!,
                    new { tool_labels = json["tool_labels"] });
                break;
            case "message_replace":
                script.ReplaceMessage((string)json["answer"]!, (string)json["reason"]!);
                break;
            case "message_end":
                script.EndMessage(json["metadata"]);
                End(script);
                break;
            case "error":
                script.Fail((string)json["message"]!);
                break;
            case "workflow_paused":
                WritePause(script, one);
                break;
            case "workflow_finished" when one.Status == "failed":
                script.Fail((string)data["error"]!);
                break;
            case "workflow_finished":
                script.Finish(data["outputs"], (long)data["total_tokens"]!);
                break;
            default:
                break;
        }
    }

    private void End(RunScriptBuilder script)
    {
        if (Kind != AppKind.Chatflow)
        {
            script.Finish();
        }
    }

    // What comes after the answer is told by the end of the run alone.
    private void WritePause(RunScriptBuilder script, RecordedEvent pause)
    {
        JToken form = pause.Reasons.Single();
        script.Pause(new PauseForm
        {
            NodeId = (string)form["node_id"]!,
            NodeTitle = (string)form["node_title"]!,
            Content = (string)form["form_content"]!,
            Token = (string)form["form_token"]!,
            Inputs = [.. form["inputs"]!.Select(RecordedForms.Input)],
            Actions = [.. form["actions"]!.Select(RecordedForms.Action)],
        });
        JObject end = recording.Exchanges.SelectMany(RecordedEvent.Of).Last(one => one.Name == "workflow_finished").Data;
        const int AnsweredAgain = 1;
        for (int step = (int)pause.Data["total_steps"]! + AnsweredAgain; step < (int)end["total_steps"]!; step++)
        {
            script.NodeStarted($"unseen-{step}").NodeFinished($"unseen-{step}");
        }

        script.Text((string)end["outputs"]!["answer"]!).EndMessage(new { usage = new { total_tokens = 0 } }).Finish(end["outputs"]);
    }
}
