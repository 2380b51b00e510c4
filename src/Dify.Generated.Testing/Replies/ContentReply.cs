using System.Collections.Generic;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A whole answer: status, headers, bytes.</summary>
internal sealed class ContentReply(int status, string? contentType, byte[] content) : Reply
{
    public List<KeyValuePair<string, string>> Headers { get; } = [];

    /// <summary>Whether the length is announced; otherwise the body goes out in chunks.</summary>
    public bool AnnounceLength { get; init; } = true;

    /// <summary>What was asked for is done, and there is nothing to say. The media type comes all the same.</summary>
    public static ContentReply Gone => new(204, "application/json", []);

    public static ContentReply Json(int status, JToken body) => JsonFrom(status, JsonText.Spaced(body) + "\n");

    public static ContentReply JsonFrom(int status, string json) => new(status, "application/json", Encoding.UTF8.GetBytes(json));

    public ContentReply With(string header, string value)
    {
        Headers.Add(new(header, value));
        return this;
    }

    public override async Task WriteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        foreach (KeyValuePair<string, string> header in Headers)
        {
            response.Headers.Append(header.Key, header.Value);
        }

        if (status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        if (AnnounceLength)
        {
            response.ContentLength = content.Length;
        }

        await response.Body.WriteAsync(content, cancellationToken).ConfigureAwait(false);
    }
}
