using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Tells the readers of a run what happens, in the words of a real server, and keeps the run's state in step.</summary>
internal sealed class RunTeller(TestRun run, DifyApp app)
{
    private const string StoppedByUser = "Stopped by user.";
    private const string Aborted = "Aborted: User requested stop";

    // What servers of this kind write when they take their own pause for a stop.
    private const string Abandoned = "Aborted: Client response stream closed before app execution completed";

    private readonly EventDefaults defaults = new(run, app.Time);

    /// <summary>Whether the run has ended.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The execution of a node that was started and has not ended, or null.</summary>
    public string? RunningExecution(string nodeId) => defaults.RunningExecution(nodeId);

    /// <summary>Tells of a known event; what the members leave out is filled in. The event's data is returned.</summary>
    public JObject Tell(string name, JObject members)
    {
        JObject data = defaults.Complete(name, members);
        TellAsGiven(name, data, EventDefaults.IsFlat(name));
        return data;
    }

    /// <summary>Tells of an event with exactly these members beside its name and the ids, or below <c>data</c>.</summary>
    public void TellAsGiven(string name, JObject members, bool isFlat)
    {
        JObject json = Envelope(name, name == "workflow_started" || run.IsStarted);
        if (isFlat)
        {
            foreach (JProperty member in members.Properties())
            {
                json[member.Name] = member.Value;
            }
        }
        else
        {
            json["data"] = members;
        }

        var frame = new EventFrame(name, json);
        if (name == "workflow_finished" && json["data"] is JObject data)
        {
            IsOver = true;
            run.Finish((string?)data["status"] ?? RunStatus.Succeeded, (string?)data["error"], data, frame, app.Time.GetUtcNow());
        }
        else
        {
            run.Publish(frame);
        }
    }

    /// <summary>The run breaks off with an <c>error</c> event.</summary>
    public void Break(ErrorShape shape, string? code, int status, string message)
    {
        var json = new JObject { ["event"] = "error" };
        if (shape != ErrorShape.WorkerSetup)
        {
            json["workflow_run_id"] = run.IsStarted ? run.RunId : null;
            if (shape == ErrorShape.Documented)
            {
                json["task_id"] = run.TaskId;
            }

            json["code"] = code;
        }

        json["message"] = message;
        json["status"] = status;
        IsOver = true;
        JObject data = FinishedData(RunStatus.Failed, new JObject(), message, 1, 0);
        run.Finish(RunStatus.Failed, message, data, new EventFrame("error", json), app.Time.GetUtcNow());
    }

    /// <summary>The run ends as a script says.</summary>
    public void Finish(FinishStep finish) => Finish(
        finish.Status,
        finish.Error,
        finish.Status,
        finish.Error,
        finish.Outputs,
        Math.Max(finish.ExceptionsCount, run.Exceptions),
        finish.TotalTokens);

    /// <summary>The run fails over a node.</summary>
    public void Fail(string error) => Finish(RunStatus.Failed, error, RunStatus.Failed, error, new JObject(), run.Exceptions, 0);

    /// <summary>The run ends because it was stopped.</summary>
    public void EndStopped()
    {
        if (!run.IsStarted)
        {
            Break(ErrorShape.Pipeline, "invalid_param", 400, "The run was stopped before it had started.");
        }
        else
        {
            bool isAborted = app.StopEndsAs == StopOutcome.Failed;
            string told = isAborted && !app.Traits.CallsEveryStopStopped ? RunStatus.Failed : RunStatus.Stopped;
            Finish(told, isAborted ? Aborted : StoppedByUser, RunStatus.Stopped, Aborted, new JObject(), run.Exceptions, 0);
        }
    }

    /// <summary>The run ends as if it had been stopped, although it was answered.</summary>
    public void EndAbandoned() => Finish(RunStatus.Stopped, StoppedByUser, RunStatus.Stopped, Abandoned, new JObject(), run.Exceptions, 0);

    /// <summary>The run pauses for forms that are open.</summary>
    public void Pause(IReadOnlyList<OpenForm> open)
    {
        foreach (OpenForm form in open)
        {
            TellAsGiven("human_input_required", form.RequiredData(form.Form.Content), isFlat: false);
        }

        IEnumerable<string> nodes = open.Select(form => form.Form.NodeId).Distinct();
        DateTimeOffset now = app.Time.GetUtcNow();
        JObject json = Envelope("workflow_paused", isStarted: true);
        json["data"] = new JObject
        {
            ["workflow_run_id"] = run.RunId,
            ["paused_nodes"] = new JArray(app.Traits.PutsPausedNodesInOrder ? nodes : nodes.Reverse()),
            ["outputs"] = new JObject(),
            ["reasons"] = new JArray(open.Select(form => form.ReasonData(form.Form.Content))),
            ["status"] = RunStatus.Paused,
            ["created_at"] = run.LegStartedAt.ToUnixTimeSeconds(),
            ["elapsed_time"] = defaults.ElapsedSeconds(),
            ["total_tokens"] = 0,
            ["total_steps"] = run.Steps,
        };
        run.Pause(new EventFrame("workflow_paused", json), open, now);
    }

    private void Finish(
        string status, string? error, string recordStatus, string? recordError, JToken outputs, int exceptionsCount, long totalTokens)
    {
        IsOver = true;
        JObject json = Envelope("workflow_finished", isStarted: true);
        JObject data = FinishedData(status, outputs, error, exceptionsCount, totalTokens);
        json["data"] = data;
        run.Finish(recordStatus, recordError, data, new EventFrame("workflow_finished", json), app.Time.GetUtcNow());
    }

    private JObject Envelope(string name, bool isStarted) =>
        new() { ["event"] = name, ["workflow_run_id"] = isStarted ? run.RunId : null, ["task_id"] = run.TaskId };

    private JObject FinishedData(string status, JToken outputs, string? error, int exceptionsCount, long totalTokens) => new()
    {
        ["id"] = run.RunId,
        ["workflow_id"] = run.WorkflowId,
        ["status"] = status,
        ["outputs"] = outputs.DeepClone(),
        ["error"] = error,
        ["elapsed_time"] = defaults.ElapsedSeconds(),
        ["total_tokens"] = totalTokens,
        ["total_steps"] = run.Steps,
        ["created_by"] = new JObject { ["id"] = run.EndUser.Id, ["user"] = run.User },
        ["created_at"] = run.LegStartedAt.ToUnixTimeSeconds(),
        ["finished_at"] = app.Time.GetUtcNow().ToUnixTimeSeconds(),
        ["exceptions_count"] = exceptionsCount,
        ["files"] = FilesIn(outputs),
    };

    /// <summary>The files among outputs, each a file or a list of files.</summary>
    private static JArray FilesIn(JToken outputs) => new(outputs.Children<JProperty>()
        .SelectMany(output => output.Value is JArray list ? list : (IEnumerable<JToken>)[output.Value])
        .OfType<JObject>()
        .Where(value => (string?)value["dify_model_identity"] == "__dify__file__")
        .Select(file => file.DeepClone()));
}
