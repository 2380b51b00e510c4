using System;
using System.Net.Http;
using System.Text;

namespace Dify.Generated;

/// <summary>The media types that decide how an answer is read.</summary>
internal static class MediaType
{
    public const string Json = "application/json";
    public const string EventStream = "text/event-stream";

    private static readonly string[] WellKnown =
    [
        Json, EventStream, "application/octet-stream",
        "application/pdf", "application/problem+json", "application/xml", "audio/mpeg", "audio/wav", "image/png", "text/html",
        "text/plain", "text/xml",
    ];

    public static bool IsJson(HttpContent? content)
    {
        var type = Of(content);
        return string.Equals(type, Json, StringComparison.OrdinalIgnoreCase)
            || type?.EndsWith("+json", StringComparison.OrdinalIgnoreCase) == true;
    }

    public static bool IsHtml(HttpContent? content) => string.Equals(Of(content), "text/html", StringComparison.OrdinalIgnoreCase);

    public static bool IsEventStream(HttpContent? content) => string.Equals(Of(content), EventStream, StringComparison.OrdinalIgnoreCase);

    /// <summary>How many bytes tell whether they begin a page.</summary>
    public const int LongestPageStart = 256;

    /// <summary>Whether bytes begin like a page in HTML, behind white space and a byte order mark.</summary>
    public static bool IsPage(ReadOnlySpan<byte> start)
    {
        using var text = new DecodedText(start.Slice(0, Math.Min(start.Length, LongestPageStart)));
        var trimmed = text.Memory.Span.TrimStart();
        return trimmed.StartsWith("<!doctype html".AsSpan(), StringComparison.OrdinalIgnoreCase)
            || trimmed.StartsWith("<html".AsSpan(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The media type without parameters; null if the answer names none.</summary>
    public static string? Of(HttpContent? content)
    {
        if (content?.Headers.ContentType?.MediaType is { Length: > 0 } parsed)
        {
            return parsed;
        }

        // "text/event-stream;" is ill-formed and still meant well.
        if (content is not null && content.Headers.TryGetValues("Content-Type", out var values))
        {
            foreach (var value in values)
            {
                var end = value.IndexOf(';');
                return (end < 0 ? value : value.Substring(0, end)).Trim() is { Length: > 0 } type ? type : null;
            }
        }

        return null;
    }

    /// <summary>The encoding that an answer names; null for UTF-8, for none, and for one that this platform does not know.</summary>
    public static Encoding? EncodingOf(HttpContent? content)
    {
        if (content?.Headers.ContentType?.CharSet?.Trim('"') is not { Length: > 0 } name
            || name.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            return Encoding.GetEncoding(name) is var encoding && encoding.CodePage == Encoding.UTF8.CodePage ? null : encoding;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The media type for a message: one that is well known, or a question mark, because any other is the server's text.</summary>
    public static string Describe(HttpContent? content)
    {
        var type = Of(content);
        return Array.Find(WellKnown, known => string.Equals(known, type, StringComparison.OrdinalIgnoreCase)) ?? "?";
    }
}
