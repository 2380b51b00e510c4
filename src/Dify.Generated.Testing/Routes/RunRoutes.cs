using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Starting runs, by the app's workflow and by workflow id.</summary>
internal sealed class RunRoutes(DifyApp app)
{
    public IEnumerable<Route> All =>
    [
        new("POST", "/workflows/run", true, (request, cancellationToken) => RunAsync(request, app.WorkflowId, cancellationToken)),
        new("POST", "/workflows/{workflow_id}/run", true, RunByIdAsync),
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
            : RunAsync(request, workflowId, cancellationToken);
    }

    private async Task<Reply> RunAsync(RouteRequest request, string workflowId, CancellationToken cancellationToken)
    {
        if (request.User is not { } user)
        {
            return UserRule.Missing;
        }

        if (request.Body["inputs"] is not JObject given)
        {
            return Problem.InvalidParameter("1 validation error\ninputs\n  An object is required.");
        }

        string? mode = (string?)request.Body["response_mode"];
        if (mode is not (null or "blocking" or "streaming"))
        {
            return Problem.InvalidParameter("1 validation error\nresponse_mode\n  It must be 'blocking' or 'streaming'.");
        }

        bool isStreaming = mode == "streaming";
        if (app.IsFull(isStreaming))
        {
            return Problem.InvalidParameter(
                "Too many requests. Please try again later. "
                + $"The current maximum concurrent requests allowed for {app.AppId} is {app.Options.RunLimit}.");
        }

        if (app.Options.AppState == AppState.Unpublished)
        {
            return Problem.InvalidParameter("Workflow not published");
        }

        var inputCheck = new InputCheck(app.Inputs, app.Files);

        // In streaming mode the input is looked at when the answer has begun.
        if (inputCheck.Refuse(given, app.EndUsers.Get(user), out JObject inputs) is { } refusal)
        {
            return isStreaming ? new RefusedRunReply(app, workflowId, refusal.Message) : refusal.ToReply();
        }

        TestRun run = app.StartRun(workflowId, user, inputs, isStreaming, out RunReader reader);
        return isStreaming
            ? new RunStreamReply(app, run, reader, new StreamEnd(OnFinished: true, OnPaused: true, OnIdle: true))
            : await BlockingRun.WaitAsync(run, reader, cancellationToken).ConfigureAwait(false);
    }
}
