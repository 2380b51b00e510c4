using System;
using System.Collections.Generic;
using System.Linq;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>
/// The script of a recorded run, made of its events. It says only what the workflow decides (its nodes, their texts and results, its
/// forms, its end); everything else is for the
/// stand-in to add. Before each step the run waits for the test.
/// </summary>
internal sealed class ScriptOfRecording
{
    private static readonly string[] OfNode =
        ["inputs", "outputs", "process_data", "status", "error", "files", "retry_index", "metadata", "steps"];
    private static readonly string[] OfRounds = ["iteration_id", "iteration_index", "loop_id", "loop_index"];

    private readonly RecordedRun run;
    private readonly Recording recording;
    private readonly Dictionary<int, RunSignal> gates = [];
    private readonly HashSet<string> askedBefore = [];

    public ScriptOfRecording(Recording recording)
    {
        this.recording = recording;
        run = RecordedRun.Of(recording.Exchanges);
        JObject? end = run.End;
        bool wasStopped = recording.Exchanges.Any(Recording.IsStop);
        StopEndsAs = (string?)end?["error"] == "Stopped by user." ? StopOutcome.Stopped : StopOutcome.Failed;
        IsStopped = wasStopped;
        IsAbandoned = !wasStopped
            && ((string?)end?["status"] == "stopped" || run.Details.Any(detail => (string?)detail["status"] == "stopped"));
    }

    public RecordedRun Run => run;

    public IReadOnlyList<RecordedEvent> Log => run.Log;

    public bool IsStopped { get; }

    /// <summary>Whether the server took the answer for a stop.</summary>
    public bool IsAbandoned { get; }

    public StopOutcome StopEndsAs { get; }

    /// <summary>Whether the run was already waiting for its form when the recording began.</summary>
    public bool BeginsPaused => !recording.Exchanges.Any(Recording.IsStart);

    /// <summary>The run waits here for the event with this place in the log; null where the stand-in tells it by itself.</summary>
    public RunSignal? Gate(int index) => gates.GetValueOrDefault(index);

    public IEnumerable<int> Gates => gates.Keys.Order();

    /// <summary>How the form that a resumption answers was answered; null where it expired.</summary>
    public (string Token, JObject Body)? Answer(int resumption)
    {
        RecordedEvent[] leg = [.. Log.Skip(resumption + 1).TakeWhile(told => !told.IsResumption)];
        RecordedEvent? closed = leg.FirstOrDefault(told => told.Name == "human_input_form_filled" || IsAskingFinish(told));
        RecordedEvent form = closed is null
            ? FormsBefore(resumption).First()
            : FormsBefore(resumption).LastOrDefault(asked => asked.NodeId == closed.NodeId) ?? Synthetic(closed);
        string token = form.FormToken!;
        if (leg.Any(told => told.Name == "human_input_form_timeout") || (closed is not null && run.ExpiredNodes.Contains(closed.NodeId!)))
        {
            return null;
        }

        // A paragraph that was answered with a number fails its node; the number itself is told nowhere.
        JObject? outputs = closed?.Data["outputs"] as JObject;
        bool isFaulty = closed is { Name: "node_finished", Status: "failed" };
        var inputs = new JObject();
        foreach (JToken input in form.Data["inputs"]!)
        {
            string name = (string)input["output_variable_name"]!;
            inputs[name] = isFaulty ? 7 : ((closed?.Data["submitted_data"] as JObject)?[name] ?? outputs?[name])?.DeepClone() ?? "hi";
        }

        JToken? action = closed?.Data["action_id"] ?? outputs?["__action_id"];
        action ??= form.Data["actions"]![0]!["id"]!;
        return (token, new JObject { ["inputs"] = inputs, ["action"] = action.DeepClone(), ["user"] = "u1" });
    }

    public void Write(RunScriptBuilder script)
    {
        if (Log.Count == 0)
        {
            WriteBlocking(script);
            return;
        }

        int unseen = UnseenSteps();
        if (BeginsPaused)
        {
            WriteBeginning(script, unseen);
        }

        for (int index = 0; index < Log.Count; index++)
        {
            RecordedEvent told = Log[index];
            if (told.IsResumption)
            {
                script.Hold(gates[index] = new RunSignal());
            }

            if (IsToldByItself(index) || (told.Name == "workflow_finished" && EndsByItself))
            {
                continue;
            }

            if (told.Name == "workflow_finished" && !BeginsPaused)
            {
                WriteNodes(script, unseen);
            }

            script.Hold(gates[index] = new RunSignal());
            Write(script, index, told);
        }

        if (IsStopped)
        {
            script.WaitForStop();
        }
        else if (run.IsEndedByRecord && !IsAbandoned)
        {
            script.Hold(gates[Log.Count] = new RunSignal());
            WriteNodes(script, unseen);
            WriteEnd(script, run.End!);
        }
    }

    private bool EndsByItself => IsStopped || IsAbandoned || run.Log.Any(told => IsAskingFinish(told) && told.Status == "failed");

    // What the answers bring, and a pause for forms that the run has asked for before, come from the stand-in.
    private bool IsToldByItself(int index)
    {
        RecordedEvent told = Log[index];
        return told.IsResumption
            || (BeginsPaused && told.Name == "workflow_started")
            || told.Name is "human_input_required" or "human_input_form_filled" or "human_input_form_timeout"
            || IsAskingFinish(told)
            || (told.Name == "node_started" && Log.Take(index).Any(before => before.Name == "node_started" && before.Id == told.Id))
            || (told.Name == "node_started" && BeginsPaused && Log.Take(index).LastOrDefault()?.IsResumption == true)
            || (told.Name == "workflow_paused" && told.TokensOfPause.All(askedBefore.Contains) && told.TokensOfPause.Count > 0);
    }

    private static bool IsAskingFinish(RecordedEvent told) => told.Name == "node_finished"
        && (string?)told.Data["node_type"] == "human-input";

    private void Write(RunScriptBuilder script, int index, RecordedEvent told)
    {
        JObject data = told.Data;
        string node = told.NodeId ?? "";
        switch (told.Name)
        {
            case "workflow_started":
                script.Started();
                break;
            case "node_started":
                script.NodeStarted(node, (string?)data["title"], (string)data["node_type"]!);
                break;
            case "node_finished":
                script.NodeFinished(node, data["outputs"], more: Result(data));
                break;
            case "node_retry":
                script.NodeRetry(node, (int)data["retry_index"]!, (string)data["error"]!, Result(data));
                break;
            case "iteration_started":
                script.IterationStarted(node, (string?)data["title"], Result(data));
                break;
            case "iteration_next":
                script.IterationNext(node, (int)data["index"]!);
                break;
            case "iteration_completed":
                script.IterationCompleted(node, data["outputs"], (int)data["steps"]!, (string)data["status"]!, Result(data));
                break;
            case "loop_started":
                script.LoopStarted(node, (string?)data["title"], Result(data));
                break;
            case "loop_next":
                script.LoopNext(node, (int)data["index"]!);
                break;
            case "loop_completed":
                script.LoopCompleted(node, data["outputs"], (int)data["steps"]!, (string)data["status"]!, Result(data));
                break;
            case "text_chunk":
                script.Text((string)data["text"]!, [.. data["from_variable_selector"]!.Select(part => (string)part!)]);
                break;
            case "workflow_paused":
                script.Pause([.. FormsOf(told).Select(Form)]);
                askedBefore.UnionWith(told.TokensOfPause);
                break;
            case "workflow_finished":
                WriteEnd(script, data);
                break;
            default:
                var members = (JObject)told.Json.DeepClone();
                foreach (string name in (string[])["event", "workflow_run_id", "task_id"])
                {
                    members.Remove(name);
                }

                script.Event(told.Name, members);
                break;
        }
    }

    /// <summary>What the app decides of the end of a node.</summary>
    internal static JObject Result(JObject data)
    {
        var result = new JObject();
        foreach (string name in OfNode.Where(data.ContainsKey))
        {
            result[name] = data[name]!.DeepClone();
        }

        if (data["execution_metadata"] is JObject { Count: > 0 } metadata
            && metadata.Properties().Any(member => !OfRounds.Contains(member.Name)))
        {
            result["execution_metadata"] = metadata.DeepClone();
        }

        return result;
    }

    private static void WriteEnd(RunScriptBuilder script, JObject end)
    {
        switch ((string?)end["status"])
        {
            case "partial-succeeded":
                script.PartialSuccess(end["outputs"], 1);
                break;
            case "failed":
                script.Fail((string?)end["error"] ?? "");
                break;
            default:
                script.Finish(end["outputs"], (long)end["total_tokens"]!);
                break;
        }
    }

    // A call that waits for the end tells nothing but the end, or the pause.
    private void WriteBlocking(RunScriptBuilder script)
    {
        script.Started();
        if (recording.Exchanges.FirstOrDefault(Recording.IsStart) is not { Status: 200 } start
            || RecordedEvent.Parse(start.BodyText)["data"] is not JObject data)
        {
            return;
        }

        JToken[] reasons = [.. data["reasons"] ?? new JArray()];
        WriteNodes(script, (int)data["total_steps"]! - reasons.Length);
        if (reasons.Length > 0)
        {
            script.Pause([.. reasons.Select(reason => Form(Required((JObject)reason)))]);
        }
        else
        {
            WriteEnd(script, data);
        }
    }

    // The steps that the recording counts and does not show.
    private int UnseenSteps()
    {
        if (EndsByItself || run.End is not { } end)
        {
            return 0;
        }

        int seen = Log.Count(told => told.Name is "iteration_started" or "loop_started" or "node_retry"
            || (told.Name == "node_started" && told.Data["iteration_id"]?.Type != JTokenType.String
                && told.Data["loop_id"]?.Type != JTokenType.String));
        int asked = Log[^1].IsResumption ? 1 : 0;
        int before = BeginsPaused ? 1 : 0;
        int answeredUnseen = run.IsEndedByRecord ? UnseenResumptions() : 0;
        return Math.Max(0, (int)end["total_steps"]! - seen - asked - before - answeredUnseen);
    }

    // An answer that was sent in, of whose resumption the recording shows nothing, starts its node again.
    private int UnseenResumptions()
    {
        int sent = recording.Exchanges.Count(exchange => exchange.Method == "POST" && Recording.IsForm(exchange));
        return Math.Max(0, sent - Log.Count(told => told.IsResumption));
    }

    private void WriteBeginning(RunScriptBuilder script, int unseen)
    {
        RecordedEvent filled = Log.First(told => told.Name is "human_input_form_filled" || IsAskingFinish(told));
        script.Started();
        WriteNodes(script, unseen);
        script.Pause(Form(Synthetic(filled)));
        askedBefore.Add(SyntheticToken);
    }

    private const string SyntheticToken = "token-of-before";

    private static void WriteNodes(RunScriptBuilder script, int count)
    {
        for (int node = 0; node < count; node++)
        {
            script.NodeStarted($"unseen-{node}").NodeFinished($"unseen-{node}");
        }
    }

    // A form that was asked for before the recording began, told from its answer.
    private static RecordedEvent Synthetic(RecordedEvent answered)
    {
        JObject data = answered.Data;
        JObject values = data["submitted_data"] as JObject ?? [];
        string content = values.Properties().Aggregate(
            (string?)data["rendered_content"] ?? "",
            (text, value) => text.Replace((string?)value.Value ?? "", "{{#$output." + value.Name + "#}}", StringComparison.Ordinal));
        var form = new JObject
        {
            ["node_id"] = answered.NodeId,
            ["node_title"] = data["node_title"]?.DeepClone(),
            ["form_content"] = content,
            ["form_token"] = SyntheticToken,
            ["inputs"] = new JArray(values.Properties()
                .Select(value => new JObject { ["output_variable_name"] = value.Name, ["type"] = "paragraph" })),
            ["actions"] = new JArray(new JObject
            {
                ["id"] = data["action_id"]?.DeepClone(),
                ["title"] = data["action_text"]?.DeepClone(),
                ["button_style"] = "default",
            }),
        };
        return Required(form);
    }

    private static RecordedEvent Required(JObject form) =>
        new(new JObject { ["event"] = "human_input_required", ["data"] = form }, default);

    private IEnumerable<RecordedEvent> FormsOf(RecordedEvent pause) => pause.TokensOfPause.Select(token => run.Form(token)!);

    private IEnumerable<RecordedEvent> FormsBefore(int resumption) =>
        Log.Take(resumption).LastOrDefault(told => told.Name == "workflow_paused") is { } pause ? FormsOf(pause) : [];

    private PauseForm Form(RecordedEvent form) => new()
    {
        NodeId = form.NodeId!,
        NodeTitle = (string)form.Data["node_title"]!,
        Content = (string)form.Data["form_content"]!,
        ContentTemplate = TemplateOf(form.FormToken!),
        Token = form.FormToken,
        Inputs = [.. form.Data["inputs"]!.Select(RecordedForms.Input)],
        Actions = [.. form.Data["actions"]!.Select(RecordedForms.Action)],
        ApprovalChannels = [.. (form.Data["approval_channels"] ?? new JArray()).Select(channel => (string)channel!)],
        ExpiresAfter = run.HasExpired(form) ? RecordedForms.ShortLife : RecordedForms.LongLife,
    };

    // Only a snapshot shows it.
    private string? TemplateOf(string token) => recording.Exchanges
        .Where(Recording.IsEvents)
        .SelectMany(RecordedEvent.Of)
        .Where(told => told.Name == "human_input_required" && told.FormToken == token)
        .Select(told => (string?)told.Data["form_content"])
        .FirstOrDefault(content => content != (string?)run.Form(token)?.Data["form_content"]);
}
