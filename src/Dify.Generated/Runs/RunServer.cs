using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>The calls that following a run needs, bound to one client and one user.</summary>
internal sealed class RunServer
{
    private readonly DifyWorkflowClient client;
    private readonly string user;
    private readonly TimeSpan? idleTimeout;

    public RunServer(DifyWorkflowClient client, string user, TimeSpan? idleTimeout)
    {
        this.client = client;
        this.user = user;
        this.idleTimeout = idleTimeout;
    }

    public Task<EventStream<WorkflowStreamEvent>> OpenAsync(ApiCall start, CancellationToken cancellationToken)
        => client.OpenRunStreamAsync(start, idleTimeout, cancellationToken);

    /// <summary>Takes up the stream of a run that exists, with the record of what happened so far. It goes on past pauses, so that nothing is missed when a form is sent in at once.</summary>
    public Task<EventStream<WorkflowStreamEvent>> OpenAgainAsync(string workflowRunId, CancellationToken cancellationToken)
        => client.OpenRunStreamAsync(DifyWorkflowClient.ResumeCall(workflowRunId, user), idleTimeout, cancellationToken);

    public Task<WorkflowRunDetailResponse> GetDetailAsync(string workflowRunId, CancellationToken cancellationToken)
        => client.GetWorkflowRunDetailAsync(workflowRunId, cancellationToken);

    public Task StopAsync(string taskId, CancellationToken cancellationToken) => client.StopWorkflowTaskGenerationAsync(taskId, user, cancellationToken);

    /// <summary>Stops a run with one call that is not repeated once the server may have seen it.</summary>
    public Task StopOnceAsync(string taskId, CancellationToken cancellationToken) => client.StopOnceAsync(taskId, user, cancellationToken);

    public Task SubmitAsync(string formToken, string action, HumanInputAnswers answers, CancellationToken cancellationToken)
        => client.SubmitWorkflowHumanInputFormAsync(
            formToken, new SubmitWorkflowHumanInputFormRequest { Action = action, Inputs = answers.ToJson(), User = user }, cancellationToken);
}
