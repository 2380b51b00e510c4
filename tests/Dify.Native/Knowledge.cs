using System;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated;
using Newtonsoft.Json.Linq;

namespace Dify.Native;

/// <summary>Every operation of knowledge bases.</summary>
internal static class Knowledge
{
    private const string Piped = "5d0c1f6e-3b5a-4f0e-9a51-6a1f3c2b7d10";

    private const string Script = """
        { "app": "knowledge", "indexing_time": 0, "knowledge_bases": [ { "name": "piped", "id": "5d0c1f6e-3b5a-4f0e-9a51-6a1f3c2b7d10", "has_pipeline": true } ] }
        """;

    public static async Task CallAsync(StandIn standIn, DifyClientOptions options)
    {
        await standIn.BeAsync(Script);
        using var client = new DifyKnowledgeClient(options);
        Dataset made = await client.CreateDatasetAsync(
            new CreateDatasetRequest { Name = "native", IndexingTechnique = DatasetIndexingTechnique.Economy });
        string id = made.Id;
        Check.That((await client.ListDatasetsAsync()).Data.Count == 2, "listDatasets");
        Check.Same(id, (await client.GetDatasetDetailAsync(id)).Id, "getDatasetDetail");
        Check.Same("said",
            (await client.UpdateDatasetAsync(id, new UpdateDatasetRequest { Description = "said" })).Description, "updateDataset");
        await TagAsync(client, id);
        DocumentAndBatchResponse document = await AddAsync(client, id);
        await CutAsync(client, id, document.Document.Id);
        await DescribeAsync(client, id, document.Document.Id);
        Check.That((await client.GetAvailableModelsAsync(AvailableModelType.Llm)).Data.Count > 0, "getAvailableModels");
        await PipeAsync(client);
        await client.DeleteDocumentAsync(id, document.Document.Id);
        await client.DeleteDatasetAsync(id);
        await Chats.ProblemAsync(() => client.GetDatasetDetailAsync(id), "getDatasetDetail");
    }

    private static async Task TagAsync(DifyKnowledgeClient client, string id)
    {
        KnowledgeTag tag = await client.CreateKnowledgeTagAsync(new CreateKnowledgeTagRequest { Name = "red" });
        await client.BindTagsToDatasetAsync(new BindTagsToDatasetRequest { TagIds = [tag.Id], TargetId = id });
        Check.Same("blue", (await client.UpdateKnowledgeTagAsync(new UpdateKnowledgeTagRequest { TagId = tag.Id, Name = "blue" })).Name,
            "updateKnowledgeTag");
        Check.That((await client.QueryDatasetTagsAsync(id)).Data.Count == 1, "queryDatasetTags");
        await client.UnbindTagFromDatasetAsync(new UnbindTagFromDatasetRequest { TagIds = [tag.Id], TargetId = id });
        Check.That((await client.GetKnowledgeTagsAsync()).Count == 1, "getKnowledgeTags");
        await client.DeleteKnowledgeTagAsync(new DeleteKnowledgeTagRequest { TagId = tag.Id });
    }

    private static async Task<DocumentAndBatchResponse> AddAsync(DifyKnowledgeClient client, string id)
    {
        var rule = new ProcessRule { Mode = ProcessRuleMode.Automatic };
        DocumentAndBatchResponse text = await client.CreateDocumentFromTextAsync(
            id, new CreateDocumentFromTextRequest { Name = "a", Text = "alpha", ProcessRule = rule });
        Check.Same(DocumentIndexingStatus.Completed, (await client.WaitUntilIndexedAsync(id, text.Batch))
            .Single().IndexingStatus, "waitUntilIndexed");
        DocumentAndBatchResponse file = await client.CreateDocumentFromFileAsync(
            id, FileUpload.FromBytes("beta"u8.ToArray(), "b.txt"), new CreateDocumentSettings { ProcessRule = rule });
        Check.That((await client.GetDocumentIndexingStatusAsync(id, file.Batch)).Data.Count == 1, "getDocumentIndexingStatus");
        Check.That((await client.ListDocumentsAsync(id)).Data.Count == 2, "listDocuments");
        string document = file.Document.Id;
        await client.UpdateDocumentAsync(id, document, FileUpload.FromBytes("gamma"u8.ToArray(), "c.txt"));
        await client.UpdateDocumentByFileAsync(id, document, FileUpload.FromBytes("delta"u8.ToArray(), "d.txt"));
        await client.UpdateDocumentByTextAsync(id, document, new UpdateDocumentByTextRequest { Name = "e", Text = "epsilon" });
        Check.That((await client.DownloadDocumentAsync(id, document)).Url.Length > 0, "downloadDocument");
        using FileDownload zip = await client.DownloadDocumentsZipAsync(id, new DownloadDocumentsZipRequest { DocumentIds = [document] });
        Check.Same('P', zip.Content.ReadByte(), "downloadDocumentsZip");
        await client.BatchUpdateDocumentStatusAsync(
            id, BatchUpdateDocumentStatusAction.Enable, new BatchUpdateDocumentStatusRequest { DocumentIds = [document] });
        RetrieveSegmentsResponse found = await client.RetrieveSegmentsAsync(id, new RetrieveSegmentsRequest { Query = "epsilon" });
        Check.Same("epsilon", found.Records.Single().Segment.Content, "retrieveSegments");
        return file;
    }

    private static async Task CutAsync(DifyKnowledgeClient client, string id, string document)
    {
        CreateSegmentsResponse added = await client.CreateSegmentsAsync(
            id, document, new CreateSegmentsRequest { Segments = [new SegmentInput { Content = "one" }] });
        string segment = added.Data.Single().Id;
        Check.That((await client.ListSegmentsAsync(id, document)).Data.Count == 2, "listSegments");
        Check.Same("one", (await client.GetSegmentDetailAsync(id, document, segment)).Data.Content, "getSegmentDetail");
        var changed = new UpdateSegmentRequest { Segment = new SegmentUpdate { Content = "two" } };
        Check.Same("two", (await client.UpdateSegmentAsync(id, document, segment, changed)).Data.Content, "updateSegment");
        ChildChunk chunk = (await client.CreateChildChunkAsync(id, document, segment, new ChildChunkRequest { Content = "x" })).Data;
        Check.That((await client.GetChildChunksAsync(id, document, segment)).Data.Count == 1, "getChildChunks");
        var other = new ChildChunkRequest { Content = "y" };
        Check.Same("y", (await client.UpdateChildChunkAsync(id, document, segment, chunk.Id, other)).Data.Content, "updateChildChunk");
        await client.DeleteChildChunkAsync(id, document, segment, chunk.Id);
        await client.DeleteSegmentAsync(id, document, segment);
    }

    private static async Task DescribeAsync(DifyKnowledgeClient client, string id, string document)
    {
        DatasetMetadataField field = await client.CreateMetadataFieldAsync(
            id, new CreateMetadataFieldRequest { Type = MetadataFieldType.Number, Name = "year" });
        await client.BatchUpdateDocumentMetadataAsync(id, new BatchUpdateDocumentMetadataRequest
        {
            OperationData =
            [
                new DocumentMetadataOperation
                {
                    DocumentId = document,
                    MetadataList = [new DocumentMetadataInput { Id = field.Id, Name = "year", Value = new JValue(2024) }],
                },
            ],
        });
        Check.That((await client.GetDocumentDetailAsync(id, document)).DocMetadata!.Count == 1, "getDocumentDetail");
        Check.Same("when", (await client.UpdateMetadataFieldAsync(id, field.Id, new UpdateMetadataFieldRequest { Name = "when" })).Name,
            "updateMetadataField");
        Check.That((await client.ListMetadataFieldsAsync(id)).DocMetadata.Count == 1, "listMetadataFields");
        Check.That((await client.GetBuiltInMetadataFieldsAsync(id)).Fields.Count == 5, "getBuiltInMetadataFields");
        await client.ToggleBuiltInMetadataFieldAsync(id, ToggleBuiltInMetadataFieldAction.Enable);
        await client.DeleteMetadataFieldAsync(id, field.Id);
    }

    private static async Task PipeAsync(DifyKnowledgeClient client)
    {
        PipelineFile file = await client.UploadPipelineFileAsync(FileUpload.FromBytes("zeta"u8.ToArray(), "z.txt", "text/plain"));
        string node = (await client.ListDatasourcePluginsAsync(Piped)).Single().NodeId;
        var request = new RunPipelineRequest
        {
            Inputs = [],
            DatasourceType = PipelineDatasourceType.LocalFile,
            DatasourceInfoList = [new DatasourceInfo { RelatedId = file.Id, Name = "z.txt" }],
            StartNodeId = node,
            IsPublished = true,
            ResponseMode = ResponseMode.Blocking,
        };
        Check.That((await client.RunPipelineAsync(Piped, request)).Documents.Count == 1, "runPipeline");
        request.IsPublished = false;
        request.ResponseMode = ResponseMode.Streaming;
        Check.That(await Chats.CountAsync(client.RunPipelineStreamingAsync(Piped, request)) > 0, "runPipelineStreaming");
        var read = new RunDatasourceNodeRequest { Inputs = [], DatasourceType = PipelineDatasourceType.OnlineDocument, IsPublished = true };
        Check.That(await Chats.CountAsync(client.RunDatasourceNodeAsync(Piped, node, read)) > 0, "runDatasourceNode");
    }
}
