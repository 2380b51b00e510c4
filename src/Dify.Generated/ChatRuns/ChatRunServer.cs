using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>The calls of a chat app.</summary>
internal sealed class ChatRunServer(
    DifyChatClient client, ApiConnection connection, string user, TimeSpan idleTimeout, RunTelemetry telemetry)
    : RunServer(connection, DifyStreamEvent.ChatCatalog, user, idleTimeout, telemetry)
{
    private ConversationMessageItem? found;

    public override string StopOperation => "stopChatMessageGeneration";

    public override DifyStreamEvent EndOfAnswer(RunProgress progress) => Named(progress, new MessageEndEvent
    {
        Event = "message_end",
        Metadata = new MessageMetadata
        {
            RetrieverResources = found?.RetrieverResources ?? [],
            Usage = new() { PromptTokens = found?.MessageTokens, CompletionTokens = found?.AnswerTokens, TotalTokens = found?.TotalTokens },
        },
    });

    protected override ApiCall StopCall(string taskId) => DifyChatClient.StopChatMessageGenerationCall(
        taskId: taskId, request: new StopChatMessageRequest { User = User });

    protected override ApiCall ResumeCall(string workflowRunId) => DifyChatClient.ResumeCall(workflowRunId, User);

    protected override Task<WorkflowRunDetailResponse> DetailAsync(string workflowRunId, CancellationToken cancellationToken)
        => client.GetWorkflowRunDetailAsync(workflowRunId: workflowRunId, cancellationToken: cancellationToken);

    protected override Task<HumanInputFormResponse> FormAsync(string formToken, CancellationToken cancellationToken)
        => client.GetHumanInputFormAsync(formToken: formToken, cancellationToken: cancellationToken);

    protected override Task SubmitAsync(string formToken, SubmitWorkflowHumanInputFormRequest request, CancellationToken cancellationToken)
        => client.SubmitHumanInputFormAsync(formToken: formToken, request: request, cancellationToken: cancellationToken);

    // The server stores an answer when it is whole, or stopped, and moderated; until then the message stands there without one. One that
    // failed is forgotten.
    protected override async Task<DifyStreamEvent?> AnswerAsync(RunProgress progress, CancellationToken cancellationToken)
    {
        if (progress is not { ConversationId: { } conversation, MessageId: { } message })
        {
            return null;
        }

        try
        {
            var options = new GetMessagesOptions { User = User };
            var latest = await client.GetMessagesAsync(conversationId: conversation, options: options, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            found = latest.Data.FirstOrDefault(item => item.Id == message);
            return found is { Answer.Length: > 0, Status: not "error" }
                ? Named(progress, new MessageReplaceEvent { Event = "message_replace", Answer = found.Answer })
                : null;
        }
        catch (DifyApiException)
        {
            return null;
        }
    }

    private static DifyStreamEvent Named(RunProgress progress, DifyStreamEvent next)
    {
        next.TaskId = progress.TaskId;
        next.ConversationId = progress.ConversationId;
        next.MessageId = progress.MessageId;
        return next;
    }
}

/// <summary>The calls of a text generator, which keeps no record that a client could ask for.</summary>
internal sealed class CompletionRunServer(ApiConnection connection, string user, TimeSpan idleTimeout, RunTelemetry telemetry)
    : RunServer(connection, DifyStreamEvent.CompletionCatalog, user, idleTimeout, telemetry)
{
    public override string StopOperation => "stopCompletionMessageGeneration";

    protected override ApiCall StopCall(string taskId) => DifyCompletionClient.StopCompletionMessageGenerationCall(
        taskId: taskId, request: new StopCompletionMessageRequest { User = User });
}
