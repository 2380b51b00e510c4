using System;
using System.Globalization;

namespace Dify.Generated;

/// <summary>What spans, measurements and logs say of a failure: few words, and none of the server's own.</summary>
/// <param name="Type">The problem code if the documents name it, else the HTTP status of an error, else the type of the exception.</param>
/// <param name="Code">The problem code; empty if there is none that the documents name.</param>
internal readonly record struct FailureKind(string Type, string Code)
{
    private const int LeastStatus = 400;
    private const int MostStatus = 599;

    /// <summary>The caller cancelled: one word for it, whichever class the platform takes.</summary>
    public static FailureKind Cancelled { get; } = Of(typeof(OperationCanceledException));

    /// <summary>The run itself failed, which no exception tells.</summary>
    public static FailureKind RunFailed { get; } = new("failed", string.Empty);

    public static FailureKind Of(Exception exception)
    {
        if (exception is OperationCanceledException)
        {
            return Cancelled;
        }

        if (exception is DifyApiException problem)
        {
            if (ProblemText.KnownCode(problem.Code) is { Length: > 0 } code)
            {
                return new FailureKind(code, code);
            }

            if (problem.StatusCode is >= LeastStatus and <= MostStatus)
            {
                return new FailureKind(problem.StatusCode.ToString(CultureInfo.InvariantCulture), string.Empty);
            }
        }

        return Of(exception.GetType());
    }

    /// <summary>An exception of this type, which may not have been made yet.</summary>
    public static FailureKind Of(Type exception) => new(exception.FullName ?? TelemetryName.Other, string.Empty);
}
