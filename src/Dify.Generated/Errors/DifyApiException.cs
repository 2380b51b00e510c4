using System;
using System.Globalization;

namespace Dify.Generated;

/// <summary>
/// A call to Dify failed. Subclasses name the failures that callers like to catch; all of them carry the same facts.
/// <see cref="Exception.Message"/> says what happened and what to do, and never holds server text, user input or a key.
/// </summary>
public class DifyApiException : Exception
{
    /// <summary>Makes an exception from what is known of a failure, for instance in a test double.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="failure">The facts of the failure.</param>
    /// <param name="innerException">The exception that caused it, if any.</param>
    /// <exception cref="ArgumentNullException"><paramref name="failure"/> is null.</exception>
    public DifyApiException(string message, DifyFailure failure, Exception? innerException = null)
        : base(message, innerException)
        => Failure = failure ?? throw new ArgumentNullException(nameof(failure));

    /// <summary>The facts of the failure.</summary>
    protected DifyFailure Failure { get; }

    /// <summary>The operation that failed, by its id in the documents, such as <c>stopWorkflowTaskGeneration</c>.</summary>
    public string Operation => Failure.Operation;

    /// <summary>The HTTP status of the answer; 0 if there was no answer.</summary>
    public int StatusCode => Failure.StatusCode;

    /// <summary>The problem code; empty if the server gave none.</summary>
    public DifyErrorCode Code => Failure.Problem?.Code ?? default;

    /// <summary>The server's own sentence; null if there is none. It may repeat what the caller sent: show it to people, do not log
    /// it.</summary>
    public string? ServerMessage => Failure.Problem?.Message;

    /// <summary>What the server said; null if it said nothing.</summary>
    public DifyProblem? Problem => Failure.Problem;

    /// <summary>Whether the same call may succeed later without a change. It does not say that repeating it is free of side
    /// effects.</summary>
    public bool IsTransient => Failure.IsTransient;

    /// <summary>How long the server asks callers to wait before another try; null if it does not say.</summary>
    public TimeSpan? RetryAfter => Failure.RetryAfter;

    /// <summary>The body of the answer as text, cut at <see cref="DifyClientOptions.MaxErrorBytes"/>; null if there was none. It may hold
    /// what the caller sent.</summary>
    public string? ResponseBody => Failure.ResponseBody;

    /// <summary>The answer with its headers, such as the id that a proxy gave the request, and the version of the server; null if there was
    /// no answer.</summary>
    public DifyResponse? Response => Failure.Response;

    internal DifyFailure Facts => Failure;

    /// <summary>What the documents say about the problem.</summary>
    /// <param name="culture">The language to say it in: Japanese if it is Japanese, else English. Null for the current user interface
    /// culture.</param>
    /// <returns>A sentence, the one of the code if the documents name it; <see cref="Exception.Message"/> if the server said
    /// nothing.</returns>
    public string Explain(CultureInfo? culture = null) => Failure.Problem?.Explain(culture) ?? Message;
}
