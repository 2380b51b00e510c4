using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Stopping runs. The answer is a success whatever the task id, and nobody asks whose run it is.</summary>
internal sealed class StopRoutes(DifyApp app)
{
    public IEnumerable<Route> All => [Route.Post("/workflows/tasks/{task_id}/stop", Stop)];

    private Reply Stop(RouteRequest request)
    {
        if (request.User is null)
        {
            return UserRule.Missing;
        }

        app.Runs.FindByTaskId(request.PathValue("task_id"))?.AddStopCall(app.Options.StopLatency, app.Time);
        return ContentReply.Json(200, new JObject { ["result"] = "success" });
    }
}
