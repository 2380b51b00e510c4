using System.CommandLine;
using System.IO;
using Dify.OpenApi.Comparing;
using Dify.OpenApi.Correcting;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Importing;
using Dify.OpenApi.Model;
using Dify.OpenApi.Reading;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Commands;

/// <summary><c>import</c>: takes a document, or a page with one, into the vendored file.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "A document (YAML or JSON; OpenAPI 3.0, 3.1, 3.2 or Swagger 2.0), a "
            + "documentation page with one in a fenced block, or the http(s) address of one of them."
        };
        var language = new Option<string>("--language") { Description = "The document's language.", Required = true };
        language.AcceptOnlyFromAmong("en", "ja");
        var into = new Option<string?>("--into")
        {
            Description = "The file to update; if left out, the vendored one that has the operations of the input.",
        };
        var command = new Command("import", "Updates a vendored document, keeping what the input does not mention.")
        {
            file,
            language,
            into,
        };
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, () =>
        {
            var chosen = result.GetValue(language) == "ja" ? Language.Japanese : Language.English;
            var whole = SourceDocumentReader.Read(result.GetValue(file)!);
            var named = result.GetValue(into) is { Length: > 0 } given ? given : null;
            var vendored = named is null || ProjectFolder.Find() is not null ? ProjectFolder.Documents(chosen) : [];
            var target = named ?? ImportTarget.Choose(whole, vendored);
            var (input, leftOut) = ImportTarget.For(target, whole, vendored);
            DocumentLanguage.Require(input, chosen);
            PairOf(input, chosen).WriteWarnings(result.InvocationConfiguration.Error);
            var (corrected, corrections) = Corrections.Apply(input);
            var imported = DocumentImport.Into(target, corrected, chosen);
            var before = File.Exists(target) ? SourceDocumentReader.Read(target) : null;
            var after = SourceDocumentReader.Read(target, imported);
            var changes = before is null
                ? []
                : DocumentComparison.Compare(DocumentSet.Of(PairOf(before, chosen)), DocumentSet.Of(PairOf(after, chosen)));
            var changed = OutputFiles.Write([new OutputFile(target, imported)]);
            var output = result.InvocationConfiguration.Output;
            output.WriteLine(changed.Count == 0 ? $"{target} is up to date." : $"{target} is updated.");
            if (leftOut.Count > 0)
            {
                output.WriteLine($"Left out, for another document has them: {string.Join(", ", leftOut)}");
            }

            foreach (var correction in corrections)
            {
                output.WriteLine($"Corrected: {correction.Place}: {correction.Change} ({correction.Seen})");
            }

            if (before is not null)
            {
                output.Write(ChangeReport.Text(changes));
            }

            return 0;
        }));
        return command;
    }

    private static DocumentPair PairOf(SourceDocument document, Language language) =>
        language == Language.English ? DocumentPair.Of(document, null) : DocumentPair.Of(null, document);
}
