using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

public partial interface IDifyChatClient
{
    /// <summary>
    /// Sends a message to a chat, an agent or a chatflow and follows the answer: its events, its text, what it came to, its forms. Agents
    /// answer in no other way than as a stream. A dropped connection is taken up again where the app has a workflow; else the answer is
    /// looked up in the conversation.
    /// </summary>
    /// <param name="request">The message, the inputs and the user. <see cref="ChatRequest.ResponseMode"/> may be left unset.</param>
    /// <param name="options">How the answer is followed; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the answer for as long as it is followed, not only its start.</param>
    /// <returns>The answer, once the server has named its conversation, its message and its task.</returns>
    /// <exception cref="InvalidInputsException">The inputs are to be checked, and the server would refuse them.</exception>
    /// <exception cref="ArgumentException">The request lacks something that Dify needs, or an option is wrong.</exception>
    /// <exception cref="DifyInvalidRequestException">The server refused the message, or the model failed before its first word.</exception>
    /// <exception cref="DifyNotFoundException">
    /// There is no such conversation. See <see cref="ChatRunOptions.RequireConversation"/>.
    /// </exception>
    /// <exception cref="WorkflowStreamInterruptedException">The stream ended before the answer was named.</exception>
    /// <exception cref="DifyApiException">The server refused otherwise, or was not reached.</exception>
    /// <exception cref="WorkflowRunCanceledException">The token was cancelled.</exception>
    /// <exception cref="WorkflowRunTimeoutException">The time of the answer is up.</exception>
    Task<ChatRun> StartChatAsync(ChatRequest request, ChatRunOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Follows the answer of a chatflow that was started before, such as one that waits for people; what happened so far is replayed first.
    /// </summary>
    /// <param name="workflowRunId">The id of the run.</param>
    /// <param name="user">The user that started it; for another one the server answers that there is no such run.</param>
    /// <param name="options">How the answer is followed; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the answer for as long as it is followed.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">An argument is empty, or an option is wrong.</exception>
    /// <exception cref="DifyNotFoundException">There is no such run of this app and user.</exception>
    /// <exception cref="DifyApiException">The server refused, or was not reached.</exception>
    /// <exception cref="WorkflowRunCanceledException">The token was cancelled.</exception>
    Task<ChatRun> ResumeChatAsync(
        string workflowRunId, string user, ChatRunOptions? options = null, CancellationToken cancellationToken = default);
}

public partial interface IDifyCompletionClient
{
    /// <summary>
    /// Has a text written and follows it to its end. The server keeps no record of it: a stream that is cut is an exception.
    /// </summary>
    /// <param name="request">The inputs and the user. <see cref="CompletionRequest.ResponseMode"/> may be left unset.</param>
    /// <param name="options">How the text is followed; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the text for as long as it is followed, not only its start.</param>
    /// <returns>The text, once the server has named its message and its task.</returns>
    /// <exception cref="InvalidInputsException">The inputs are to be checked, and the server would refuse them.</exception>
    /// <exception cref="ArgumentException">The request lacks something that Dify needs, or an option is wrong.</exception>
    /// <exception cref="DifyInvalidRequestException">The server refused the request, or the model failed before its first word.</exception>
    /// <exception cref="WorkflowStreamInterruptedException">The stream ended before the message was named.</exception>
    /// <exception cref="DifyApiException">The server refused otherwise, or was not reached.</exception>
    /// <exception cref="WorkflowRunCanceledException">The token was cancelled.</exception>
    /// <exception cref="WorkflowRunTimeoutException">The time of the text is up.</exception>
    Task<ChatRun> StartCompletionAsync(
        CompletionRequest request, ChatRunOptions? options = null, CancellationToken cancellationToken = default);
}
