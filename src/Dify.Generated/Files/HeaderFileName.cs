using System;
using System.Linq;
using System.Net.Http.Headers;
using System.Text;

namespace Dify.Generated;

/// <summary>Reads the file name that a server writes into a header, also as the bytes of its UTF-8: the platform makes a character of
/// each.</summary>
internal static class HeaderFileName
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string? FileName(HttpContentHeaders headers)
    {
        var disposition = headers.ContentDisposition;
        if (disposition is null && headers.TryGetValues("Content-Disposition", out var values))
        {
            // Such bytes belong between quotes; without them the platform takes the whole header for none.
            _ = ContentDispositionHeaderValue.TryParse(string.Join(";", values.First().Split(';').Select(Quoted)), out disposition);
        }

        return (disposition?.FileNameStar ?? Decoded(disposition?.FileName))?.Trim('"');
    }

    // A name between quotes may hold the mark that parts are divided at: its first piece begins with a quote, and the others name nothing.
    private static string Quoted(string part)
    {
        var at = part.IndexOf('=');
        return at > 0
            && part.Substring(0, at).Trim().Equals("filename", StringComparison.OrdinalIgnoreCase)
            && part.Substring(at + 1).Trim() is { Length: > 0 } name
            && name[0] != '"'
            ? $"filename=\"{name}\""
            : part;
    }

    private static string? Decoded(string? text)
    {
        if (text is null || text.Any(static c => c > 0xFF))
        {
            return text;
        }

        try
        {
            return Strict.GetString(text.Select(static c => (byte)c).ToArray());
        }
        catch (DecoderFallbackException)
        {
            return text;
        }
    }
}
