using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>What the answer of a chat or a text generator came to, or where a chatflow waits for people.</summary>
[Newtonsoft.Json.JsonConverter(typeof(ChatOutcomeConverter))]
#if NET
[System.Text.Json.Serialization.JsonConverter(typeof(DifyJsonConverter<ChatOutcome>))]
#endif
public sealed class ChatOutcome : IOutcome, IJsonConverted
{
    internal ChatOutcome(WorkflowRunStatus status) => Status = status;

    /// <summary>
    /// <see cref="WorkflowRunStatus.Succeeded"/> or <see cref="WorkflowRunStatus.Stopped"/>; of a chatflow also
    /// <see cref="WorkflowRunStatus.PartialSucceeded"/>, <see cref="WorkflowRunStatus.Failed"/> or <see cref="WorkflowRunStatus.Paused"/>.
    /// Apps without a workflow end a stopped answer like any other: one that ended after a stop was asked for counts as stopped.
    /// </summary>
    public WorkflowRunStatus Status { get; }

    /// <summary>Whether the answer came to its end: succeeded, in whole or in part.</summary>
    public bool IsSuccess => Status == WorkflowRunStatus.Succeeded || Status == WorkflowRunStatus.PartialSucceeded;

    /// <summary>The id of the conversation, for the next request; null for text generators.</summary>
    public string? ConversationId { get; internal init; }

    /// <summary>
    /// Whether the server began a new conversation although the request named one: of what was said before, the model knew nothing.
    /// </summary>
    public bool StartedNewConversation { get; internal init; }

    /// <summary>The id of the message, for feedback and suggested questions.</summary>
    public string? MessageId { get; internal init; }

    /// <summary>The task id that the answer was started under; null if it is not known.</summary>
    public string? TaskId { get; internal init; }

    /// <summary>The id of the run; null unless the app is a chatflow.</summary>
    public string? WorkflowRunId { get; internal init; }

    /// <summary>The answer: all pieces in order, or what the server put in their place.</summary>
    public string Text { get; internal init; } = string.Empty;

    /// <summary>
    /// Whether <see cref="Text"/> is known to be all that the server said. What it says while a stream is interrupted is completed from its
    /// record, where it keeps one.
    /// </summary>
    public bool TextIsComplete { get; internal init; } = true;

    /// <summary>
    /// Whether the server put another text in the place of what it had said, as moderation does; the pieces before it no longer count.
    /// </summary>
    public bool TextWasReplaced { get; internal init; }

    /// <summary>Why a chatflow failed, in the server's words; null if it did not.</summary>
    public string? Error { get; internal init; }

    /// <summary>The outputs of a chatflow; null if there are none. Their <c>answer</c> is the text as it was before moderation.</summary>
    public JToken? Outputs { get; internal init; }

    /// <summary>What the answer took and where it comes from; null if the server did not say.</summary>
    public MessageMetadata? Metadata { get; internal init; }

    /// <summary>The tokens, prices and times of the answer; null if the server did not say.</summary>
    public Usage? Usage => Metadata?.Usage;

    /// <summary>The pieces of knowledge that the answer draws on; empty if there are none.</summary>
    public IReadOnlyList<RetrieverResource> RetrieverResources => Metadata?.RetrieverResources ?? [];

    /// <summary>The files of the answer; empty if there are none.</summary>
    public IReadOnlyList<AnswerFile> Files { get; internal init; } = [];

    /// <summary>The steps of an agent, each as it was told last; empty for other apps.</summary>
    public IReadOnlyList<AgentThoughtEvent> Thoughts { get; internal init; } = [];

    /// <summary>The forms that a chatflow waits for; empty unless it is paused.</summary>
    public IReadOnlyList<HumanInputRequiredEvent> Forms { get; internal init; } = [];

    /// <summary>The forms that expired before anybody answered.</summary>
    public IReadOnlyList<HumanInputRequiredEvent> ExpiredForms { get; internal init; } = [];

    /// <summary>The id and the status, nothing of the answer.</summary>
    public override string ToString() => $"{(MessageId is { } id && RequestCheck.IsUuid(id) ? id : null)} {RunStatuses.Describe(Status)}";

    Newtonsoft.Json.JsonConverter IJsonConverted.JsonConverter => new ChatOutcomeConverter();
}
