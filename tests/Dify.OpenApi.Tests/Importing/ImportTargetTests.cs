using System;
using System.IO;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Importing;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Importing;

/// <summary>Without a name, an input goes to the project's document that has its operations, and is refused if several have.</summary>
public sealed class ImportTargetTests : IDisposable
{
    private const string Answer = "responses: {'200': {description: Done.}}";

    private readonly TestFolder folder = new();
    private readonly string runs;
    private readonly string chats;

    public ImportTargetTests()
    {
        runs = folder.Write("runs.yaml", SmallDocument.Operation("/workflows/run", "post", Answer));
        chats = folder.Write("chats.yaml", SmallDocument.Operation(
            "/conversations/{id}", "delete", "parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n" + Answer));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_input_goes_where_its_operations_are_whatever_their_parameters_are_called()
    {
        var input = Read("/conversations/{conversation_id}");

        Assert.Equal(chats, ImportTarget.Choose(input, [runs, chats]));
        Assert.Equal(runs, ImportTarget.Choose(Read("/nowhere"), [runs, chats]));
    }

    [Fact]
    public void An_input_of_several_is_refused_with_what_to_name_and_then_only_what_is_missing_elsewhere_is_taken()
    {
        var input = Both();

        var refused = Assert.Throws<DocumentException>(() => ImportTarget.Choose(input, [runs, chats]));
        Assert.Contains($"1 paths of {runs}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--into", refused.Message, StringComparison.Ordinal);

        var (taken, leftOut) = ImportTarget.For(chats, input, [runs, chats]);
        Assert.Equal(["/workflows/run"], leftOut);
        Assert.Equal(["/conversations/{id}", "/new"], ((MappingNode)taken.Root.Find("paths")!).Entries.Select(path => path.Key));
        Assert.Empty(ImportTarget.For(folder["elsewhere.yaml"], input, [runs, chats]).LeftOut);
    }

    [Theory]
    [InlineData("openapi_workflow.yaml")]
    [InlineData("openapi_service.yaml")]
    public void The_projects_own_documents_find_themselves(string name)
    {
        var document = Path.Combine(Path.GetDirectoryName(TestFiles.Vendored("en"))!, name);
        var before = File.ReadAllBytes(document);

        var run = Tool.Run("import", document, "--language", "en").Succeeded();

        Assert.Contains($"{name} is up to date.", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(document));
    }

    private SourceDocument Read(string path)
        => SourceDocumentReader.Read(folder.Write("input.yaml", SmallDocument.Operation(path, "get", Answer)));

    private SourceDocument Both() => SourceDocumentReader.Read(folder.Write(
        "both.yaml",
        SmallDocument.Operation("/workflows/run", "post", Answer)
            + string.Concat(new[] { "/conversations/{id}", "/new" }.Select(path => $"  {path}:\n    get:\n      {Answer}\n"))));
}
