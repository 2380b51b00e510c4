using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Generated;

namespace Dify.Cli.Demo;

/// <summary>A text that goes up to a knowledge base, is indexed, and is found.</summary>
internal sealed class KnowledgeAct : DemonstrationAct
{
    public override string Title => CliText.Get("KnowledgeActTitle");

    public override string Explanation => CliText.Get("KnowledgeActExplanation");

    public override async Task PlayAsync(DemonstrationStage stage, CancellationToken cancellationToken)
    {
        stage.SkipRequests();
        using var client = new DifyKnowledgeClient(
            new DifyClientOptions { ApiKey = stage.Server.KnowledgeApiKey, BaseAddress = stage.Server.BaseAddress });
        var home = await client.CreateDatasetAsync(
            request: new CreateDatasetRequest { Name = CliText.Get("DemoBase"), IndexingTechnique = DatasetIndexingTechnique.Economy },
            cancellationToken: cancellationToken);
        var request = new CreateDocumentFromTextRequest
        {
            Name = CliText.Get("DemoBase"),
            Text = CliText.Get("DemoDocument"),
            ProcessRule = new ProcessRule { Mode = ProcessRuleMode.Automatic },
        };
        var document = await client.AddTextAsync(
            home.Id, request, new IndexingWaitOptions { Progress = new Stages(stage) }, cancellationToken);
        var answer = await client.RetrieveSegmentsAsync(
            datasetId: home.Id,
            request: new RetrieveSegmentsRequest { Query = CliText.Get("DemoSearch") },
            cancellationToken: cancellationToken);

        stage.ShowRequests();
        stage.Fact(CliText.Get("DemoFound"), answer.Records.FirstOrDefault()?.Segment.Content);
        stage.Require(document.IndexingStatus == DocumentIndexingStatus.Completed && answer.Records.Count == 1);
    }

    private sealed class Stages(DemonstrationStage stage) : IProgress<DocumentIndexingProgress>
    {
        public void Report(DocumentIndexingProgress value) => stage.Fact(CliText.Get("DemoStage"), value.IndexingStatus.Value);
    }
}
