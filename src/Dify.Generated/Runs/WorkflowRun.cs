using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// A run that is followed: its ids, its events, its outcome. Disposing of it closes the connection and, unless
/// <see cref="WorkflowRunOptions.OnCancel"/> says otherwise, stops a run that is still going. A paused run, and one whose stream was
/// interrupted, is left as it is.
/// </summary>
public sealed class WorkflowRun : IAsyncDisposable
{
    private readonly FollowedRun run;

    internal WorkflowRun(FollowedRun run) => this.run = run;

    /// <summary>The id that stops the run; null if the server has not named it, as when a run is resumed.</summary>
    public string? TaskId => run.Progress.TaskId;

    /// <summary>The id of the run, for its detail, its logs and <see cref="IDifyWorkflowClient.ResumeWorkflowAsync"/>; null if the server
    /// has not named it, as when it ends the run before.</summary>
    public string? WorkflowRunId => run.Progress.WorkflowRunId;

    /// <summary>
    /// How the run ended, or where it is paused; null while it goes on, as far as the events that were read and a confirmed stop tell. What
    /// a confirmed stop tells comes from the server's record: until the events are read to their end, <see cref="WorkflowOutcome.Text"/> is
    /// the text that was read.
    /// </summary>
    public WorkflowOutcome? Outcome => run.Outcome;

    /// <summary>Why the stop call failed that a cancellation, a disposal or leaving the loop sent; null if it did not fail, or none was
    /// sent.</summary>
    public Exception? StopFailure => run.StopFailure;

    /// <summary>
    /// The events, each once and in order, to the end of the run or to a pause for which no form was sent in. One loop at a time; leaving
    /// it early is leaving the run, which stops it unless <see cref="WorkflowRunOptions.OnCancel"/> says otherwise. A loop over a run that
    /// has been read to its end throws <see cref="InvalidOperationException"/>.
    /// Throws <see cref="WorkflowRunException"/>, <see cref="WorkflowStreamInterruptedException"/>,
    /// <see cref="WorkflowRunCanceledException"/> or, when the time of the run is up, <see cref="WorkflowRunTimeoutException"/>.
    /// </summary>
    public IAsyncEnumerable<WorkflowStreamEvent> Events => run.EnumerateAsync<WorkflowStreamEvent>(onceOnly: true);

    /// <summary>Follows the run to its end, or to a pause.</summary>
    /// <param name="cancellationToken">Cancels the run like the token it was started with.</param>
    /// <returns>How the run ended, or where it waits for people.</returns>
    /// <exception cref="WorkflowRunException">The server ended the run with an error.</exception>
    /// <exception cref="WorkflowStreamInterruptedException">The stream broke and could not be taken up again.</exception>
    /// <exception cref="WorkflowRunCanceledException">The caller cancelled.</exception>
    /// <exception cref="WorkflowRunTimeoutException">The time of the run is up.</exception>
    public async Task<WorkflowOutcome> WaitAsync(CancellationToken cancellationToken = default)
    {
        await run.WaitAsync(cancellationToken).ConfigureAwait(false);
        return run.Outcome!;
    }

    /// <summary>Stops the run on the server, by its own task id and user. The server says success to any stop; only a confirmed one is
    /// known to have ended the run.</summary>
    /// <param name="confirm">
    /// Whether to wait until the run has ended, up to <see cref="WorkflowRunOptions.StopConfirmationTimeout"/>; <see cref="Outcome"/> then
    /// says how.
    /// </param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task that ends when the stop is accepted, or confirmed.</returns>
    /// <exception cref="InvalidOperationException">The task id is not known, so nothing can be stopped; or the run is paused, and a stop
    /// has no effect on it.</exception>
    /// <exception cref="DifyTimeoutException">The run had not ended in time; the message says what its record says.</exception>
    /// <exception cref="DifyApiException">The stop call failed, and the run has not ended meanwhile.</exception>
    public Task StopAsync(bool confirm = false, CancellationToken cancellationToken = default) => run.StopAsync(confirm, cancellationToken);

    /// <summary>
    /// Sends in a form that the run waits for; the loop over <see cref="Events"/> then goes on past the pause. A form is sent in at a pause
    /// alone, because the server loses an answer that comes while it takes up the run after another one: the call waits until the run
    /// pauses again, however long that takes, or until nothing was heard of it for two minutes.
    /// </summary>
    /// <param name="form">The form, as it came with the events.</param>
    /// <param name="action">The id of the action to take, one of the form's.</param>
    /// <param name="answers">The answers by the names of the form's inputs; null if it asks for nothing.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <returns>A task that ends when the server has taken the form.</returns>
    /// <exception cref="ArgumentException">The form cannot be sent in this way, or has no such action.</exception>
    /// <exception cref="InvalidInputsException">An input of the form has no answer, or one that it does not take.</exception>
    /// <exception cref="DifyInvalidRequestException">The form has expired, was sent in before, or lacks an answer; the code says
    /// which.</exception>
    /// <exception cref="DifyApiException">The call failed otherwise.</exception>
    public Task SubmitAsync(
        HumanInputRequiredEvent form, string action, HumanInputAnswers? answers = null, CancellationToken cancellationToken = default)
        => run.SubmitAsync(form, action, answers, cancellationToken);

    /// <summary>Closes the connection and, if the run is still going, leaves it as <see cref="WorkflowRunOptions.OnCancel"/> says. It does
    /// not throw; see <see cref="StopFailure"/>.</summary>
    /// <returns>A task that ends when it is done, within <see cref="WorkflowRunOptions.StopTimeout"/>.</returns>
    public ValueTask DisposeAsync() => run.DisposeAsync();
}
