using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Testing;

/// <summary>Starting runs, by the app's workflow and by workflow id.</summary>
internal sealed class RunRoutes(DifyApp app)
{
    private readonly RunStart starts = new(app);

    public IEnumerable<Route> All =>
    [
        new(
            "POST",
            "/workflows/run",
            true,
            (request, cancellationToken) => starts.StartAsync(request, app.WorkflowId, null, cancellationToken))
        {
            RefusalOf = AppRule.Workflow,
        },
        new("POST", "/workflows/{workflow_id}/run", true, RunByIdAsync) { RefusalOf = AppRule.Workflow },
    ];

    private Task<Reply> RunByIdAsync(RouteRequest request, CancellationToken cancellationToken)
    {
        if (request.User is null)
        {
            return Task.FromResult<Reply>(UserRule.Missing);
        }

        string workflowId = request.PathValue("workflow_id");
        if (!Guid.TryParseExact(workflowId, "D", out _))
        {
            return Task.FromResult<Reply>(Problem.BadRequest("The workflow id is not a UUID."));
        }

        bool isKnown = workflowId == app.WorkflowId || app.Runs.HasScriptFor(workflowId);
        return !isKnown || app.Options.AppState == AppState.Unpublished
            ? Task.FromResult<Reply>(Problem.NotFound("There is no workflow with this id."))
            : starts.StartAsync(request, workflowId, null, cancellationToken);
    }
}
