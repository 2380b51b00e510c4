using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>The calls of a workflow app.</summary>
internal sealed class WorkflowRunServer(
    DifyWorkflowClient client, ApiConnection connection, string user, TimeSpan idleTimeout, RunTelemetry telemetry)
    : RunServer(connection, Events, user, idleTimeout, telemetry)
{
    /// <summary>The events of a workflow run, as those of a stream of any kind.</summary>
    public static readonly EventCatalog<DifyStreamEvent> Events = new(
        WorkflowStreamEvent.Catalog.Create, WorkflowStreamEvent.Catalog.CreateUnknown);

    public override string StopOperation => "stopWorkflowTaskGeneration";

    protected override ApiCall StopCall(string taskId) => DifyWorkflowClient.StopWorkflowTaskGenerationCall(
        taskId: taskId, request: new StopWorkflowTaskGenerationRequest { User = User });

    protected override ApiCall ResumeCall(string workflowRunId) => DifyWorkflowClient.ResumeCall(workflowRunId, User);

    protected override Task<WorkflowRunDetailResponse> DetailAsync(string workflowRunId, CancellationToken cancellationToken)
        => client.GetWorkflowRunDetailAsync(workflowRunId: workflowRunId, cancellationToken: cancellationToken);

    protected override Task<HumanInputFormResponse> FormAsync(string formToken, CancellationToken cancellationToken)
        => client.GetWorkflowHumanInputFormAsync(formToken: formToken, cancellationToken: cancellationToken);

    protected override Task SubmitAsync(string formToken, SubmitWorkflowHumanInputFormRequest request, CancellationToken cancellationToken)
        => client.SubmitWorkflowHumanInputFormAsync(formToken: formToken, request: request, cancellationToken: cancellationToken);
}
