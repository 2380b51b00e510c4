using System;
using System.Collections.Generic;
using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>
/// What the server said about a failure: <c>{code, message, status}</c>, or as much of it as came. Reading one never fails: whatever is
/// missing or of another kind is empty here.
/// </summary>
[Newtonsoft.Json.JsonConverter(typeof(DifyProblemConverter))]
#if NET
[System.Text.Json.Serialization.JsonConverter(typeof(DifyJsonConverter<DifyProblem>))]
#endif
public sealed class DifyProblem : IJsonConverted
{
    internal DifyProblem(
        int status,
        DifyErrorCode code,
        string? message,
        IReadOnlyDictionary<string, JToken> members,
        ProblemSource source = ProblemSource.Dify)
    {
        Source = source;
        Status = status;
        Code = code;
        Message = message;
        Members = members;
    }

    /// <summary>The HTTP status of the answer; the one that the body names if the answer was none of failure, as within an event stream; 0
    /// if neither is known.</summary>
    public int Status { get; }

    /// <summary>The code of the problem; empty if the server gave none.</summary>
    public DifyErrorCode Code { get; }

    /// <summary>The server's own sentence, in whatever language it speaks; null if there is none. It may repeat what the caller sent: show
    /// it to people, do not log it.</summary>
    public string? Message { get; }

    /// <summary>All members of the body by their names on the wire, such as <c>params</c>, <c>errors</c> and <c>details</c>; empty if the
    /// body is no JSON object.</summary>
    public IReadOnlyDictionary<string, JToken> Members { get; }

    internal ProblemSource Source { get; }

    /// <summary>Whether the body says what failed.</summary>
    internal bool HasWords => !Code.IsEmpty || Message is not null;

    /// <summary>Reads the body of a failed answer. It never fails: what is missing or of another kind stays empty.</summary>
    /// <param name="status">The HTTP status of the answer.</param>
    /// <param name="body">The body as text.</param>
    /// <returns>What could be read.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    public static DifyProblem Parse(int status, string body)
        => ProblemReader.Read(status, (body ?? throw new ArgumentNullException(nameof(body))).AsMemory());

    /// <summary>What the documents say about the code.</summary>
    /// <param name="culture">The language to say it in: Japanese if it is Japanese, else English. Null for the current user interface
    /// culture.</param>
    /// <returns>A sentence; for a code that no document names, a sentence about the status.</returns>
    public string Explain(CultureInfo? culture = null) => ProblemText.Find(Code, culture) ?? ProblemAdvice.For(this, culture);

    /// <summary>The status, and the code if the documents name it; nothing else that the server said.</summary>
    public override string ToString() => $"{Status.ToString(CultureInfo.InvariantCulture)} {ProblemText.KnownCode(Code)}".TrimEnd();

    Newtonsoft.Json.JsonConverter IJsonConverted.JsonConverter => new DifyProblemConverter();
}
