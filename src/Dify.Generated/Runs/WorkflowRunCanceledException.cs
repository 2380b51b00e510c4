using System;
using System.Threading;

namespace Dify.Generated;

/// <summary>The caller cancelled while a run was followed. It tells what became of the run on the server.</summary>
public sealed class WorkflowRunCanceledException : OperationCanceledException
{
    /// <summary>Makes an exception, for instance in a test double.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The exception that caused it, if any.</param>
    /// <param name="token">The token that was cancelled.</param>
    public WorkflowRunCanceledException(string message, Exception? innerException, CancellationToken token)
        : base(message, innerException, token)
    {
    }

    /// <summary>The task id of the run; null if it was not known yet.</summary>
    public string? TaskId { get; init; }

    /// <summary>The id of the run; null if it was not known yet.</summary>
    public string? WorkflowRunId { get; init; }

    /// <summary>How many events came before the cancellation.</summary>
    public long EventsReceived { get; init; }

    /// <summary>Whether a stop call was sent.</summary>
    public bool StopRequested { get; init; }

    /// <summary>
    /// Whether a stop call is still to be sent, because the server has not named the task yet: it goes out when it does, within
    /// <see cref="WorkflowRunOptions.StopTimeout"/>, in the background.
    /// </summary>
    public bool StopPending { get; init; }

    /// <summary>Why the stop call failed; null if it did not, or none was sent.</summary>
    public Exception? StopFailure { get; init; }
}
