using System;
using System.IO;
using System.Linq;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Needs;

/// <summary>A folder of the library stays in a build only if the documents serve what it needs.</summary>
public sealed class FolderNeedsTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("A : GetThingResult.Id : string")]
    [InlineData("A : GetThingResult.Id : string?")]
    [InlineData("A : GetThingResult.Count : int?")]
    [InlineData("A : GetThingResult.State : GetThingResultState?")]
    [InlineData("A : GetThingResultState.On : GetThingResultState")]
    [InlineData("A : operation DifyWorkflowClient.getThing : GetThingResult of ()")]
    public void What_is_there_serves(string need) => Assert.Equal("", LeftOut(need));

    [Theory]
    [InlineData("A : GetThingResult.Gone : string", "A: the documents lack GetThingResult.Gone\n")]
    [InlineData("A : GetThingResult.Count : int", "A: the documents lack GetThingResult.Count as int (it is int?)\n")]
    [InlineData("A : GetThingResult.Sure : int?", "A: the documents lack GetThingResult.Sure as int? (it is int)\n")]
    [InlineData(
        "A : operation DifyWorkflowClient.getThing : GetThingResult of (string)",
        "A: the documents lack operation DifyWorkflowClient.getThing as GetThingResult of (string) (it is GetThingResult of ())\n")]
    [InlineData("A : Gone\nA : Gone.Id : string", "A: the documents lack Gone\n")]
    [InlineData("A : Gone\nB : folder A\nC : GetThingResult", "A: the documents lack Gone\nB: the documents lack folder A\n")]
    public void What_is_missing_is_said(string needs, string leftOut) => Assert.Equal(leftOut, LeftOut(needs));

    [Fact]
    public void The_projects_own_documents_serve_every_folder()
    {
        Tool.Run("prepare", "--en", TestFiles.Vendored("en"), "--en", TestFiles.Service(
            "en"), "--contract", folder["contract"], "--generated", folder["generated"], "--needs", TestFiles.Needs).Succeeded();

        Assert.Equal("", folder.Read("contract/left-out.txt"));
        Assert.All((string[])["Inputs", "Logs", "Runs"], name => Assert.Contains($"{name} : ", File.ReadAllText(TestFiles.Needs)));
    }

    [Fact]
    public void A_document_without_logs_leaves_their_folder_out_and_keeps_the_others()
    {
        var document = File.ReadAllText(TestFiles.Vendored("en"))
            .Replace("\n  /workflows/logs:\n", "\n  /workflows/other:\n", StringComparison.Ordinal);

        Tool.Prepare(folder, folder.Write("en.yaml", document), null, "--needs", TestFiles.Needs).Succeeded();

        var leftOut = folder.Read("contract/left-out.txt");
        Assert.Contains("Logs: the documents lack ", leftOut);
        Assert.All((string[])["Runs", "Inputs", "Workflow"], name => Assert.DoesNotContain($"\n{name}: ", "\n" + leftOut));
    }

    private string LeftOut(string needs)
    {
        var document = SmallDocument.Answering("type: object\nrequired: [id, sure]\nproperties: {id: {type: string}, sure: {type: "
            + "integer}, count: {type: integer}, state: {type: string, enum: [on, off]}}");
        Tool.Prepare(folder, folder.Write("en.yaml", document), null, "--needs", folder.Write("needs.txt", needs + "\n")).Succeeded();
        return folder.Read("contract/left-out.txt");
    }
}
