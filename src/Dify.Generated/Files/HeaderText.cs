using System;
using System.Linq;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Dify.Generated;

/// <summary>Reads the file name that a server writes into a header, also as the bytes of its UTF-8: the platform makes a character of each.</summary>
internal static class HeaderText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Regex Unquoted = new(@"(;\s*filename\s*=\s*)([^\s"";][^"";]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public static string? FileName(HttpContentHeaders headers)
    {
        var disposition = headers.ContentDisposition;
        if (disposition is null && headers.TryGetValues("Content-Disposition", out var values))
        {
            // Such bytes belong between quotes; without them the platform takes the whole header for none.
            _ = ContentDispositionHeaderValue.TryParse(Unquoted.Replace(values.First(), "$1\"$2\""), out disposition);
        }

        return (disposition?.FileNameStar ?? Decoded(disposition?.FileName))?.Trim('"');
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
