using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;

namespace Dify.Generated.Extensions.AI;

/// <summary>
/// A chat app of Dify as a chat client of Microsoft.Extensions.AI. It streams always, since agents answer in no other way.
/// </summary>
internal sealed class DifyAIChatClient(IDifyChatClient client, string user, DifyChatClientOptions options) : IChatClient
{
    private const string Operation = "sendChatMessageStreaming";

    private static readonly ChatClientMetadata Metadata = new("dify");

    private readonly QuestionReader questions = new(client, user, options.IgnoreUnsupported);

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var run = await StartAsync(messages, options, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            var answer = new AnswerWriter();
            var contents = new List<AIContent>();
            await foreach (var next in run.Events.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                contents.AddRange(answer.ContentsOf(next).Where(static content => content is not (TextContent or UsageContent)));
            }

            var outcome = Ended(run);
            contents.Add(new TextContent(outcome.Text));
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents) { MessageId = outcome.MessageId })
            {
                ResponseId = outcome.MessageId,
                ConversationId = outcome.ConversationId,
                FinishReason = ReasonOf(outcome),
                Usage = outcome.Usage is { } usage ? AnswerWriter.UsageOf(usage) : null,
                RawRepresentation = outcome,
            };
        }
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var run = await StartAsync(messages, options, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            var answer = new AnswerWriter();
            await foreach (var next in run.Events.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (answer.ContentsOf(next).ToList() is { Count: > 0 } contents)
                {
                    yield return Update(run, contents, next);
                }
            }

            var outcome = Ended(run);
            var last = Update(run, [], outcome);
            last.FinishReason = ReasonOf(outcome);
            if (outcome.TextWasReplaced)
            {
                last.AdditionalProperties = new() { ["replaced_text"] = outcome.Text };
            }

            yield return last;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? Metadata
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(client) ? client
            : null;
    }

    // The client below is the caller's.
    public void Dispose()
    {
    }

    private async Task<ChatRun> StartAsync(IEnumerable<ChatMessage> messages, ChatOptions? asked, CancellationToken cancellationToken)
    {
        var request = await questions.ReadAsync(messages, asked, cancellationToken).ConfigureAwait(false);
        return await client.StartChatAsync(request, options.Run, cancellationToken).ConfigureAwait(false);
    }

    private static ChatResponseUpdate Update(ChatRun run, List<AIContent> contents, object raw) => new(ChatRole.Assistant, contents)
    {
        ResponseId = run.MessageId,
        MessageId = run.MessageId,
        ConversationId = run.ConversationId,
        RawRepresentation = raw,
    };

    // A chat client has no word for a failed answer but an exception.
    private static ChatOutcome Ended(ChatRun run)
        => run.Outcome is { } outcome && outcome.Status == WorkflowRunStatus.Failed
            ? throw new WorkflowRunException(
                AdapterText.Get("ChatflowFailed"),
                new DifyFailure(Operation) { Problem = DifyModelFactory.DifyProblem(400, DifyErrorCode.InvalidParam, outcome.Error) })
            {
                TaskId = outcome.TaskId,
                WorkflowRunId = outcome.WorkflowRunId,
                ConversationId = outcome.ConversationId,
                MessageId = outcome.MessageId,
            }
            : run.Outcome!;

    // Beyond the words that all providers share: a chatflow that waits for people is told as paused, with its forms in the raw
    // representation.
    private static ChatFinishReason ReasonOf(ChatOutcome outcome)
        => outcome.IsSuccess ? ChatFinishReason.Stop : new ChatFinishReason(outcome.Status.Value);
}
