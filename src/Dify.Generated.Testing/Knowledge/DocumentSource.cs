using System;
using System.IO;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>What a document was made of: a file, or text that the server keeps as one.</summary>
internal sealed record DocumentSource(string Name, string FileName, string? MediaType, byte[] Content, JObject Rule)
{
    public string FileId { get; init; } = Guid.NewGuid().ToString();

    public string? RuleId { get; init; } = Guid.NewGuid().ToString();

    public string Form { get; init; } = "text_model";

    public string? Language { get; init; } = "English";

    public string Type { get; init; } = "upload_file";

    /// <summary>Where a pipeline took it from; null for an upload.</summary>
    public JObject? PipelineInfo { get; init; }

    public bool IsOfPipeline => PipelineInfo is not null;

    public JObject Info => PipelineInfo ?? new JObject { ["upload_file_id"] = FileId };

    /// <summary>The content as text; what is no text has none that could be searched.</summary>
    public string Text => Array.IndexOf(Content, (byte)0) >= 0 ? "" : Encoding.UTF8.GetString(Content);

    private string Extension => Path.GetExtension(FileName) is { Length: > 1 } ending ? ending[1..].ToLowerInvariant() : "txt";

    public static DocumentSource OfText(string name, string text, JObject rule) =>
        new(name, name, "text/plain", Encoding.UTF8.GetBytes(text), rule);

    public JObject Detail(string account, DateTimeOffset at) => IsOfPipeline ? [] : new JObject
    {
        ["upload_file"] = new JObject
        {
            ["id"] = FileId,
            ["name"] = FileName,
            ["size"] = Content.Length,
            ["extension"] = Extension,
            ["mime_type"] = MediaType,
            ["created_by"] = account,
            ["created_at"] = at.ToUnixTimeMilliseconds() / 1000.0,
        },
    };
}
