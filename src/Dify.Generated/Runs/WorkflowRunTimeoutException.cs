using System;

namespace Dify.Generated;

/// <summary>The time of a run (<see cref="WorkflowRunOptions.Timeout"/>) was up while it was followed. It tells what became of the run on
/// the server.</summary>
public sealed class WorkflowRunTimeoutException : DifyTimeoutException
{
    /// <summary>Makes an exception from what is known of a failure, for instance in a test double.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="failure">The facts of the failure.</param>
    /// <param name="innerException">The exception that caused it, if any.</param>
    /// <exception cref="ArgumentNullException"><paramref name="failure"/> is null.</exception>
    public WorkflowRunTimeoutException(string message, DifyFailure failure, Exception? innerException = null)
        : base(message, failure, innerException)
    {
    }

    /// <summary>The task id of the run; null if it was not known yet.</summary>
    public string? TaskId { get; init; }

    /// <summary>The id of the run; null if it was not known yet.</summary>
    public string? WorkflowRunId { get; init; }

    /// <summary>How many events came before.</summary>
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
