using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Making documents of text and of files, and giving them other content.</summary>
internal sealed class DocumentWritingRoutes(DifyApp app)
{
    private const string Base = "/datasets/{dataset_id}";
    private const string Document = Base + "/documents/{document_id}";

    private readonly KnowledgeLookup find = new(app);

    public IEnumerable<Route> All =>
    [
        Route.Post(
            Base + "/document/create-by-text",
            request => Write(request, known => Create(known, request.Body, OfText(request.Body)))),
        Route.PostForm(Base + "/document/create-by-file", request => WithFile(request, isNeeded: true, (settings, file) =>
            Write(request, known => Create(known, settings, OfFile(settings, file!))))),
        Route.Post(Document + "/update-by-text", request => Rewrite(request, request.Body, document =>
            request.Body["text"] is { Type: JTokenType.String } ? OfText(request.Body) : null)),
        Route.PostForm(Document + "/update-by-file", UpdateByFile),
        new("PATCH", Document, false, (request, _) => System.Threading.Tasks.Task.FromResult(UpdateByFile(request))),
    ];

    private Reply Write(RouteRequest request, Func<KnowledgeBase, Reply> answer) =>
        find.Base(request, answer, static () => KnowledgeLookup.NoBaseToWrite);

    private Reply UpdateByFile(RouteRequest request) => WithFile(request, isNeeded: false, (settings, file) =>
        Rewrite(request, settings, _ => file is null ? null : OfFile(settings, file)));

    private static DocumentSource OfText(JObject body) =>
        DocumentSource.OfText((string?)body["name"] ?? "", (string)body["text"]!, []);

    private static DocumentSource OfFile(JObject settings, RecordedFormPart file) =>
        new((string?)settings["name"] ?? file.FileName!, file.FileName!, file.ContentType, file.Content, []);

    // The settings come as JSON in a part of the form.
    private static Reply WithFile(RouteRequest request, bool isNeeded, Func<JObject, RecordedFormPart?, Reply> answer)
    {
        RecordedFormPart[] files = [.. request.Recorded.Parts.Where(part => part.FileName is not null)];
        RecordedFormPart? file = files.FirstOrDefault(part => part.Name == "file");
        if (file is null && isNeeded)
        {
            return Problem.Create(400, "no_file_uploaded", "Please upload your file.");
        }

        if (files.Select(part => part.Name).Distinct().Count() > 1)
        {
            return Problem.Create(400, "too_many_files", "Only one file is allowed.");
        }

        if (file is { FileName: "" })
        {
            return Problem.Create(400, "filename_not_exists_error", "The file has no name.");
        }

        try
        {
            string? data = request.Recorded.Parts.FirstOrDefault(part => part.Name == "data" && part.FileName is null)?.Text;
            return data is null ? answer([], file)
                : JsonText.ParseBody(data) is JObject settings ? answer(settings, file)
                : Problem.Unknown;
        }
        catch (JsonException)
        {
            return Problem.InvalidParameter("The part 'data' is not JSON.");
        }
    }

    private Reply Create(KnowledgeBase known, JObject settings, DocumentSource source)
    {
        if ((settings["process_rule"] as JObject ?? known.LatestRule) is not { } rule)
        {
            return Problem.InvalidParameter("process_rule is required.");
        }

        if (!known.HasTechnique)
        {
            if ((string?)settings["indexing_technique"] is not { } technique)
            {
                return Problem.InvalidParameter("indexing_technique is required.");
            }

            known.Update(new JObject { ["indexing_technique"] = technique }, app.Time.GetUtcNow());
        }

        known.LatestRule = rule;
        return Answer(known.Add(Complete(source, settings, rule, null), Begin()));
    }

    private Reply Rewrite(RouteRequest request, JObject settings, Func<KnowledgeDocument, DocumentSource?> read) => find.Document(
        request,
        document =>
        {
            if (document.DisplayStatusAt(app.Time.GetUtcNow()) != "available")
            {
                return Problem.InvalidParameter("Document is not available");
            }

            JObject rule = settings["process_rule"] as JObject ?? document.Source.Rule;
            DocumentSource source = read(document) ?? document.Source;
            string name = (string?)settings["name"] is { Length: > 0 } other ? other : document.Name;
            document.Replace(Complete(source with { Name = name }, settings, rule, document), Begin());
            return Answer(document);
        },
        static () => KnowledgeLookup.NoBaseToWrite);

    private static DocumentSource Complete(DocumentSource source, JObject settings, JObject rule, KnowledgeDocument? before) => source with
    {
        Rule = (JObject)rule.DeepClone(),
        Form = (string?)settings["doc_form"] ?? before?.Form ?? "text_model",
        Language = (string?)settings["doc_language"] ?? before?.Source.Language ?? "English",
    };

    private Indexing Begin() => new(app.Time.GetUtcNow(), app.Options.IndexingTime, app.Options.IndexingError);

    private ContentReply Answer(KnowledgeDocument document) => ContentReply.Json(200, new JObject
    {
        ["document"] = document.ToJson(app.Time.GetUtcNow()),
        ["batch"] = document.Batch,
    });
}
