using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Plays the script of one run, whether anybody listens or not.</summary>
internal sealed class RunPlayer(TestRun run, ScriptedRun script, DifyApp app)
{
    private readonly EventDefaults defaults = new(run, app.Time);
    private readonly List<(string Event, JObject Data)> resumption = [];
    private bool isOver;

    /// <summary>Plays the script to its end, to a stop, or to the end of the server.</summary>
    public async Task PlayAsync(CancellationToken serverEnd)
    {
        using var goingOn = CancellationTokenSource.CreateLinkedTokenSource(serverEnd, run.Stopped);
        try
        {
            if (app.MissingInput(run.Inputs) is { } missing)
            {
                Break(ErrorShape.WorkerSetup, null, 500, $"The input '{missing}' is required.");
            }
            else
            {
                foreach (RunStep step in script.Steps)
                {
                    goingOn.Token.ThrowIfCancellationRequested();
                    await PlayAsync(step, goingOn.Token, serverEnd).ConfigureAwait(false);
                }
            }

            if (!isOver)
            {
                await Task.Delay(Timeout.Infinite, goingOn.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (goingOn.IsCancellationRequested)
        {
            if (!serverEnd.IsCancellationRequested && !isOver)
            {
                EndStopped();
            }
        }
    }

    private async Task PlayAsync(RunStep step, CancellationToken goingOn, CancellationToken serverEnd)
    {
        switch (step)
        {
            case WaitForStopStep:
                await Task.Delay(Timeout.Infinite, goingOn).ConfigureAwait(false);
                break;
            case WaitForReaderStep:
                await run.WaitForReaderAsync(goingOn).ConfigureAwait(false);
                break;
            case HoldStep hold:
                await hold.Signal.HoldAsync(goingOn).ConfigureAwait(false);
                break;
            case WaitStep wait:
                await Task.Delay(wait.Duration, app.Time, goingOn).ConfigureAwait(false);
                break;
            case PauseStep pause:
                Resume();

                // Nothing listens to a stop call while a run is paused.
                await PauseAsync(pause, serverEnd).ConfigureAwait(false);
                break;
            default:
                Resume();
                Send(step);
                break;
        }
    }

    private void Send(RunStep step)
    {
        switch (step)
        {
            case PingStep pings:
                for (int sent = 0; sent < pings.Count; sent++)
                {
                    run.Publish(new PingFrame());
                }

                break;
            case EventStep known:
                Publish(known.Name, defaults.Complete(known.Name, known.Data), EventDefaults.IsFlat(known.Name));
                break;
            case RawEventStep raw:
                Publish(raw.Name, (JObject)raw.Members.DeepClone(), isFlat: true);
                break;
            case RawStep raw:
                run.Publish(new RawFrame(raw.Bytes));
                break;
            case ErrorStep error:
                Break(error.Shape, error.Code, error.Status, error.Message);
                break;
            case FinishStep finish:
                Finish(finish.Status, finish.Status, finish.Outputs, finish.Error, finish.ExceptionsCount, finish.TotalTokens);
                break;
            case DropStep:
                run.Publish(new CutFrame());
                break;
            case EndStreamStep:
                run.Publish(new EndFrame());
                break;
            default:
                throw new InvalidOperationException($"No way to play {step.GetType().Name}.");
        }
    }

    private void Publish(string name, JObject members, bool isFlat)
    {
        bool starts = name == "workflow_started";
        var json = new JObject { ["event"] = name, ["workflow_run_id"] = starts || run.IsStarted ? run.RunId : null, ["task_id"] = run.TaskId };
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
            isOver = true;
            run.Finish((string?)data["status"] ?? RunStatus.Succeeded, data, frame, app.Time.GetUtcNow());
        }
        else
        {
            run.Publish(frame);
        }
    }

    private void Break(ErrorShape shape, string? code, int status, string message)
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
        isOver = true;
        DateTimeOffset now = app.Time.GetUtcNow();
        run.Finish(RunStatus.Failed, FinishedData(RunStatus.Failed, new JObject(), message, 0, 0, now), new EventFrame("error", json), now);
    }

    private void Finish(string wireStatus, string detailStatus, JToken outputs, string? error, int exceptionsCount, long totalTokens)
    {
        isOver = true;
        DateTimeOffset now = app.Time.GetUtcNow();
        JObject data = FinishedData(wireStatus, outputs, error, exceptionsCount, totalTokens, now);
        var json = new JObject { ["event"] = "workflow_finished", ["workflow_run_id"] = run.RunId, ["task_id"] = run.TaskId, ["data"] = data };
        run.Finish(detailStatus, data, new EventFrame("workflow_finished", json), now);
    }

    private JObject FinishedData(string status, JToken outputs, string? error, int exceptionsCount, long totalTokens, DateTimeOffset now) => new()
    {
        ["id"] = run.RunId,
        ["workflow_id"] = run.WorkflowId,
        ["status"] = status,
        ["outputs"] = outputs.DeepClone(),
        ["error"] = error,
        ["elapsed_time"] = defaults.ElapsedSeconds(),
        ["total_tokens"] = totalTokens,
        ["total_steps"] = run.TotalSteps,
        ["created_by"] = new JObject { ["id"] = run.EndUser.Id, ["user"] = run.User },
        ["created_at"] = run.CreatedAt.ToUnixTimeSeconds(),
        ["finished_at"] = now.ToUnixTimeSeconds(),
        ["exceptions_count"] = exceptionsCount,
        ["files"] = new JArray(),
    };

    private void EndStopped()
    {
        if (!run.IsStarted)
        {
            Break(ErrorShape.Pipeline, "invalid_param", 400, "The run was stopped before it had started.");
            return;
        }

        bool asStopped = app.StopEndsAs == StopOutcome.Stopped;
        Finish(
            asStopped ? RunStatus.Stopped : RunStatus.Failed,
            RunStatus.Stopped,
            new JObject(),
            asStopped ? "Stopped by user." : "User requested stop",
            0,
            0);
    }

    private async Task PauseAsync(PauseStep pause, CancellationToken serverEnd)
    {
        List<OpenForm> forms = [.. pause.Forms.Select(form => app.Forms.Open(form, app.Time.GetUtcNow()))];
        foreach (OpenForm form in forms)
        {
            Publish("human_input_required", form.RequiredData(), isFlat: false);
        }

        var data = new JObject
        {
            ["workflow_run_id"] = run.RunId,
            ["paused_nodes"] = new JArray(forms.Select(form => form.Form.NodeId).Distinct()),
            ["outputs"] = new JObject(),
            ["reasons"] = new JArray(forms.Select(form => form.ReasonData())),
            ["status"] = RunStatus.Paused,
            ["created_at"] = run.CreatedAt.ToUnixTimeSeconds(),
            ["elapsed_time"] = defaults.ElapsedSeconds(),
            ["total_tokens"] = 0,
            ["total_steps"] = run.TotalSteps,
        };
        var json = new JObject { ["event"] = "workflow_paused", ["workflow_run_id"] = run.RunId, ["task_id"] = run.TaskId, ["data"] = data };
        run.Pause(new EventFrame("workflow_paused", json));

        resumption.Add(("workflow_started", defaults.Started("resumption")));
        foreach (OpenForm form in forms)
        {
            bool isFilled = await form.WaitForAnswerAsync(app.Time, serverEnd).ConfigureAwait(false);
            resumption.Add(isFilled ? ("human_input_form_filled", form.FilledData()) : ("human_input_form_timeout", form.TimeoutData()));
        }

        run.GoOn();
    }

    private void Resume()
    {
        foreach ((string name, JObject data) in resumption)
        {
            Publish(name, data, isFlat: false);
        }

        resumption.Clear();
    }
}
