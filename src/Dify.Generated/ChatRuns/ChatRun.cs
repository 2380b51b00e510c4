using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// The answer of a chat, an agent, a chatflow or a text generator that is followed: its ids, its events, what it came to. Disposing of it
/// closes the connection and, unless <see cref="WorkflowRunOptions.OnCancel"/> says otherwise, stops an answer that is still going. A
/// paused chatflow, and an answer whose stream was interrupted, is left as it is.
/// </summary>
public sealed class ChatRun : IAsyncDisposable
{
    private readonly FollowedRun run;
    private readonly ChatJournal journal;

    internal ChatRun(FollowedRun run, ChatJournal journal)
    {
        this.run = run;
        this.journal = journal;
    }

    /// <summary>The id of the conversation, for the next request; null for text generators.</summary>
    public string? ConversationId => run.Progress.ConversationId;

    /// <summary>
    /// Whether the server began a new conversation although the request named one. See <see cref="ChatRunOptions.RequireConversation"/>.
    /// </summary>
    public bool StartedNewConversation => journal.StartedNewConversation;

    /// <summary>The id of the message, for feedback and suggested questions; null if the server has not named it.</summary>
    public string? MessageId => run.Progress.MessageId;

    /// <summary>The id that stops the answer; null if the server has not named it, as when a chatflow is resumed.</summary>
    public string? TaskId => run.Progress.TaskId;

    /// <summary>
    /// The id of the run, for its detail and <see cref="IDifyChatClient.ResumeChatAsync"/>; null unless the app is a chatflow.
    /// </summary>
    public string? WorkflowRunId => run.Progress.WorkflowRunId;

    /// <summary>The answer so far, as it was read.</summary>
    public string Text => journal.Text;

    /// <summary>
    /// What the answer came to, or where a chatflow is paused; null while it goes on, as far as the events that were read and a confirmed
    /// stop tell.
    /// </summary>
    public ChatOutcome? Outcome => journal.Answer;

    /// <summary>
    /// Why the stop call failed that a cancellation, a disposal or leaving the loop sent; null if it did not fail, or none was sent.
    /// </summary>
    public Exception? StopFailure => run.StopFailure;

    /// <summary>
    /// The events, each once and in order, to the end of the answer, of a chatflow to the end of its run, or to a pause for which no form
    /// was sent in. One loop at a time; leaving it early is leaving the answer, which stops it unless
    /// <see cref="WorkflowRunOptions.OnCancel"/> says otherwise. Throws what <see cref="WaitAsync"/> throws.
    /// </summary>
    public IAsyncEnumerable<DifyStreamEvent> Events => run.EnumerateAsync<DifyStreamEvent>(onceOnly: true);

    /// <summary>Follows the answer to its end, or to a pause.</summary>
    /// <param name="cancellationToken">Cancels the answer like the token it was started with.</param>
    /// <returns>What it came to, or where it waits for people.</returns>
    /// <exception cref="WorkflowRunException">The server ended the answer with an error, for instance of the model.</exception>
    /// <exception cref="WorkflowStreamInterruptedException">
    /// The stream broke, could not be taken up again, and the server has not kept the answer. <see cref="Text"/> is what came.
    /// </exception>
    /// <exception cref="WorkflowRunCanceledException">The caller cancelled.</exception>
    /// <exception cref="WorkflowRunTimeoutException">The time of the answer is up.</exception>
    public async Task<ChatOutcome> WaitAsync(CancellationToken cancellationToken = default)
    {
        await run.WaitAsync(cancellationToken).ConfigureAwait(false);
        return Outcome!;
    }

    /// <summary>
    /// Stops the answer on the server, by its own task id and the user who asked: of another user's stop, the server says success and does
    /// nothing. Only a confirmed one is known to have ended the answer.
    /// </summary>
    /// <param name="confirm">
    /// Whether to wait until it has ended, up to <see cref="WorkflowRunOptions.StopConfirmationTimeout"/>, and for its outcome.
    /// </param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task that ends when the stop is accepted, or confirmed.</returns>
    /// <exception cref="InvalidOperationException">
    /// The task id is not known, so nothing can be stopped; or the chatflow is paused, and a stop has no effect on it.
    /// </exception>
    /// <exception cref="DifyTimeoutException">The answer had not ended in time.</exception>
    /// <exception cref="DifyApiException">The stop call failed, and the answer has not ended meanwhile.</exception>
    public Task StopAsync(bool confirm = false, CancellationToken cancellationToken = default) => run.StopAsync(confirm, cancellationToken);

    /// <summary>
    /// Sends in a form that a chatflow waits for, as <see cref="WorkflowRun.SubmitAsync"/> does; the loop over <see cref="Events"/> then
    /// goes on past the pause.
    /// </summary>
    /// <param name="form">The form, as it came with the events.</param>
    /// <param name="action">The id of the action to take, one of the form's.</param>
    /// <param name="answers">The answers by the names of the form's inputs; null if it asks for nothing.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <returns>A task that ends when the server has taken the form.</returns>
    /// <exception cref="ArgumentException">The form cannot be sent in this way, or has no such action.</exception>
    /// <exception cref="InvalidInputsException">An input of the form has no answer, or one that it does not take.</exception>
    /// <exception cref="InvalidOperationException">The app is a text generator, which has no forms.</exception>
    /// <exception cref="DifyInvalidRequestException">
    /// The form has expired, was sent in before, or lacks an answer; the code says which.
    /// </exception>
    /// <exception cref="DifyApiException">The call failed otherwise.</exception>
    public Task SubmitAsync(
        HumanInputRequiredEvent form, string action, HumanInputAnswers? answers = null, CancellationToken cancellationToken = default)
        => run.SubmitAsync(form, action, answers, cancellationToken);

    /// <summary>
    /// Closes the connection and, if the answer is still going, leaves it as <see cref="WorkflowRunOptions.OnCancel"/> says. It does not
    /// throw; see <see cref="StopFailure"/>.
    /// </summary>
    /// <returns>A task that ends when it is done, within <see cref="WorkflowRunOptions.StopTimeout"/>.</returns>
    public ValueTask DisposeAsync() => run.DisposeAsync();
}
