using System;

namespace Dify.Generated;

/// <summary>The stream of a run ended before the run did. What came before has been delivered; the run itself may still be going.</summary>
public sealed class WorkflowStreamInterruptedException : DifyApiException
{
    /// <summary>Makes an exception from what is known of a failure, for instance in a test double.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="failure">The facts of the failure.</param>
    /// <param name="innerException">The exception that caused it, if any.</param>
    /// <exception cref="ArgumentNullException"><paramref name="failure"/> is null.</exception>
    public WorkflowStreamInterruptedException(string message, DifyFailure failure, Exception? innerException = null)
        : base(message, failure, innerException)
    {
    }

    /// <summary>How the stream ended.</summary>
    public StreamEnd End { get; init; }

    /// <summary>The task id of the run; null if it was not known yet.</summary>
    public string? TaskId { get; init; }

    /// <summary>The id of the run, to follow it again with <see cref="IDifyWorkflowClient.ResumeWorkflowAsync"/>; null if it was not known
    /// yet.</summary>
    public string? WorkflowRunId { get; init; }

    /// <summary>The id of the conversation, for the answer of a chat; null for others, or if it was not known yet.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The id of the message, for the answer of a chat or a text generator; null for others, or if it was not known yet.</summary>
    public string? MessageId { get; init; }

    /// <summary>How many events came before the end.</summary>
    public long EventsReceived { get; init; }

    /// <summary>Whether the run may still be going on the server.</summary>
    public bool RunMayBeGoing { get; init; } = true;
}
