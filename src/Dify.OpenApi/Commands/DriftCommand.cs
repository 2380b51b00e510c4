using System.CommandLine;
using Dify.OpenApi.Reconciling;

namespace Dify.OpenApi.Commands;

/// <summary><c>drift</c>: shows where the English and the Japanese document disagree.</summary>
internal static class DriftCommand
{
    public static Command Create()
    {
        var english = new Option<string?>("--en") { Description = "The English document." };
        var japanese = new Option<string?>("--ja") { Description = "The Japanese document." };
        var format = new Option<string>("--format") { Description = "text or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("drift", "Shows where the English and the Japanese document disagree, and what the contract says there.") { english, japanese, format };
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, () =>
        {
            var (en, ja) = DocumentChoice.Of(result.GetValue(english), result.GetValue(japanese));
            var differences = DocumentPair.Read(en, ja).Reconcile().Differences;
            result.InvocationConfiguration.Output.Write(result.GetValue(format) == "json" ? DifferenceReport.Json(differences) : DifferenceReport.Text(differences));
            return 0;
        }));
        return command;
    }
}
