using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using Dify.OpenApi.Documentation;
using Dify.OpenApi.Tests.Compiling;
using Dify.OpenApi.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Dify.OpenApi.Tests.Documentation;

/// <summary>The documentation in another language says of each generated member what the templates would, had a client been generated in
/// that language.</summary>
public sealed class GeneratedTextsTests
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.Parse);

    [Fact]
    public async Task Every_text_that_the_templates_take_from_the_contract_is_there_and_no_other()
    {
        using var folder = new TestFolder();
        Tool.Prepare(folder, TestFiles.Vendored("en"), TestFiles.Vendored("ja")).Succeeded();
        var texts = GeneratedTexts.Read(folder["contract/contract.ja.json"], folder["contract/members.ja.xml"]);

        var written = Documented(await NSwagInProcess.RunAsync(folder, "ja")).ToList();

        Assert.Equal(Lines(written, (_, member) => member), Lines(written, texts.Member));
        Assert.True(Lines(written, texts.Member).Count > 500, "The contract has many hundreds of texts.");
    }

    [Fact]
    public void A_method_with_other_parameters_is_another_method()
    {
        using var folder = new TestFolder();
        Tool.Prepare(folder, TestFiles.Vendored("en"), TestFiles.Vendored("ja")).Succeeded();
        var texts = GeneratedTexts.Read(folder["contract/contract.ja.json"], null);
        const string Method = "M:Dify.Generated.IDifyWorkflowClient.GetWorkflowAppInfoAsync";

        Assert.NotNull(texts.Member($"{Method}(System.Threading.CancellationToken)", Described(Method, "cancellationToken")));
        Assert.Null(
            texts.Member($"{Method}(System.String,System.Threading.CancellationToken)", Described(Method, "name", "cancellationToken")));
    }

    [Fact]
    public void A_contract_that_cannot_be_read_is_named()
    {
        using var folder = new TestFolder();
        var contract = folder.Write("contract.ja.json", "{");
        var english = folder.Write("en.xml", "<doc><members/></doc>");

        string[] inputs = [typeof(GeneratedTextsTests).Assembly.Location, "--english", english, "--contract", contract];
        var run = Tool.Run(["documentation", .. inputs, "--language", "ja", "--into", folder["into"]]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{contract}(1,1): error DIFY601", run.Error);
    }

    private static XElement Described(string id, params string[] names) =>
        new("member", new XAttribute("name", id), names.Select(name => new XElement("param", new XAttribute("name", name))));

    private static IEnumerable<(string Id, XElement Member)> Documented(IReadOnlyDictionary<string, string> sources)
    {
        var compilation = CSharpCompilation.Create("Client", sources.Values.Select(source => CSharpSyntaxTree.ParseText(source, Parsing)));
        var dify = compilation.GlobalNamespace.GetNamespaceMembers().Single(space => space.Name == "Dify");
        foreach (var type in dify.GetNamespaceMembers().Single().GetTypeMembers())
        {
            foreach (var symbol in type.GetMembers().Prepend(type))
            {
                if (symbol.GetDocumentationCommentXml() is { Length: > 0 } xml)
                {
                    yield return (symbol.GetDocumentationCommentId()!, XElement.Parse(xml));
                }
            }
        }
    }

    /// <summary>One line for each element in Japanese: what a template says in English is a shared sentence.</summary>
    private static List<string> Lines(IEnumerable<(string Id, XElement Member)> written, System.Func<string, XElement, XElement?> find) =>
        [.. written.SelectMany(member => (find(member.Id, member.Member) is { } found ? ElementKey.Of(found) : [])
                .Select(entry => (member.Id, entry.Key, Text: DocumentationXml.Content(entry.Element))))
            .Where(entry => entry.Text.Any(character => character is > '\u3000' and < '\uFF00'))
            .Select(entry => $"{entry.Id} <{entry.Key.Tag} {entry.Key.Index}> {entry.Text}")];
}
