using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

public static partial class DifyModelFactory
{
    /// <summary>
    /// Makes an answer that tells the given events, without a server: the very class that the client gives, with all of its behaviour.
    /// </summary>
    /// <param name="events">
    /// The events in order. Name and ids that are not set are filled in. What stands behind a pause comes when a form is sent in. Without
    /// an event that ends the answer, its stream breaks off.
    /// </param>
    /// <param name="options">How the answer is followed; null for the defaults. Without a server, nothing is taken up again.</param>
    /// <param name="conversationId">The id of the conversation, for events that have none.</param>
    /// <param name="messageId">The id of the message, for events that have none.</param>
    /// <param name="cancellationToken">Cancels the answer, as that of <see cref="IDifyChatClient.StartChatAsync"/> does.</param>
    /// <returns>The answer, as <see cref="IDifyChatClient.StartChatAsync"/> returns it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An event is of a class that no name is known of.</exception>
    /// <exception cref="DifyApiException">The first event is an error.</exception>
    public static Task<ChatRun> ChatRunAsync(
        IEnumerable<DifyStreamEvent> events,
        ChatRunOptions? options = null,
        string conversationId = "conversation-1",
        string messageId = "message-1",
        CancellationToken cancellationToken = default)
    {
        var ids = new JObject { ["task_id"] = "task-1", ["conversation_id"] = conversationId, ["message_id"] = messageId };
        var script = new ScriptedAnswers(
            DifyStreamEvent.ChatCatalog, events ?? throw new ArgumentNullException(nameof(events)), SampleRunId, ids);
        var client = new DifyChatClient(
            new DifyClientOptions { ApiKey = "app-scripted" }, new HttpClient(script) { Timeout = Timeout.InfiniteTimeSpan });
        return client.StartChatAsync(new ChatRequest { Inputs = [], Query = "scripted", User = "scripted" }, options, cancellationToken);
    }

    /// <summary>Makes an answer that succeeds with a text, without a server.</summary>
    /// <param name="text">The answer, in one piece.</param>
    /// <param name="metadata">What it took and where it comes from; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the answer.</param>
    /// <returns>The answer, as <see cref="IDifyChatClient.StartChatAsync"/> returns it.</returns>
    public static Task<ChatRun> ChatRunAsync(string text, MessageMetadata? metadata = null, CancellationToken cancellationToken = default)
        => ChatRunAsync(
            [new MessageEvent { Answer = text }, new MessageEndEvent { Metadata = metadata }], cancellationToken: cancellationToken);

    /// <summary>Makes what an answer came to.</summary>
    /// <param name="status">How it ended.</param>
    /// <param name="text">The answer.</param>
    /// <param name="metadata">What it took and where it comes from; null if the server did not say.</param>
    /// <param name="files">The files of the answer; null for none.</param>
    /// <param name="thoughts">The steps of an agent; null for none.</param>
    /// <param name="forms">The forms that a chatflow waits for; null for none.</param>
    /// <param name="conversationId">The id of the conversation.</param>
    /// <param name="messageId">The id of the message.</param>
    /// <param name="error">Why a chatflow failed; null if it did not.</param>
    /// <param name="textIsComplete">Whether the text is known to be whole.</param>
    /// <param name="textWasReplaced">Whether the server took back what it had said.</param>
    /// <param name="startedNewConversation">Whether the server began another conversation than the request named.</param>
    /// <returns>What the answer came to.</returns>
    public static ChatOutcome ChatOutcome(
        WorkflowRunStatus status,
        string text = "",
        MessageMetadata? metadata = null,
        IReadOnlyList<AnswerFile>? files = null,
        IReadOnlyList<AgentThoughtEvent>? thoughts = null,
        IReadOnlyList<HumanInputRequiredEvent>? forms = null,
        string? conversationId = "conversation-1",
        string? messageId = "message-1",
        string? error = null,
        bool textIsComplete = true,
        bool textWasReplaced = false,
        bool startedNewConversation = false)
        => new(status)
        {
            Text = text,
            Metadata = metadata,
            Files = files ?? [],
            Thoughts = thoughts ?? [],
            Forms = forms ?? [],
            TaskId = "task-1",
            ConversationId = conversationId,
            MessageId = messageId,
            Error = error,
            TextIsComplete = textIsComplete,
            TextWasReplaced = textWasReplaced,
            StartedNewConversation = startedNewConversation,
        };
}
