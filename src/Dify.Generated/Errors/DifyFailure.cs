using System;

namespace Dify.Generated;

/// <summary>The facts of a failed call.</summary>
public sealed class DifyFailure
{
    /// <summary>Makes the facts of a failed call.</summary>
    /// <param name="operation">The id of the operation in the documents.</param>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    public DifyFailure(string operation) => Operation = operation ?? throw new ArgumentNullException(nameof(operation));

    /// <summary>The id of the operation in the documents.</summary>
    public string Operation { get; }

    /// <summary>The HTTP status of the answer; 0 if there was no answer.</summary>
    public int StatusCode { get; init; }

    /// <summary>What the server said; null if it said nothing.</summary>
    public DifyProblem? Problem { get; init; }

    /// <summary>Whether the same call may succeed later without a change.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the server asks callers to wait; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The body of the answer as text, cut at a limit; null if there was none.</summary>
    public string? ResponseBody { get; init; }

    /// <summary>The answer with its headers; null if there was no answer.</summary>
    public DifyResponse? Response { get; set; }

    /// <summary>The operation and the status, nothing of what was sent or received.</summary>
    public override string ToString() => $"{Operation} {StatusCode}";
}
