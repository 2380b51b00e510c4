using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>What became of a run.</summary>
internal sealed class RunDetailRoutes(DifyApp app)
{
    public IEnumerable<Route> All => [Route.Get("/workflows/run/{workflow_run_id}", Detail) with { RefusalOf = AppRule.WithWorkflow }];

    private Reply Detail(RouteRequest request)
    {
        if (!Guid.TryParse(request.PathValue("workflow_run_id"), out Guid id))
        {
            return Problem.Unknown;
        }

        return app.Runs.FindByRunId(id) is { } run ? Record(run) : Problem.NotFound("There is no such run.");
    }

    private static ContentReply Record(TestRun run) => ContentReply.Json(200, new JObject
    {
        ["id"] = run.RunId,
        ["workflow_id"] = run.WorkflowId,
        ["status"] = run.Status,

        // A real server hands out the database column: text that holds JSON.
        ["inputs"] = JsonText.Spaced(run.RecordedInputs()),
        ["outputs"] = run.Outputs is JObject outputs ? outputs.DeepClone() : new JObject(),
        ["error"] = run.Error,
        ["total_steps"] = run.RecordedSteps,
        ["total_tokens"] = run.TotalTokens,
        ["created_at"] = run.CreatedAt.ToUnixTimeSeconds(),
        ["finished_at"] = run.FinishedAt?.ToUnixTimeSeconds(),
        ["elapsed_time"] = run.ElapsedSeconds,
    });
}
