using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Shaping;

/// <summary>Sorts media types into what the client can do with them.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string EventStream = "text/event-stream";
    public const string Form = "multipart/form-data";
    public const string AnyFile = "application/octet-stream";

    public static bool IsJson(string mediaType)
    {
        var essence = Essence(mediaType);
        return essence is Json or "*/*"
            || (essence.StartsWith("application/", StringComparison.Ordinal) && essence.EndsWith("+json", StringComparison.Ordinal));
    }

    public static bool IsEvents(string mediaType) => Essence(mediaType) == EventStream;

    public static bool IsForm(string mediaType) => Essence(mediaType) == Form;

    public static ApiContent? FindJson(IEnumerable<ApiContent> contents) =>
        contents.FirstOrDefault(content => IsJson(content.MediaType) && !IsBinary(content));

    public static ApiContent? FindEvents(IEnumerable<ApiContent> contents) =>
        contents.FirstOrDefault(content => IsEvents(content.MediaType));

    public static ApiContent? FindFile(IEnumerable<ApiContent> contents) =>
        contents.FirstOrDefault(content => !IsEvents(content.MediaType) && (!IsJson(content.MediaType) || IsBinary(content)));

    /// <summary>Whether a media type says of what kind a file is, and that it is no text: audio or an archive, but not any file.</summary>
    public static bool IsBinaryKind(ApiContent content) => Essence(content.MediaType) is var essence
        && essence is not AnyFile && !IsJson(essence) && !essence.StartsWith("text/", StringComparison.Ordinal)
        && !essence.StartsWith("application/xml", StringComparison.Ordinal) && !essence.EndsWith("+xml", StringComparison.Ordinal);

    private static bool IsBinary(ApiContent content) => content.Use?.Schema.Format == "binary";

    private static string Essence(string mediaType) => mediaType.Split(';')[0].Trim().ToLowerInvariant();
}
