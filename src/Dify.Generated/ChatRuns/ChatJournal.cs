using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>All that is known of the answer of a chat or a text generator, beside what is known of any run.</summary>
internal sealed class ChatJournal(string? askedConversation = null, string? workflowRunId = null, bool hasWorkflow = true)
    : RunJournal(workflowRunId, isOfAnswer: true, hasWorkflow)
{
    private readonly object gate = new();
    private readonly List<AgentThoughtEvent> thoughts = [];
    private readonly List<AnswerFile> files = [];
    private MessageMetadata? metadata;
    private bool isReplaced;

    /// <summary>Whether the answer belongs to another conversation than was asked for.</summary>
    public bool StartedNewConversation
        => !string.IsNullOrEmpty(askedConversation)
            && Progress.ConversationId is { } actual
            && !string.Equals(askedConversation, actual, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the run came to, as an answer; null while it goes on.</summary>
    public ChatOutcome? Answer
    {
        get
        {
            if (Outcome is not { } run)
            {
                return null;
            }

            lock (gate)
            {
                return new ChatOutcome(run.Status)
                {
                    TaskId = run.TaskId,
                    WorkflowRunId = run.WorkflowRunId,
                    ConversationId = Progress.ConversationId,
                    MessageId = Progress.MessageId,
                    StartedNewConversation = StartedNewConversation,
                    Text = run.Text,
                    TextIsComplete = run.TextIsComplete,
                    TextWasReplaced = IsTextTakenBack,
                    Error = run.Error,
                    Outputs = run.Outputs,
                    Metadata = metadata,
                    Files = [.. files],
                    Thoughts = [.. thoughts],
                    Forms = run.Forms,
                    ExpiredForms = run.ExpiredForms,
                };
            }
        }
    }

    // What was replaced stands in the outputs as it was before.
    protected override string? TextOf(JToken? outputs)
        => !isReplaced && outputs is JObject named && named["answer"] is { Type: JTokenType.String } answer ? (string?)answer : null;

    protected override void Note(DifyStreamEvent next, WorkflowRunStatus? status)
    {
        lock (gate)
        {
            Gather(next);
        }

        base.Note(next, status);
    }

    private void Gather(DifyStreamEvent next)
    {
        switch (next)
        {
            case MessageReplaceEvent { IsReplayed: false }:
                isReplaced = true;
                break;
            case AgentThoughtEvent thought:
                // A thought is sent again, under the same id, as it grows.
                var known = thoughts.FindIndex(earlier => earlier.Id == thought.Id);
                if (known < 0)
                {
                    thoughts.Add(thought);
                }
                else
                {
                    thoughts[known] = thought;
                }

                break;
            case MessageFileEvent { Url.Length: > 0, BelongsTo: not "user" } file:
                Add(new AnswerFile { RelatedId = file.Id, Type = file.Type, Url = file.Url });
                break;
            case MessageEndEvent end:
                metadata = end.Metadata ?? metadata;
                foreach (var file in end.Files ?? [])
                {
                    Add(file);
                }

                break;
        }
    }

    // The end of an answer tells again, with more about it, a file that came with an event of its own.
    private void Add(AnswerFile file)
    {
        files.RemoveAll(known => known.Url == file.Url || (known.RelatedId is not null && known.RelatedId == file.RelatedId));
        files.Add(file);
    }
}
