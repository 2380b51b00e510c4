using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Dify.Generated.Testing;

/// <summary>Reads a request whole, within a bound, before anything answers it.</summary>
internal static class RequestReader
{
    /// <summary>The largest body that is taken, in bytes; the proxy in front of a real server refuses more than this.</summary>
    public const int BodyLimit = 100 * 1024 * 1024;

    /// <summary>The body, or null if it is over the limit.</summary>
    public static async Task<byte[]?> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > BodyLimit)
        {
            return null;
        }

        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        byte[] buffer = new byte[64 * 1024];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (body.Length + count > BodyLimit)
            {
                return null;
            }

            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }

    public static string Target(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    /// <summary>The path below <c>/v1</c>, still escaped but without dot segments, as every server takes it; a path outside stays as it
    /// is.</summary>
    public static string PathOf(string target, out bool isBelowBasePath)
    {
        string path = Uri.TryCreate(target.StartsWith('/') ? "http://localhost" + target : target, UriKind.Absolute, out Uri? uri)
            ? uri.AbsolutePath
            : target;
        isBelowBasePath = path.StartsWith(PathTemplate.BasePath + "/", StringComparison.Ordinal);
        return isBelowBasePath ? path[PathTemplate.BasePath.Length..] : path;
    }

    public static Dictionary<string, IReadOnlyList<string>> QueryOf(HttpRequest request) =>
        request.Query.ToDictionary(
            pair => pair.Key, pair => (IReadOnlyList<string>)[.. pair.Value.Select(value => value ?? "")], StringComparer.Ordinal);

    public static Dictionary<string, IReadOnlyList<string>> HeadersOf(HttpRequest request) =>
        request.Headers.ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyList<string>)[.. pair.Value.Select(value => value ?? "")],
            StringComparer.OrdinalIgnoreCase);

    /// <summary>The parts of a multipart form; none for any other body and for one that cannot be read.</summary>
    public static async Task<IReadOnlyList<RecordedFormPart>> ReadPartsAsync(
        string? contentType, byte[] body, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? mediaType)
            || !string.Equals(mediaType.MediaType, "multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || mediaType.Parameters.FirstOrDefault(parameter =>
                parameter.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"') is not { Length: > 0 } boundary)
        {
            return [];
        }

        var parts = new List<RecordedFormPart>();
        var reader = new MultipartReader(boundary, new MemoryStream(body));
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } section)
            {
                parts.Add(await ReadPartAsync(section, cancellationToken).ConfigureAwait(false));
            }
        }
        catch (IOException)
        {
            // The body ends before its last boundary: what was whole counts, as on a real server.
        }

        return parts;
    }

    private static async Task<RecordedFormPart> ReadPartAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        string name = "";
        string? fileName = null;
        if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? disposition))
        {
            name = (disposition.Name ?? "").Trim('"');
            fileName = disposition.FileNameStar ?? disposition.FileName?.Trim('"');
        }

        using var content = new MemoryStream();
        await section.Body.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        return new RecordedFormPart(name, fileName, section.ContentType, content.ToArray());
    }
}
