using System.CommandLine;
using Dify.OpenApi.Comparing;
using Dify.OpenApi.Reconciling;

namespace Dify.OpenApi.Commands;

/// <summary><c>drift</c>: shows where the English and the Japanese document disagree.</summary>
internal static class DriftCommand
{
    public static Command Create()
    {
        var english = new Option<string[]>("--en") { Description = "The English document; given again, another one." };
        var japanese = new Option<string[]>("--ja") { Description = "The Japanese document of each English one." };
        var export = new Option<string?>("--export")
        {
            Description = "What a running server says of itself (a file or an address ending "
            + "in openapi.json or swagger.json): compares the documents with it."
        };
        var format = new Option<string>("--format") { Description = "text or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("drift", "Shows where the English and the Japanese document disagree, and what the contract says there; "
            + "or what only one of the documents and a server has.") { english, japanese, export, format };
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, () =>
        {
            var (en, ja) = DocumentChoice.Of(result.GetValue(english), result.GetValue(japanese));
            var documents = DocumentSet.Read(en, ja, []);
            documents.WriteWarnings(result.InvocationConfiguration.Error);
            var isJson = result.GetValue(format) == "json";
            if (result.GetValue(export) is { Length: > 0 } server)
            {
                var other = DocumentPair.Read(server, null);
                other.WriteWarnings(result.InvocationConfiguration.Error);
                var found = ExportComparison.Compare(documents.Reconcile().Merged, other.Reconcile().Merged);
                result.InvocationConfiguration.Output.Write(isJson ? ExportReport.Json(found) : ExportReport.Text(found));
                return 0;
            }

            foreach (var line in documents.CorrectionsNotHeld())
            {
                result.InvocationConfiguration.Error.WriteLine(line);
            }

            var differences = documents.Reconcile().Differences;
            result.InvocationConfiguration.Output.Write(isJson ? DifferenceReport.Json(differences) : DifferenceReport.Text(differences));
            return 0;
        }));
        return command;
    }
}
