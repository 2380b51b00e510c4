using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Recording;

/// <summary>Writes the script of one run from the events that came on its streams. What a snapshot repeats is written once.</summary>
internal sealed class RunRecorder(Operation start, TimeProvider time, bool keepsWaits)
{
    // What takes less is the way of the bytes, not the run.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);

    private static readonly string[] NodeEvents =
    [
        "node_retry", "iteration_started", "iteration_next", "iteration_completed", "loop_started", "loop_next", "loop_completed",
        "agent_log",
    ];

    private readonly string? workflowId = start.Name == Operation.RunById ? start.Id : null;
    private readonly JArray steps = [];
    private readonly HashSet<string> startedNodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> finishedNodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> pausedForms = new(StringComparer.Ordinal);
    private readonly HashSet<string> askingNodes = new(StringComparer.Ordinal);
    private object? leader;
    private JToken? pending;
    private DateTimeOffset? last;
    private bool isStarted;
    private bool isPaused;
    private bool wasStopped;
    private bool isOfAgent;
    private bool isOpening;

    /// <summary>The run's id, once it is known.</summary>
    public string? RunId { get; private set; }

    public string? TaskId { get; private set; }

    /// <summary>What kind of app answers, as scripts call it; null for a workflow, which they take for granted.</summary>
    public string? App => start.Name switch
    {
        Operation.Complete => "completion",
        Operation.Chat => isOfAgent ? "agent" : isStarted ? "chatflow" : "chat",
        _ => null,
    };

    /// <summary>Whether its end was told.</summary>
    public bool IsOver { get; private set; }

    /// <summary>How the stream of a run that was stopped has ended; null for one that was not.</summary>
    public string? StopEndedAs { get; private set; }

    private string? WorkflowOfRun { get; set; }

    /// <summary>Somebody has asked to stop the run.</summary>
    public void NoteStop() => wasStopped = true;

    /// <summary>Takes note of an event, unless another stream of the run is open that tells the same.</summary>
    /// <param name="stream">The stream on which it came.</param>
    /// <param name="told">The event.</param>
    public void Note(object stream, JObject told)
    {
        isOpening = leader is null;
        leader ??= stream;
        if (leader == stream)
        {
            Note(told);
        }
    }

    /// <summary>A stream of the run has ended; what comes on another one comes to a caller that has come back.</summary>
    public void NoteStreamEnd(object stream, AnswerEnd end)
    {
        if (leader is not null && leader != stream)
        {
            return;
        }

        leader = null;
        if (!IsOver && !isPaused && end != AnswerEnd.Left)
        {
            pending = end == AnswerEnd.Broken ? "drop" : "end_stream";
        }

        last = null;
    }

    private void Note(JObject told)
    {
        string name = (string?)told["event"] ?? "";
        JObject data = told["data"] as JObject ?? [];
        RunId ??= (string?)told["workflow_run_id"];
        TaskId = (string?)told["task_id"] is { } task && task != RunId ? task : TaskId;
        switch (name)
        {
            case "workflow_started":
                Start(data);
                break;
            case "node_started" when (string?)data["node_type"] is not ("iteration" or "loop") && startedNodes.Add(IdOf(data)):
                Add(name, data);
                break;
            case "node_finished" when IsFinal(data) && finishedNodes.Add(IdOf(data)):
                if (!askingNodes.Contains((string?)data["node_id"] ?? ""))
                {
                    Add(name, data);
                }

                break;
            case "node_started" or "node_finished" or "human_input_required" or "human_input_form_filled" or "human_input_form_timeout":
                break;
            case "workflow_paused":
                Pause(data["reasons"] as JArray ?? []);
                break;
            case "workflow_finished":
                Finish(data);
                break;
            case "error":
                Break(told);
                break;
            case "text_chunk":
                JToken text = data["text"] ?? "";
                Add(Named("text", data["from_variable_selector"] is JArray from ? new JObject { ["text"] = text, ["from"] = from } : text));
                break;
            case "ping" or "":
                break;
            case "message_replace" when isOpening && steps.Count > 0:
                // A stream that is taken up again begins with all that was said.
                break;
            case "message_end" when !isStarted:
                EndAnswer(told);
                break;
            case var _ when AnswerSteps.Of(told) is { } step:
                isOfAgent |= name is "agent_message" or "agent_thought";
                Add(step);
                break;
            case var _ when NodeEvents.Contains(name) && data["node_id"] is { Type: JTokenType.String }:
                Add(name, data);
                break;
            default:
                var other = new JObject { ["event"] = name };
                other.Merge(AnswerSteps.Members(told));
                Add(Named("event", other));
                break;
        }
    }

    /// <summary>The answer of a call that waited for the end of the run.</summary>
    public void NoteBlocking(JObject answer)
    {
        RunId = (string?)answer["workflow_run_id"];
        TaskId = (string?)answer["task_id"];
        Start(answer["data"] as JObject ?? []);
        NoteOutcome(answer["data"] as JObject ?? []);
    }

    /// <summary>The answer of a chat or a text generator that was waited for as a whole.</summary>
    public void NoteBlockingAnswer(JObject answer)
    {
        TaskId = (string?)answer["task_id"];
        JObject data = answer["data"] as JObject ?? answer;
        if ((string?)data["mode"] == "advanced-chat")
        {
            Start(data);
        }

        Add(AnswerSteps.Text(data["answer"], from: null));
        if (data["reasons"] is JArray reasons)
        {
            RunId = (string?)data["workflow_run_id"];
            Pause(reasons);
            return;
        }

        Add(Named("message_end", new JObject { ["metadata"] = data["metadata"] ?? new JObject() }));
        Add("finish");
        IsOver = true;
    }

    /// <summary>What the server has on record of the run, which counts when no stream has told its end.</summary>
    public void NoteOutcome(JObject record)
    {
        if (IsOver)
        {
            return;
        }

        if ((string?)record["status"] == "paused")
        {
            Pause(record["reasons"] as JArray ?? []);
        }
        else if ((string?)record["status"] is "succeeded" or "partial-succeeded" or "failed" or "stopped")
        {
            Finish(record);
        }
    }

    /// <summary>The run as scripts write it.</summary>
    public JObject ToScript(Anonymizer anonymizer)
    {
        var written = (JArray)steps.DeepClone();
        if (!IsOver)
        {
            // Nobody has seen its end.
            if (pending is not null)
            {
                written.Add(pending);
            }

            written.Add(isPaused ? "finish" : "wait_for_stop");
        }

        var places = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string? id, string place) in new[] { (WorkflowOfRun, "{workflow_id}"), (TaskId, "{task_id}"), (RunId, "{run_id}") })
        {
            if (id is not null)
            {
                places[id] = place;
            }
        }

        anonymizer.Clean(written, places);
        var run = new JObject();
        if (workflowId is not null)
        {
            run["workflow_id"] = workflowId;
        }

        run["steps"] = written;
        return run;
    }

    private void Start(JObject data)
    {
        WorkflowOfRun ??= (string?)data["workflow_id"];
        if (!isStarted)
        {
            isStarted = true;
            Add("started");
        }
    }

    // Without a workflow, the end of the answer is the end of it all.
    private void EndAnswer(JObject told)
    {
        if (wasStopped)
        {
            Add("wait_for_stop");
        }
        else
        {
            Add(AnswerSteps.Of(told)!);
            Add("finish");
        }

        IsOver = true;
    }

    private void Pause(JArray reasons)
    {
        string[] forms = [.. reasons.Select(reason => (string?)reason["form_id"] ?? "")];

        // What is asked again while it is open is the same pause; the stand-in asks again by itself.
        if (forms.Length > 0 && forms.All(pausedForms.Contains))
        {
            return;
        }

        pausedForms.UnionWith(forms);
        askingNodes.UnionWith(reasons.Select(reason => (string?)reason["node_id"] ?? ""));
        Add(Named("pause", new JArray(reasons.OfType<JObject>().Select(FormSteps.Of))));
        isPaused = true;
        pending = "wait_for_reader";
        last = null;
    }

    private void Finish(JObject data)
    {
        string? status = (string?)data["status"];
        JObject outputs = data["outputs"] as JObject ?? [];
        if (wasStopped && status is "stopped" or "failed")
        {
            StopEndedAs = status;
            Add("wait_for_stop");
        }
        else if (status == "failed")
        {
            Add(Named("fail", (string?)data["error"] ?? ""));
        }
        else if (status == "partial-succeeded")
        {
            int exceptions = Math.Max(1, (int?)data["exceptions_count"] ?? 1);
            Add(Named("partial_success", new JObject { ["outputs"] = outputs, ["exceptions_count"] = exceptions }));
        }
        else if (status == "stopped" && !isPaused)
        {
            // Nobody on this side has stopped it: a caller that plays the script does not either.
            Add(Named("event", new JObject { ["event"] = "workflow_finished", ["data"] = data }));
        }
        else
        {
            Add(Named("finish", new JObject { ["outputs"] = outputs, ["total_tokens"] = data["total_tokens"] ?? 0 }));
        }

        IsOver = true;
    }

    private void Break(JObject told)
    {
        string shape = told["code"] is null ? "worker_setup" : told["task_id"] is null ? "pipeline" : "documented";
        int status = Math.Max(400, (int?)told["status"] ?? 500);
        var error = new JObject { ["message"] = told["message"] ?? "", ["status"] = status, ["shape"] = shape };
        if ((string?)told["code"] is { } code)
        {
            error["code"] = code;
        }

        Add(Named("error", error));
        IsOver = true;
    }

    private void Add(string name, JObject data)
    {
        // The clock of whoever plays the script says when.
        var members = (JObject)data.DeepClone();
        members.Remove("created_at");
        members.Remove("finished_at");
        Add(Named(name, members));
    }

    private void Add(JToken step)
    {
        if (IsOver)
        {
            return;
        }

        DateTimeOffset now = time.GetUtcNow();
        if (pending is not null)
        {
            steps.Add(pending);
            if ((string?)pending != "wait_for_reader")
            {
                steps.Add("wait_for_reader");
            }

            pending = null;
        }
        else if (keepsWaits && last is { } before && now - before >= ShortestWait)
        {
            steps.Add(Named("wait", Math.Round((now - before).TotalSeconds, 2)));
        }

        last = now;
        isPaused = false;
        steps.Add(step);
    }

    private static JObject Named(string name, JToken value) => new() { [name] = value };

    private static bool IsFinal(JObject data) => (string?)data["node_type"] is not ("iteration" or "loop")
        && (string?)data["status"] is not ("paused" or "retry" or "running" or "pending");

    private static string IdOf(JObject data) => (string?)data["id"] ?? "";
}
