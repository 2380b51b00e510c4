using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The documents of a knowledge base, but for writing them.</summary>
internal sealed class DocumentRoutes(DifyApp app)
{
    private const string Template = "/datasets/{dataset_id}/documents";
    private const int LargestPage = 100;

    private static readonly string[] Actions = ["enable", "disable", "archive", "un_archive"];

    private readonly KnowledgeLookup find = new(app);

    private DateTimeOffset Now => app.Time.GetUtcNow();

    public IEnumerable<Route> All =>
    [
        Route.Get(Template, request => find.Base(request, known => List(request, known))),
        Route.Get(Template + "/{document_id}", request => find.Document(request, document => Detail(request, document))) with
        {
            RefuseInput = static reason => Problem.Create(400, "invalid_metadata", reason),
        },
        Route.Delete(Template + "/{document_id}",
            request => find.Document(request, Delete, static () => KnowledgeLookup.NoBaseToWrite, "Document Not Exists.")),
        Route.Get(Template + "/{document_id}/download", request => find.Document(request, document => Download(request, document))),
        Route.Get(Template + "/{batch}/indexing-status", request => find.Base(request, known => Progress(request, known))),
        Route.Post(Template + "/download-zip", request => find.Base(request, known => Zip(request, known))),
        Route.Patch(Template + "/status/{action}", request => find.Base(request, known => Set(request, known))),
    ];

    private Reply List(RouteRequest request, KnowledgeBase known)
    {
        if (PageQuery.Read(request, LargestPage, out PageQuery page) is { } refusal)
        {
            return refusal;
        }

        string part = request.Query("keyword") ?? "";
        string? status = request.Query("status") is { Length: > 0 } given ? given : null;
        List<KnowledgeDocument> found =
        [
            .. Enumerable.Reverse(known.Documents).Where(document => document.Name.Contains(part, StringComparison.Ordinal)
                && (status is null || document.DisplayStatusAt(Now) == status)),
        ];
        return ContentReply.Json(200, page.ToJson(found, document => document.ToJson(Now)));
    }

    private ContentReply Detail(RouteRequest request, KnowledgeDocument document) =>
        ContentReply.Json(200, document.ToDetail(request.Query("metadata") is { Length: > 0 } part ? part : "all", Now));

    private Reply Delete(KnowledgeDocument document)
    {
        if (document.IsArchived)
        {
            return Problem.Create(403, "archived_document_immutable", "The archived document is not editable.");
        }

        document.Base.Documents.Remove(document);
        return ContentReply.Gone;
    }

    private Reply Download(RouteRequest request, KnowledgeDocument document) => ContentReply.Json(200, new JObject
    {
        ["url"] = $"{request.Origin}/files/{document.Source.FileId}/file-preview"
            + $"?timestamp={Now.ToUnixTimeSeconds()}&nonce={Guid.NewGuid():N}&sign={Guid.NewGuid():N}&as_attachment=true",
    });

    private Reply Progress(RouteRequest request, KnowledgeBase known)
    {
        KnowledgeDocument[] found = [.. known.Documents.Where(document => document.Batch == request.PathValue("batch"))];
        return found.Length == 0
            ? Problem.NotFound("Documents not found.")
            : ContentReply.Json(200, new JObject
            {
                ["data"] = new JArray(found.Select(document =>
                    document.Indexing.ToJson(document.Id, document.SegmentsAt(Now).Count, Now))),
            });
    }

    private static Reply Zip(RouteRequest request, KnowledgeBase known)
    {
        JToken[] ids = [.. request.Body["document_ids"]!];
        KnowledgeDocument[] found = [.. known.Documents.Where(document => ids.Any(id => (string?)id == document.Id))];
        if (found.Length < ids.Length)
        {
            return Problem.NotFound("Document not found.");
        }

        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (KnowledgeDocument document in found)
            {
                using Stream entry = archive.CreateEntry(document.Source.FileName).Open();
                entry.Write(document.Source.Content);
            }
        }

        return new ContentReply(200, "application/zip", content.ToArray())
            .With("Cache-Control", "no-cache")
            .With("Content-Disposition", $"attachment; filename={Guid.NewGuid():N}.zip");
    }

    private Reply Set(RouteRequest request, KnowledgeBase known)
    {
        string action = request.PathValue("action");
        if (!Actions.Contains(action))
        {
            return Problem.Create(400, "invalid_action", $"Invalid action: {action}. Must be one of {PythonText.ListOf(Actions)}");
        }

        JToken[] ids = [.. request.Body["document_ids"]!];
        KnowledgeDocument[] found = [.. known.Documents.Where(document => ids.Any(id => (string?)id == document.Id))];
        if (found.FirstOrDefault(document => document.Indexing.EndAt(Now) is null) is { } busy)
        {
            return Problem.Create(400, "invalid_action", $"Document:{busy.Name} is being indexed, please try again later");
        }

        Array.ForEach(found, document => document.Set(action, Now));
        return ContentReply.Json(200, new JObject { ["result"] = "success" });
    }
}
