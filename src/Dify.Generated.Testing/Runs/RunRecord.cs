using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>What the server has on record of a run's nodes and forms, and the snapshot that it makes of it.</summary>
internal sealed class RunRecord(TestRun run, bool rendersForms)
{
    private readonly List<NodeRow> rows = [];
    private IReadOnlyList<OpenForm> forms = [];
    private JObject? paused;
    private bool isStarted;

    // The places of the nodes count from the last start or resumption.
    private int count;

    /// <summary>Takes note of an event.</summary>
    public void Note(EventFrame told)
    {
        JObject data = told.Json["data"] as JObject ?? [];
        switch (told.Event)
        {
            case "workflow_started":
                isStarted = true;
                count = 0;
                break;
            case "node_started" when (string?)data["id"] is { } id:
                if (rows.Find(row => row.Id == id) is { } known)
                {
                    known.Restart(data, ++count);
                }
                else
                {
                    rows.Add(new NodeRow(id, ++count, data));
                }

                break;
            case "node_finished" or "node_retry" when (string?)data["id"] is { } id:
                rows.Find(row => row.Id == id)?.Rest(data);
                break;
            case "iteration_started" or "loop_started":
                // Only the record knows such a node by an execution of its own.
                rows.Add(new NodeRow(Guid.NewGuid().ToString(), ++count, data));
                break;
            case "iteration_completed" or "loop_completed":
                rows.FindLast(row => row.IsRunning && row.NodeId == (string?)data["node_id"])?.Rest(data);
                break;
            default:
                break;
        }
    }

    /// <summary>Takes note of a pause: the asking nodes rest until their forms are answered.</summary>
    public void NotePause(IReadOnlyList<OpenForm> open, JObject data, DateTimeOffset now)
    {
        forms = open;
        paused = data;
        foreach (NodeRow row in rows.Where(row => open.Any(form => form.ExecutionId == row.Id)))
        {
            row.Rest(new JObject { ["status"] = RunStatus.Paused, ["elapsed_time"] = 0.02, ["finished_at"] = now.ToUnixTimeSeconds() });
        }
    }

    /// <summary>The snapshot: the run's start, its nodes in reduced form, and its pause if it is paused.</summary>
    public IEnumerable<EventFrame> Snapshot(bool isPaused)
    {
        if (!isStarted)
        {
            yield break;
        }

        yield return Frame("workflow_started", isPaused, new JObject
        {
            ["id"] = run.RunId,
            ["workflow_id"] = run.WorkflowId,
            ["inputs"] = run.RecordedInputs(),
            ["created_at"] = run.CreatedAt.ToUnixTimeSeconds(),
            ["reason"] = "initial",
        });
        if (run.Message is { } message)
        {
            // The pieces are not repeated: what they came to takes their place.
            var said = new JObject
            {
                ["event"] = "message_replace",
                ["task_id"] = TaskId(isPaused),
                ["answer"] = message.Said,
                ["reason"] = "",
            };
            yield return new EventFrame("message_replace", WithMessage(said));
        }

        foreach (NodeRow row in rows)
        {
            yield return Frame("node_started", isPaused, row.StartedData());
            if (row.FinishedData() is { } finished)
            {
                yield return Frame("node_finished", isPaused, finished);
            }
        }

        foreach (EventFrame frame in isPaused ? Pause() : [])
        {
            yield return frame;
        }
    }

    private IEnumerable<EventFrame> Pause()
    {
        foreach (OpenForm form in forms)
        {
            yield return Frame("human_input_required", isPaused: true, form.RequiredData(Content(form)));
        }

        var data = (JObject)paused!.DeepClone();
        data["paused_nodes"] = new JArray(forms.Select(form => form.Form.NodeId).Distinct());
        data["reasons"] = new JArray(forms.Select(form => form.ReasonData(Content(form))));
        data["created_at"] = run.CreatedAt.ToUnixTimeSeconds();
        data["elapsed_time"] = 0.0;
        yield return Frame("workflow_paused", isPaused: true, data);
    }

    private string Content(OpenForm form) => rendersForms ? form.Form.Content : form.Form.ContentTemplate ?? form.Form.Content;

    // The task of a run that goes on is known only from what it sends, and a snapshot does not wait long for that: the run's id takes its
    // place.
    private string TaskId(bool isPaused) => isPaused ? run.TaskId : run.RunId;

    private EventFrame Frame(string name, bool isPaused, JObject data) => new(name, WithMessage(new JObject
    {
        ["event"] = name,
        ["task_id"] = TaskId(isPaused),
        ["workflow_run_id"] = run.RunId,
        ["data"] = data,
    }));

    private JObject WithMessage(JObject json)
    {
        if (run.Message is { } message)
        {
            json["conversation_id"] = message.Conversation.Id;
            json["message_id"] = message.Id;
            json["created_at"] = message.CreatedAt.ToUnixTimeSeconds();
        }

        return json;
    }
}
