using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;

namespace Dify.Generated;

/// <summary>An answer of the server as it came: see <see cref="DifyClientOptions.OnResponse"/> and
/// <see cref="DifyApiException.Response"/>.</summary>
public sealed class DifyResponse
{
    private const string VersionHeader = "X-Version";

    // What a browser would keep to itself, or what is said to a proxy.
    private static readonly string[] Hidden = ["Set-Cookie", "Set-Cookie2", "Authentication-Info", "Proxy-Authenticate",
        "Proxy-Authentication-Info", "WWW-Authenticate"];

    internal DifyResponse(string operation, int statusCode, IReadOnlyDictionary<string, string> headers, string? body)
    {
        Operation = operation;
        StatusCode = statusCode;
        Headers = headers;
        Body = body;
    }

    /// <summary>The operation, by its id in the documents, such as <c>getWorkflowAppInfo</c>.</summary>
    public string Operation { get; }

    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; }

    /// <summary>
    /// The headers by their names, in any case; several values of one name stand behind each other, with commas. Cookies and questions for
    /// credentials are left out. They are the server's own
    /// text: do not log them unseen.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The version of Dify that the server says it is (<c>X-Version</c>), such as <c>1.14.2</c>; null if it does not
    /// say.</summary>
    public string? ServerVersion => Headers.TryGetValue(VersionHeader, out var version) ? version : null;

    /// <summary>The JSON of the answer exactly as it came, or the text of a failed one, cut at
    /// <see cref="DifyClientOptions.MaxErrorBytes"/>; null for streams and files.</summary>
    public string? Body { get; }

    /// <summary>The operation and the status, nothing of what was received.</summary>
    public override string ToString() => $"{Operation} {StatusCode}";

    internal static DifyResponse Of(string operation, HttpResponseMessage answer, string? body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Add(headers, answer.Headers);
        Add(headers, answer.Content?.Headers);
        return new DifyResponse(operation, (int)answer.StatusCode, headers, body);
    }

    private static void Add(Dictionary<string, string> all, HttpHeaders? headers)
    {
        foreach (var header in headers ?? (IEnumerable<KeyValuePair<string, IEnumerable<string>>>)[])
        {
            if (!Array.Exists(Hidden, hidden => string.Equals(hidden, header.Key, StringComparison.OrdinalIgnoreCase)))
            {
                all[header.Key] = string.Join(", ", header.Value);
            }
        }
    }
}
