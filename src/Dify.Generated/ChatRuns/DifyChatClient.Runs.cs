using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

// Answers that are followed to their end. Below them stands the plain stream of one request.
public partial class DifyChatClient
{
    /// <inheritdoc/>
    public virtual async Task<ChatRun> StartChatAsync(
        ChatRequest request, ChatRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = SendChatMessageStreamingCall(request: request);
        call.ChecksInputs = options?.CheckInputs;
        var journal = new ChatJournal(request.ConversationId);
        var run = Follow(journal, request.User, options, cancellationToken);
        await run.StartAsync(call).ConfigureAwait(false);
        if (options is { RequireConversation: true } && journal.StartedNewConversation)
        {
            await run.DisposeAsync().ConfigureAwait(false);
            throw new DifyNotFoundException(
                ClientText.Format("OtherConversation", nameof(options.RequireConversation)), new DifyFailure(call.Operation));
        }

        return new ChatRun(run, journal);
    }

    /// <inheritdoc/>
    public virtual async Task<ChatRun> ResumeChatAsync(
        string workflowRunId, string user, ChatRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        // Both values are checked before a run is made of them.
        ResumeCall(workflowRunId, user);
        var journal = new ChatJournal(workflowRunId: workflowRunId);
        var run = Follow(journal, user, options, cancellationToken);
        await run.ResumeAsync().ConfigureAwait(false);
        return new ChatRun(run, journal);
    }

    internal static ApiCall ResumeCall(string workflowRunId, string user)
        => StreamWorkflowEventsCall(workflowRunId: workflowRunId, user: user, includeStateSnapshot: true, continueOnPause: true);

    // In a conversation that goes on, the inputs are those of its first message.
    partial void GiveCheck(ApiCall call)
    {
        if (call.Body is ChatRequest request)
        {
            var form = string.IsNullOrEmpty(request.ConversationId)
                ? PublishedFormCheck.Of(connection, call, request.Inputs, token => GetAppParametersAsync(cancellationToken: token))
                : null;
            call.Check = call.IsForEvents ? form
                : new BlockingCheck(connection, token => GetAppInfoAsync(cancellationToken: token), call.BodyParameter!, form);
        }
    }

    private FollowedRun Follow(ChatJournal journal, string user, ChatRunOptions? options, CancellationToken cancellationToken)
    {
        var own = WorkflowRunOptions.Checked(options, nameof(options));
        var telemetry = new RunTelemetry(connection.Telemetry, TelemetryName.Chat, journal.Progress);
        var server = new ChatRunServer(this, connection, user, own.IdleTimeout ?? MessageStream.Patience(connection.Options), telemetry);
        return new FollowedRun(server, journal, telemetry, own, connection.Options.TimeProvider, cancellationToken);
    }
}
