using System;
using System.Collections.Generic;
using System.Text;

namespace Dify.Generated.Testing;

/// <summary>A request as it came in, with everything that the documents say against it.</summary>
public sealed class RecordedRequest
{
    internal RecordedRequest(
        DateTimeOffset receivedAt,
        string method,
        string target,
        string path,
        IReadOnlyDictionary<string, IReadOnlyList<string>> query,
        IReadOnlyDictionary<string, IReadOnlyList<string>> headers,
        byte[] body,
        IReadOnlyList<RecordedFormPart> parts,
        string? operation,
        IReadOnlyList<string> problems)
    {
        ReceivedAt = receivedAt;
        Method = method;
        Target = target;
        Path = path;
        Query = query;
        Headers = headers;
        Body = body;
        Parts = parts;
        Operation = operation;
        Problems = problems;
    }

    /// <summary>When it came in, by the server's clock.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The request target exactly as it stood on the wire, with <c>/v1</c>, escapes and query.</summary>
    public string Target { get; }

    /// <summary>The path below <c>/v1</c>, still escaped, without the query: <c>/workflows/run</c>.</summary>
    public string Path { get; }

    /// <summary>The query parameters, unescaped, by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Query { get; }

    /// <summary>The headers by name, whatever the case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; }

    /// <summary>The body's bytes; empty if there was none.</summary>
    public byte[] Body { get; }

    /// <summary>The body read as UTF-8.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body);

    /// <summary>The parts of a <c>multipart/form-data</c> body; empty for any other.</summary>
    public IReadOnlyList<RecordedFormPart> Parts { get; }

    /// <summary>The id of the documents' operation that it calls, or null if it calls none.</summary>
    public string? Operation { get; }

    /// <summary>What the documents do not allow in it, each with its place; empty for a request that they allow.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>
    /// The status with which it was answered; null while it waits for its answer, and for good if the connection was cut instead.
    /// </summary>
    public int? Status { get; internal set; }

    /// <summary>The first value of a header, or null.</summary>
    /// <param name="name">The header's name, in any case.</param>
    /// <returns>The first value, or null if the request does not have the header.</returns>
    public string? Header(string name) =>
        Headers.TryGetValue(name, out IReadOnlyList<string>? values) && values.Count > 0 ? values[0] : null;

    /// <summary>The method and the target, for messages.</summary>
    /// <returns>Text such as <c>GET /v1/info</c>.</returns>
    public override string ToString() => $"{Method} {Target}";
}
