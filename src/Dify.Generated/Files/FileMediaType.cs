using System;
using System.Collections.Generic;

namespace Dify.Generated;

/// <summary>
/// The media type of a file by its extension, as Dify wants it: its speech operation takes exactly <c>audio/mp3</c>, <c>audio/m4a</c>,
/// <c>audio/wav</c>, <c>audio/amr</c> and <c>audio/mpga</c>, not the registered names such as <c>audio/mpeg</c>.
/// </summary>
internal static class FileMediaType
{
    public const string Unknown = "application/octet-stream";

    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        ["amr"] = "audio/amr",
        ["csv"] = "text/csv",
        ["doc"] = "application/msword",
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["eml"] = "message/rfc822",
        ["epub"] = "application/epub+zip",
        ["gif"] = "image/gif",
        ["htm"] = "text/html",
        ["html"] = "text/html",
        ["jpeg"] = "image/jpeg",
        ["jpg"] = "image/jpeg",
        ["json"] = "application/json",
        ["m4a"] = "audio/m4a",
        ["markdown"] = "text/markdown",
        ["md"] = "text/markdown",
        ["mdx"] = "text/markdown",
        ["mov"] = "video/quicktime",
        ["mp3"] = "audio/mp3",
        ["mp4"] = "video/mp4",
        ["mpeg"] = "video/mpeg",
        ["mpga"] = "audio/mpga",
        ["msg"] = "application/vnd.ms-outlook",
        ["pdf"] = "application/pdf",
        ["png"] = "image/png",
        ["ppt"] = "application/vnd.ms-powerpoint",
        ["pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ["svg"] = "image/svg+xml",
        ["txt"] = "text/plain",
        ["wav"] = "audio/wav",
        ["webm"] = "audio/webm",
        ["webp"] = "image/webp",
        ["xls"] = "application/vnd.ms-excel",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["xml"] = "text/xml",
    };

    public static string Of(string fileName)
    {
        var dot = fileName.LastIndexOf('.');
        return dot >= 0 && ByExtension.TryGetValue(fileName.Substring(dot + 1), out var mediaType) ? mediaType : Unknown;
    }
}
