using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>
/// Plays a pause from its first form to the answer of its last. The run goes on after each answer: the asking nodes start again, the
/// answered one ends, and
/// while a form is open the run pauses again.
/// </summary>
internal sealed class PausePlayer(TestRun run, RunTeller teller, DifyApp app)
{
    /// <summary>Plays a pause.</summary>
    /// <param name="pause">The forms.</param>
    /// <param name="cancellationToken">Ends the wait for answers.</param>
    /// <returns>What is to be told when the run goes on after its last form.</returns>
    public async Task<Action> PlayAsync(PauseStep pause, CancellationToken cancellationToken)
    {
        List<OpenForm> open = [.. pause.Forms.Select(form => app.Forms.Open(form, app.Time.GetUtcNow(), app.Traits.HasApprovalChannels))];
        foreach (OpenForm form in open)
        {
            StartAsking(form, open);
        }

        teller.Pause(open);
        Dictionary<OpenForm, Task> answers = open.ToDictionary(form => form, form => form.WaitForAnswerAsync(app.Time, cancellationToken));
        while (true)
        {
            Task first = await Task.WhenAny(open.Select(form => answers[form])).ConfigureAwait(false);
            await first.ConfigureAwait(false);
            List<OpenForm> asking = open;
            List<OpenForm> done = [.. asking.Where(form => answers[form].IsCompleted)];
            open = [.. asking.Except(done)];
            run.GoOn(app.Time.GetUtcNow());
            if (open.Count == 0)
            {
                return () => GoOn(asking, done);
            }

            GoOn(asking, done);
            if (teller.IsOver)
            {
                return static () => { };
            }

            teller.Pause(open);
        }
    }

    // A script may have started the node already; each form asks by an execution of its own.
    private void StartAsking(OpenForm form, IReadOnlyList<OpenForm> all)
    {
        string? running = teller.RunningExecution(form.Form.NodeId);
        form.ExecutionId = running is not null && !all.Any(other => other.ExecutionId == running)
            ? running
            : (string)teller.Tell("node_started", Asking(form))["id"]!;
    }

    private void GoOn(List<OpenForm> asking, List<OpenForm> done)
    {
        teller.Tell("workflow_started", new JObject { ["reason"] = "resumption" });
        foreach (OpenForm form in app.Traits.PutsPausedNodesInOrder ? asking : Enumerable.Reverse(asking))
        {
            JObject again = Asking(form);
            again["id"] = form.ExecutionId;
            teller.Tell("node_started", again);
        }

        if (app.Options.AnsweredRunsEndStopped ?? app.Traits.EndsAnsweredRunsStopped)
        {
            teller.EndAbandoned();
            return;
        }

        foreach (OpenForm form in done)
        {
            if (app.Traits.TellsAnswersByEvents && form.Fault is null)
            {
                (string name, JObject data) = form.IsSubmitted
                    ? ("human_input_form_filled", form.FilledData())
                    : ("human_input_form_timeout", form.TimeoutData());
                teller.TellAsGiven(name, data, isFlat: false);
            }

            teller.Tell("node_finished", form.FinishedData());
            if (form.Fault is { } fault)
            {
                teller.Fail(fault);
                return;
            }
        }
    }

    private static JObject Asking(OpenForm form) =>
        new() { ["node_id"] = form.Form.NodeId, ["node_type"] = "human-input", ["title"] = form.Form.NodeTitle };
}
