using System;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Starts a run of an app of any kind, or refuses to.</summary>
internal sealed class RunStart(DifyApp app)
{
    /// <summary>Starts a run.</summary>
    /// <param name="request">The request.</param>
    /// <param name="workflowId">Whose scripts are meant.</param>
    /// <param name="ask">Puts the question on record, given the inputs; null in a workflow.</param>
    /// <param name="cancellationToken">Ends the wait for the end of a blocking run.</param>
    public async Task<Reply> StartAsync(
        RouteRequest request, string workflowId, Func<JObject, ChatMessage>? ask, CancellationToken cancellationToken)
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
        if (Refuse(isStreaming) is { } refusal)
        {
            return refusal;
        }

        var inputCheck = new InputCheck(app.Inputs, app.Files);

        // Behind a workflow the input of a stream is looked at when the answer has begun.
        if (inputCheck.Refuse(given, app.EndUsers.Get(user), out JObject inputs) is { } wrong)
        {
            return isStreaming && app.Options.App.HasWorkflow() ? new RefusedRunReply(app, workflowId, wrong.Message) : wrong.ToReply();
        }

        ChatMessage? message = ask?.Invoke(inputs);
        TestRun run = app.StartRun(workflowId, user, inputs, isStreaming, message, out RunReader reader);
        bool endsByItself = app.Options.App.HasWorkflow();
        return isStreaming
            ? new RunStreamReply(app, run, reader, new StreamEnd(OnFinished: endsByItself, OnPaused: endsByItself, OnIdle: true))
            : await BlockingRun.WaitAsync(run, reader, cancellationToken).ConfigureAwait(false);
    }

    // What keeps the app from starting any run.
    private ContentReply? Refuse(bool isStreaming)
    {
        if (app.Options.App == AppKind.Agent && !isStreaming)
        {
            return Problem.InvalidParameter("Agent Chat App does not support blocking mode");
        }

        if (app.IsFull(isStreaming))
        {
            return Problem.InvalidParameter(
                "Too many requests. Please try again later. "
                + $"The current maximum concurrent requests allowed for {app.AppId} is {app.Options.RunLimit}.");
        }

        return app.Options.AppState == AppState.Unpublished
            ? app.Options.App.HasWorkflow() ? Problem.InvalidParameter("Workflow not published") : Problem.AppUnavailable
            : null;
    }
}
