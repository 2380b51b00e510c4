using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The pipelines that fill knowledge bases.</summary>
internal sealed class PipelineRoutes(DifyApp app)
{
    /// <summary>The node that takes the files.</summary>
    public const string FileNode = "1752479895761";

    private const string Template = "/datasets/{dataset_id}/pipeline";
    private const string LocalFile = "local_file";

    private readonly KnowledgeLookup find = new(app);

    public IEnumerable<Route> All =>
    [
        Route.PostForm("/datasets/pipeline/file-upload", Upload),
        Route.Get(Template + "/datasource-plugins", request => With(request, _ => Plugins(request))),
        Route.Post(Template + "/datasource/nodes/{node_id}/run", request => With(request, _ => Read(request.Body))),
        Route.Post(Template + "/run", request => With(request, known => Run(request, known))),
    ];

    private Reply With(RouteRequest request, Func<KnowledgeBase, Reply> answer) => find.Base(
        request, known => known.PipelineId is null ? Problem.InvalidParameter("Pipeline not found") : answer(known));

    private Reply Upload(RouteRequest request)
    {
        RecordedFormPart[] files = [.. request.Recorded.Parts.Where(part => part.FileName is not null)];
        if (files.FirstOrDefault(part => part.Name == "file") is not { } file)
        {
            return Problem.Create(400, "no_file_uploaded", "Please upload your file.");
        }

        if (files.Any(other => other.Name != file.Name))
        {
            return Problem.Create(400, "too_many_files", "Only one file is allowed.");
        }

        if (string.IsNullOrEmpty(file.ContentType))
        {
            return Problem.Create(415, "unsupported_file_type", "The file's type is not allowed.");
        }

        if (string.IsNullOrEmpty(file.FileName))
        {
            return Problem.Create(400, "filename_not_exists_error", "The file has no name.");
        }

        string extension = Path.GetExtension(file.FileName).TrimStart('.').ToLowerInvariant();
        if (file.Content.Length > FileSizeLimit.InBytes(extension))
        {
            return Problem.Create(413, "file_too_large", "");
        }

        var stored = new StoredFile(Guid.NewGuid().ToString(), file.FileName, file.ContentType, file.Content, null, IsInMessage: false);
        lock (app.Knowledge.Gate)
        {
            app.Knowledge.PipelineFiles[stored.Id] = stored;
        }

        return ContentReply.Json(201, new JObject
        {
            ["id"] = stored.Id,
            ["name"] = stored.Name,
            ["size"] = stored.Content.Length,
            ["extension"] = extension,
            ["mime_type"] = stored.ContentType,
            ["created_by"] = app.Knowledge.Account,
            ["created_at"] = app.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        });
    }

    // Only an empty value means the draft; every other word, "false" too, means what is published.
    private static ContentReply Plugins(RouteRequest request) => ContentReply.Json(200, new JArray(new JObject
    {
        ["node_id"] = FileNode,
        ["plugin_id"] = "langgenius/file",
        ["provider_name"] = "file",
        ["datasource_type"] = LocalFile,
        ["title"] = request.Query("is_published") == "" ? "File DRAFT" : "File",
        ["user_input_variables"] = new JArray(),
        ["credentials"] = new JArray(),
    }));

    private static ContentReply Read(JObject body)
    {
        var processing = new JObject { ["event"] = "datasource_processing", ["total"] = 0, ["completed"] = 0 };
        JObject end = (string?)body["datasource_type"] == LocalFile
            ? new JObject { ["event"] = "datasource_error", ["error"] = "Unsupported datasource provider: local_file" }
            : new JObject
            {
                ["event"] = "datasource_completed",
                ["data"] = new JArray(),
                ["total"] = 0,
                ["completed"] = 0,
                ["time_consuming"] = 0.0,
            };
        byte[] events = [.. new EventFrame("", processing).Bytes, .. new EventFrame("", end).Bytes];
        return new ContentReply(200, "text/event-stream; charset=utf-8", events) { AnnounceLength = false };
    }

    private Reply Run(RouteRequest request, KnowledgeBase known)
    {
        // What is published is put in a queue, whatever mode was asked for; only a draft is watched.
        if ((bool?)request.Body["is_published"] != true)
        {
            TestRun run = app.StartPipelineRun(known.PipelineId!, (JObject)request.Body["inputs"]!, out RunReader reader);
            return new RunStreamReply(app, run, reader, new StreamEnd(OnFinished: true, OnPaused: true, OnIdle: true));
        }

        JObject[] sources = [.. request.Body["datasource_info_list"]!.OfType<JObject>()];
        KnowledgeDocument[] added = [.. sources.Select(source => Add(known, (string)request.Body["datasource_type"]!, source))];
        string json = JsonText.Spaced(new JObject
        {
            ["batch"] = added.FirstOrDefault()?.Batch ?? "",
            ["dataset"] = new JObject
            {
                ["id"] = known.Id,
                ["name"] = known.Name,
                ["description"] = "",
                ["chunk_structure"] = known.DefaultForm,
            },
            ["documents"] = new JArray(added.Select(Told)),
        });
        return new ContentReply(200, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(json));
    }

    private KnowledgeDocument Add(KnowledgeBase known, string type, JObject info)
    {
        string id = (string?)info["related_id"] ?? (string?)info["reference"] ?? (string?)info["upload_file_id"] ?? "";
        StoredFile? file = app.Knowledge.PipelineFiles.GetValueOrDefault(id);
        string name = (string?)info["name"] ?? file?.Name ?? (string?)info["title"] ?? (string?)info["page"]?["page_name"] ?? "document";
        var source = new DocumentSource(
            name, file?.Name ?? name, file?.ContentType, file?.Content ?? [], new JObject { ["mode"] = "automatic" })
        {
            Type = type,
            PipelineInfo = (JObject)info.DeepClone(),
            RuleId = null,
            Language = null,
        };
        return known.Add(source, new Indexing(app.Time.GetUtcNow(), app.Options.IndexingTime, app.Options.IndexingError));
    }

    private JObject Told(KnowledgeDocument document)
    {
        JObject json = document.ToJson(app.Time.GetUtcNow());
        return new JObject(
            ((string[])["id", "position", "data_source_type", "data_source_info", "name", "indexing_status", "error", "enabled"])
            .Select(name => new JProperty(name, json[name])));
    }
}
