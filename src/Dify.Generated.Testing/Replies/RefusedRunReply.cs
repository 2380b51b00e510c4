using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The stream of a run that does not start because its input is bad. There is no such run: nothing else knows its ids.</summary>
internal sealed class RefusedRunReply(DifyApp app, string workflowId, string message) : Reply
{
    public override async Task WriteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        RunStreamReply.Begin(context);
        await RunStreamReply.WriteAsync(context, RunStreamReply.Ping, cancellationToken).ConfigureAwait(false);
        if (app.Traits.TellsBadInputAsRun)
        {
            await WriteRunAsync(context, cancellationToken).ConfigureAwait(false);
            return;
        }

        var error = new JObject { ["event"] = "error", ["message"] = message, ["status"] = StatusCodes.Status500InternalServerError };
        await RunStreamReply.WriteAsync(context, new EventFrame("error", error).Bytes, cancellationToken).ConfigureAwait(false);
        await Task.Delay(app.Options.StreamIdleLimit, app.Time, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteRunAsync(HttpContext context, CancellationToken cancellationToken)
    {
        string id = Guid.NewGuid().ToString();
        long now = app.Time.GetUtcNow().ToUnixTimeSeconds();
        var started = new JObject
        {
            ["id"] = id,
            ["workflow_id"] = workflowId,
            ["inputs"] = new JObject(),
            ["created_at"] = now,
            ["reason"] = "initial",
        };
        var finished = new JObject
        {
            ["id"] = id,
            ["workflow_id"] = workflowId,
            ["status"] = RunStatus.Failed,
            ["outputs"] = null,
            ["error"] = message,
            ["elapsed_time"] = 0.0,
            ["total_tokens"] = 0,
            ["total_steps"] = 0,
            ["created_by"] = new JObject(),
            ["created_at"] = now,
            ["finished_at"] = now,
            ["exceptions_count"] = 1,
            ["files"] = new JArray(),
        };
        foreach ((string name, JObject data) in new[] { ("workflow_started", started), ("workflow_finished", finished) })
        {
            var json = new JObject { ["event"] = name, ["task_id"] = id, ["workflow_run_id"] = id, ["data"] = data };
            await RunStreamReply.WriteAsync(context, new EventFrame(name, json).Bytes, cancellationToken).ConfigureAwait(false);
        }
    }
}
