using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>Shorter ways to stop a task.</summary>
public static class StopWorkflowTaskExtensions
{
    /// <summary>Stops a task. The server says success to any stop, also of a task that it does not know; see
    /// <see cref="WorkflowRun.StopAsync"/> for one that is confirmed.</summary>
    /// <param name="client">The client.</param>
    /// <param name="taskId">The task id, from the events of the run; the id of the run stops nothing.</param>
    /// <param name="user">The user that started the run.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <returns>The server's answer.</returns>
    /// <exception cref="ArgumentException">An argument is empty, or the task id is no single part of a path.</exception>
    /// <exception cref="DifyApiException">The call failed.</exception>
    public static Task<SuccessResult> StopWorkflowTaskGenerationAsync(
        this IDifyWorkflowClient client, string taskId, string user, CancellationToken cancellationToken = default)
        => (client ?? throw new ArgumentNullException(nameof(client)))
            .StopWorkflowTaskGenerationAsync(
                taskId: taskId, request: new StopWorkflowTaskGenerationRequest { User = user }, cancellationToken: cancellationToken);
}
