using System;
using System.Collections.Generic;
using System.Net.Http;

namespace Dify.Generated;

/// <summary>How the body of an answer can be compressed (RFC 9110 8.4.1).</summary>
internal enum ContentCoding
{
    /// <summary>A way that this build cannot undo.</summary>
    Unknown,

    /// <summary>RFC 1952, also as <c>x-gzip</c>.</summary>
    Gzip,

    /// <summary>RFC 1950, and RFC 1951 as well, because many servers leave the wrapping out.</summary>
    Deflate,

    /// <summary>RFC 7932.</summary>
    Brotli,
}

/// <summary>Reads <c>Content-Encoding</c>.</summary>
internal static class ContentCodings
{
    private const string HeaderName = "Content-Encoding";

    private static readonly string[] Known = ["gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress", "dcb", "dcz"];

    /// <summary>Whether a body is compressed in any way.</summary>
    public static bool IsCoded(HttpContent content) => content.Headers.Contains(HeaderName) && NamesOf(content).Count > 0;

    /// <summary>The names of what a body is compressed by, in the order in which it was applied.</summary>
    public static IReadOnlyList<string> NamesOf(HttpContent content)
    {
#if NET
        // A browser has decoded the body, and leaves the header as it came.
        if (OperatingSystem.IsBrowser())
        {
            return [];
        }
#endif
        if (!content.Headers.TryGetValues(HeaderName, out var values))
        {
            return [];
        }

        var names = new List<string>();
        foreach (var value in values)
        {
            foreach (var part in value.Split(','))
            {
                if (part.Trim() is { Length: > 0 } name && !string.Equals(name, "identity", StringComparison.OrdinalIgnoreCase))
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }

    public static ContentCoding Of(string name) => name.ToUpperInvariant() switch
    {
        "GZIP" or "X-GZIP" => ContentCoding.Gzip,
        "DEFLATE" => ContentCoding.Deflate,
#if NET
        "BR" => ContentCoding.Brotli,
#endif
        _ => ContentCoding.Unknown,
    };

    /// <summary>
    /// The names for a message: those that are well known, and a question mark for any other, because that is the server's text.
    /// </summary>
    public static string Describe(IEnumerable<string> names)
    {
        var described = new List<string>();
        foreach (var name in names)
        {
            described.Add(Array.Find(Known, known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) ?? "?");
        }

        return string.Join(", ", described);
    }
}
