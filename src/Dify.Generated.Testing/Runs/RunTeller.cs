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
    private readonly AnswerEvents? answer = run.Message is { } message ? new(run, message, app.Time) : null;

    /// <summary>Whether the run has ended.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The execution of a node that was started and has not ended, or null.</summary>
    public string? RunningExecution(string nodeId) => defaults.RunningExecution(nodeId);

    /// <summary>Tells of a known event; what the members leave out is filled in. The event's data is returned.</summary>
    public JObject Tell(string name, JObject members)
    {
        (name, members) = answer?.Translate(name, members) ?? (name, members);
        if (answer is not null && AnswerEvents.IsFlat(name))
        {
            members = answer.Complete(name, members);
            TellAsGiven(name, members, isFlat: true);
            return members;
        }

        JObject data = defaults.Complete(name, members);
        if (run.HasWorkflow || EventDefaults.IsFlat(name))
        {
            TellAsGiven(name, data, EventDefaults.IsFlat(name));
        }

        return data;
    }

    /// <summary>Tells of an event with exactly these members beside its name and the ids, or below <c>data</c>.</summary>
    public void TellAsGiven(string name, JObject members, bool isFlat)
    {
        JObject json = Envelope(name, name == "workflow_started" || run.IsStarted, isFlat);
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
            if (run.Message is { } asked)
            {
                json = Ids("error", asked);
            }
            else
            {
                json["workflow_run_id"] = run.IsStarted ? run.RunId : null;
                if (shape == ErrorShape.Documented)
                {
                    json["task_id"] = run.TaskId;
                }
            }

            json["code"] = code;
        }

        json["message"] = message;
        json["status"] = status;
        IsOver = true;
        JObject data = FinishedData(RunStatus.Failed, new JObject(), message, 1, 0);
        run.Finish(RunStatus.Failed, message, data, new EventFrame("error", json), app.Time.GetUtcNow());
        EndPlainStream();
    }

    /// <summary>The run ends as a script says.</summary>
    public void Finish(FinishStep finish)
    {
        if (finish is { Status: RunStatus.Failed, Error: { } error } && !run.HasWorkflow)
        {
            Fail(error);
            return;
        }

        JToken outputs = finish.Outputs;
        long tokens = finish.TotalTokens;
        if (run.Message is { } message && finish.Status != RunStatus.Failed)
        {
            EndAnswer(isStopped: false);
            outputs = new JObject { ["answer"] = message.Written, ["files"] = new JArray() };
            ((JObject)outputs).Merge(finish.Outputs);
            tokens = tokens > 0 ? tokens : (long?)message.Metadata?["usage"]?["total_tokens"] ?? 0;
        }

        Finish(
            finish.Status,
            finish.Error,
            finish.Status,
            finish.Error,
            outputs,
            Math.Max(finish.ExceptionsCount, run.Exceptions),
            tokens);
    }

    /// <summary>The run fails over a node, or over the model.</summary>
    public void Fail(string error)
    {
        if (run.HasWorkflow)
        {
            Finish(RunStatus.Failed, error, RunStatus.Failed, error, new JObject(), run.Exceptions, 0);
        }
        else
        {
            Break(ErrorShape.Pipeline, "completion_request_error", 400, error);
        }
    }

    /// <summary>The run ends because it was stopped.</summary>
    public void EndStopped()
    {
        if (!run.HasWorkflow)
        {
            EndAnswer(isStopped: true);
            Finish(RunStatus.Stopped, null, RunStatus.Stopped, null, new JObject(), 0, 0);
        }
        else if (!run.IsStarted)
        {
            Break(ErrorShape.Pipeline, "invalid_param", 400, "The run was stopped before it had started.");
        }
        else
        {
            bool isAborted = (run.StopEndsAs ?? app.StopEndsAs) == StopOutcome.Failed;
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
        RunFrame told = run.HasWorkflow ? new EventFrame("workflow_finished", json) : new EndFrame();
        run.Finish(recordStatus, recordError, data, told, app.Time.GetUtcNow());
    }

    // Tells the end of the answer, unless a script has told it.
    private void EndAnswer(bool isStopped)
    {
        if (answer is { IsEnded: false })
        {
            Tell("message_end", answer.End(isStopped));
        }
    }

    // Behind a workflow a stream ends by its terminal event, everywhere else with the answer.
    private void EndPlainStream()
    {
        if (!run.HasWorkflow)
        {
            run.Publish(new EndFrame());
        }
    }

    private JObject Envelope(string name, bool isStarted, bool isFlat = false)
    {
        JObject json = run.Message is { } message ? Ids(name, message) : new JObject { ["event"] = name };
        if (run.Message is null)
        {
            json["workflow_run_id"] = isStarted ? run.RunId : null;
        }

        json["task_id"] = run.TaskId;
        if (run.Message is not null && run.HasWorkflow && !(isFlat && (AnswerEvents.IsFlat(name) || EventDefaults.IsFlat(name))))
        {
            json["workflow_run_id"] = run.RunId;
        }

        return json;
    }

    private JObject Ids(string name, ChatMessage message)
    {
        var json = new JObject { ["event"] = name };
        if (run.ConversationId is { } conversation)
        {
            json["conversation_id"] = conversation;
        }

        json["message_id"] = message.Id;
        json["created_at"] = message.CreatedAt.ToUnixTimeSeconds();
        return json;
    }

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
