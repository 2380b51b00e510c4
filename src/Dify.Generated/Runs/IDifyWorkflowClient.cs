using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

public partial interface IDifyWorkflowClient
{
    /// <summary>
    /// Starts a run of the app's published workflow and follows it: its events, its outcome, its forms. No request has to stay open for as
    /// long as the run takes, so no proxy can cut it short, and a dropped connection is taken up again.
    /// </summary>
    /// <param name="request">The inputs and the user. <see cref="WorkflowExecutionRequest.ResponseMode"/> may be left unset.</param>
    /// <param name="options">How the run is followed; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the run for as long as it is followed, not only its start.</param>
    /// <returns>The run, once the server has named its task and its id.</returns>
    /// <exception cref="InvalidInputsException">The inputs are to be checked, and the server would refuse them.</exception>
    /// <exception cref="ArgumentException">The request lacks something that Dify needs, or an option is wrong.</exception>
    /// <exception cref="DifyInvalidRequestException">The server refused the run before it began, for instance because an input is
    /// missing.</exception>
    /// <exception cref="WorkflowStreamInterruptedException">The stream ended before the run was named; <see cref="StartedRunsExtensions"/>
    /// finds it if it was started.</exception>
    /// <exception cref="DifyApiException">The server refused the run otherwise, or was not reached.</exception>
    /// <exception cref="WorkflowRunCanceledException">
    /// The token was cancelled. If the run was on its way, the stream is read on in the background for at most
    /// <see cref="WorkflowRunOptions.StopTimeout"/>, to stop it.
    /// </exception>
    /// <exception cref="WorkflowRunTimeoutException">The time of the run is up.</exception>
    Task<WorkflowRun> StartWorkflowAsync(
        WorkflowExecutionRequest request, WorkflowRunOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Starts a run of one published version of a workflow, by its id, and follows it like
    /// <see cref="StartWorkflowAsync"/>.</summary>
    /// <param name="workflowId">The id of the version.</param>
    /// <param name="request">The inputs and the user. <see cref="WorkflowExecutionRequest.ResponseMode"/> may be left unset.</param>
    /// <param name="options">How the run is followed; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the run for as long as it is followed, not only its start.</param>
    /// <returns>The run, once the server has named its task and its id.</returns>
    /// <exception cref="InvalidInputsException">Inputs are to be checked, and the form of the published workflow refuses them.</exception>
    /// <exception cref="ArgumentException">An argument lacks something that Dify needs, or an option is wrong.</exception>
    /// <exception cref="DifyInvalidRequestException">The server refused the run before it began, for instance because an input is
    /// missing.</exception>
    /// <exception cref="WorkflowStreamInterruptedException">The stream ended before the run was named; <see cref="StartedRunsExtensions"/>
    /// finds it if it was started.</exception>
    /// <exception cref="DifyApiException">The server refused the run otherwise, or was not reached.</exception>
    /// <exception cref="WorkflowRunCanceledException">
    /// The token was cancelled. If the run was on its way, the stream is read on in the background for at most
    /// <see cref="WorkflowRunOptions.StopTimeout"/>, to stop it.
    /// </exception>
    /// <exception cref="WorkflowRunTimeoutException">The time of the run is up.</exception>
    Task<WorkflowRun> StartWorkflowByIdAsync(
        string workflowId,
        WorkflowExecutionRequest request,
        WorkflowRunOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Follows a run that was started before, for instance by a process that has ended since. What happened so far comes first,
    /// marked as replayed.</summary>
    /// <param name="workflowRunId">The id of the run.</param>
    /// <param name="user">The user that started the run; for another one the server answers that there is no such run.</param>
    /// <param name="options">How the run is followed; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the run for as long as it is followed.</param>
    /// <returns>The run.</returns>
    /// <exception cref="ArgumentException">An argument is empty, or an option is wrong.</exception>
    /// <exception cref="DifyNotFoundException">There is no such run of this app and user.</exception>
    /// <exception cref="DifyApiException">The server refused, or was not reached.</exception>
    /// <exception cref="WorkflowRunCanceledException">The token was cancelled.</exception>
    Task<WorkflowRun> ResumeWorkflowAsync(
        string workflowRunId, string user, WorkflowRunOptions? options = null, CancellationToken cancellationToken = default);
}
