using System;
using System.Collections.Generic;

namespace Dify.Generated;

/// <summary>The kind of an uploaded file, by Dify's own lists of extensions and then by its media type.</summary>
internal static class UploadedFileKind
{
    private static readonly Dictionary<string, InputFileType> ByExtension = new(StringComparer.OrdinalIgnoreCase);

    static UploadedFileKind()
    {
        Add(InputFileType.Image, "jpg", "jpeg", "png", "webp", "gif", "svg");
        Add(InputFileType.Video, "mp4", "mov", "mpeg", "webm");
        Add(InputFileType.Audio, "mp3", "m4a", "wav", "amr", "mpga");
        Add(
            InputFileType.Document,
            "txt", "markdown", "md", "mdx",
            "pdf", "html", "htm", "xlsx", "xls", "vtt", "properties", "doc", "docx", "csv", "eml", "msg", "pptx", "ppt", "xml", "epub");
    }

    public static InputFileType Of(FileUploadResponse upload)
    {
        var extension = string.IsNullOrEmpty(upload.Extension) ? ExtensionOf(upload.Name) : upload.Extension!.TrimStart('.');
        return ByExtension.TryGetValue(extension, out var type) ? type : OfMediaType(upload.MimeType ?? string.Empty);
    }

    private static void Add(InputFileType type, params string[] extensions)
    {
        foreach (var extension in extensions)
        {
            ByExtension[extension] = type;
        }
    }

    private static string ExtensionOf(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 ? string.Empty : name.Substring(dot + 1);
    }

    private static InputFileType OfMediaType(string mediaType)
    {
        if (mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase))
        {
            return InputFileType.Image;
        }

        if (mediaType.StartsWith("video/", StringComparison.OrdinalIgnoreCase))
        {
            return InputFileType.Video;
        }

        if (mediaType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase))
        {
            return InputFileType.Audio;
        }

        var isText = mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || mediaType.Equals("application/pdf", StringComparison.OrdinalIgnoreCase);
        return isText ? InputFileType.Document : InputFileType.Custom;
    }
}
