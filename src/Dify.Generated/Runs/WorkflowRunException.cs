using System;

namespace Dify.Generated;

/// <summary>
/// The server ended a run, or an answer, with an <c>error</c> event. Failures inside a workflow do not come this way: they are a run whose
/// status is failed. Nor does a run that the server refused before it
/// had begun: that is the same exception as for a blocking call, <see cref="DifyInvalidRequestException"/> for instance.
/// </summary>
public sealed class WorkflowRunException : DifyApiException
{
    /// <summary>Makes an exception from what is known of a failure, for instance in a test double.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="failure">The facts of the failure.</param>
    /// <param name="innerException">The exception that caused it, if any.</param>
    /// <exception cref="ArgumentNullException"><paramref name="failure"/> is null.</exception>
    public WorkflowRunException(string message, DifyFailure failure, Exception? innerException = null)
        : base(message, failure, innerException)
    {
    }

    /// <summary>The task id of the run; null if the server ended it before it had one.</summary>
    public string? TaskId { get; init; }

    /// <summary>The id of the run; null if the server ended it before it had one.</summary>
    public string? WorkflowRunId { get; init; }

    /// <summary>The id of the conversation, for the answer of a chat; null for others, or if it was not known yet.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The id of the message, for the answer of a chat or a text generator; null for others, or if it was not known yet.</summary>
    public string? MessageId { get; init; }

    /// <summary>How many events came before the error.</summary>
    public long EventsReceived { get; init; }
}
