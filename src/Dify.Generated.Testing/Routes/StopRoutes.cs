using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>
/// Stopping runs. The answer is a success whatever the task id and whoever asks, also where the call of another user does nothing.
/// </summary>
internal sealed class StopRoutes(DifyApp app)
{
    public IEnumerable<Route> All =>
    [
        Route.Post("/workflows/tasks/{task_id}/stop", Stop) with { RefusalOf = AppRule.Workflow },
        Route.Post("/chat-messages/{task_id}/stop", Stop) with { RefusalOf = AppRule.Chat },
        Route.Post("/completion-messages/{task_id}/stop", Stop) with { RefusalOf = AppRule.Completion },
    ];

    private Reply Stop(RouteRequest request)
    {
        if (request.User is not { } user)
        {
            return UserRule.Missing;
        }

        app.Runs.FindByTaskId(request.PathValue("task_id"))?.AddStopCall(user, app.Options.StopLatency, app.Time);
        return ContentReply.Json(200, new JObject { ["result"] = "success" });
    }
}
