namespace Dify.Generated;

/// <summary>
/// How the answer of a chat or a text generator is followed. Unless <see cref="WorkflowRunOptions.IdleTimeout"/> is set, such a stream may
/// be silent for five minutes, or for <see cref="DifyClientOptions.IdleTimeout"/> if that is longer: apps without a workflow send no pings.
/// </summary>
public sealed class ChatRunOptions : WorkflowRunOptions
{
    /// <summary>
    /// Whether an answer in another conversation than the request names is refused: the run is left as
    /// <see cref="WorkflowRunOptions.OnCancel"/> says, and starting it throws <see cref="DifyNotFoundException"/>. Some servers begin a new
    /// conversation without a word when a chatflow does not know the one that is named. Off unless set;
    /// <see cref="ChatRun.StartedNewConversation"/> then tells it.
    /// </summary>
    public bool RequireConversation { get; set; }
}
