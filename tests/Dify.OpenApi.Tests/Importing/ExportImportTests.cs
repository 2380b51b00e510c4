using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Importing;

/// <summary>A server's export tells less than the vendored documents, of events nothing: it may add, and take nothing away.</summary>
public sealed class ExportImportTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_the_documents_say_is_kept_to_the_line_and_what_only_a_server_has_is_added()
    {
        foreach (var export in SmallExport.All(folder))
        {
            // Every line stands in its order; only new ones came between.
            var lines = File.ReadAllLines(Import(export));
            var next = 0;
            foreach (var line in File.ReadLines(TestFiles.Vendored("en")))
            {
                next = Array.IndexOf(lines, line, next) + 1;
                Assert.True(next > 0, $"{export}: '{line}' is lost.");
            }
        }
    }

    [Fact]
    public void The_client_has_every_event_in_its_order_and_every_operation_and_type()
    {
        var before = Contract(TestFiles.Vendored("en"));
        foreach (var export in SmallExport.All(folder))
        {
            var after = Contract(Import(export));

            Assert.Equal(Events(before), Events(after));
            Assert.Subset(
                after["paths"]!.AsObject().Select(path => path.Key).ToHashSet(),
                before["paths"]!.AsObject().Select(path => path.Key).ToHashSet());
            Assert.Subset(Types(after).Select(type => type.Key).ToHashSet(), Types(before).Select(type => type.Key).ToHashSet());
            Assert.True(after["paths"]!.AsObject().Count > before["paths"]!.AsObject().Count);
            if (SmallExport.IsSmall(folder, export))
            {
                // The server calls another thing by a name that the documents have: both are there.
                var answer = after["paths"]!["/things/{id}"]!["get"]!["responses"]!["200"]!.ToJsonString();
                Assert.DoesNotContain("/WorkflowRunDetailResponse\"", answer, StringComparison.Ordinal);
                Assert.Contains(Types(after), type => type.Value!["properties"]?["only_here"] is not null);
                Assert.Null(Types(after)["WorkflowRunDetailResponse"]!["properties"]?["only_here"]);
            }
        }
    }

    [Fact]
    public void What_is_not_understood_is_refused_by_its_place_before_anything_is_written()
    {
        var target = folder["kept.yaml"];
        File.Copy(TestFiles.Vendored("en"), target);
        var export = SmallExport.All(folder).First();
        File.WriteAllText(export, File.ReadAllText(export)
            .Replace("\"type\": \"string\", \"x-nullable\": true", "\"type\": \"strange\"", StringComparison.Ordinal));

        var run = Tool.Run("import", export, "--language", "en", "--into", target);

        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"swagger\.json\(5,\d+\): error DIFY\d+: .*strange", run.Error);
        Assert.Equal(File.ReadAllBytes(TestFiles.Vendored("en")), File.ReadAllBytes(target));
    }

    private static JsonObject Types(JsonNode contract) => contract["components"]!["schemas"]!.AsObject();

    private static string Events(JsonNode contract) =>
        Types(contract)["WorkflowStreamEvent"]!["x-dify-catalogs"]!["Catalog"]!["events"]!.ToJsonString();

    /// <summary>Servers describe themselves in English alone.</summary>
    private string Import(string export)
    {
        var target = folder["en.yaml"];
        File.Copy(TestFiles.Vendored("en"), target, overwrite: true);
        Tool.Run("import", export, "--language", "en", "--into", target).Succeeded();
        return target;
    }

    private JsonNode Contract(string english)
    {
        Tool.Prepare(folder, english, null).Succeeded();
        return JsonNode.Parse(folder.Read("contract/contract.en.json"))!;
    }
}
