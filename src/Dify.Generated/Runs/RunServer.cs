using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>The calls that following a run needs, bound to one client and one user. Whoever makes them and when, they are children of the run's span.</summary>
internal sealed class RunServer
{
    private readonly DifyWorkflowClient client;
    private readonly string user;
    private readonly TimeSpan? idleTimeout;
    private readonly RunTelemetry telemetry;

    public RunServer(DifyWorkflowClient client, string user, TimeSpan? idleTimeout, RunTelemetry telemetry)
    {
        this.client = client;
        this.user = user;
        this.idleTimeout = idleTimeout;
        this.telemetry = telemetry;
    }

    public Task<EventStream<WorkflowStreamEvent>> OpenAsync(ApiCall start, CancellationToken cancellationToken)
    {
        using var scope = telemetry.Enter();
        return client.OpenRunStreamAsync(start, idleTimeout, cancellationToken);
    }

    /// <summary>Takes up the stream of a run that exists, with the record of what happened so far. It goes on past pauses, so that nothing is missed when a form is sent in at once.</summary>
    public Task<EventStream<WorkflowStreamEvent>> OpenAgainAsync(string workflowRunId, CancellationToken cancellationToken)
    {
        using var scope = telemetry.Enter();
        return client.OpenRunStreamAsync(DifyWorkflowClient.ResumeCall(workflowRunId, user), idleTimeout, cancellationToken);
    }

    public Task<WorkflowRunDetailResponse> GetDetailAsync(string workflowRunId, CancellationToken cancellationToken)
    {
        using var scope = telemetry.Enter();
        return client.GetWorkflowRunDetailAsync(workflowRunId: workflowRunId, cancellationToken: cancellationToken);
    }

    public Task<HumanInputFormResponse> GetFormAsync(string formToken, CancellationToken cancellationToken)
    {
        using var scope = telemetry.Enter();
        return client.GetWorkflowHumanInputFormAsync(formToken: formToken, cancellationToken: cancellationToken);
    }

    public Task StopAsync(string taskId, CancellationToken cancellationToken)
    {
        using var scope = telemetry.Enter();
        return client.StopWorkflowTaskGenerationAsync(taskId, user, cancellationToken);
    }

    /// <summary>Stops a run with one call that is not repeated once the server may have seen it.</summary>
    public Task StopOnceAsync(string taskId, CancellationToken cancellationToken)
    {
        using var scope = telemetry.Enter();
        return client.StopOnceAsync(taskId, user, cancellationToken);
    }

    public Task SubmitAsync(string formToken, string action, HumanInputAnswers answers, CancellationToken cancellationToken)
    {
        using var scope = telemetry.Enter();
        return client.SubmitWorkflowHumanInputFormAsync(
            formToken: formToken,
            request: new SubmitWorkflowHumanInputFormRequest { Action = action, Inputs = answers.ToJson(), User = user },
            cancellationToken: cancellationToken);
    }
}
