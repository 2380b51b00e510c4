using System;
using System.Collections.Generic;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The events of a run that was started before.</summary>
internal sealed class EventsRoutes(DifyApp app)
{
    public IEnumerable<Route> All => [Route.Get("/workflow/{workflow_run_id}/events", Events) with { RefusalOf = AppRule.WithWorkflow }];

    private Reply Events(RouteRequest request)
    {
        if (request.Query("user") is not { Length: > 0 } user)
        {
            return UserRule.Missing;
        }

        string id = request.PathValue("workflow_run_id");
        if (!Guid.TryParse(id, out Guid runId))
        {
            return Problem.Unknown;
        }

        if (app.Runs.FindByRunId(runId) is not { } run || run.User != user)
        {
            return Problem.NotFound("There is no such run of this user.");
        }

        bool withSnapshot = IsTrue(request.Query("include_state_snapshot"));
        bool continuesOnPause = IsTrue(request.Query("continue_on_pause"));
        if (run.OpenReaderUnlessFinished(withSnapshot, !continuesOnPause, out JObject? finished) is not { } reader)
        {
            return FinishedRun(run, finished!);
        }

        // Without a snapshot, a stream that goes on over pauses has no terminal event at all.
        var end = new StreamEnd(OnFinished: withSnapshot || !continuesOnPause, OnPaused: !continuesOnPause, OnIdle: !withSnapshot);
        return new RunStreamReply(app, run, reader, end) { IsUncached = true };
    }

    private static ContentReply FinishedRun(TestRun run, JObject data)
    {
        // The task is forgotten by then: its id is the run's.
        var json = new JObject
        {
            ["event"] = "workflow_finished",
            ["task_id"] = run.RunId,
            ["workflow_run_id"] = run.RunId,
            ["data"] = data.DeepClone(),
        };
        byte[] content = Encoding.ASCII.GetBytes("data: " + JsonText.Spaced(json) + "\n\n");
        return new ContentReply(200, "text/event-stream; charset=utf-8", content) { AnnounceLength = false }.With(
            "Cache-Control", "no-cache");
    }

    private static bool IsTrue(string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
