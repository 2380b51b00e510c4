using System.CommandLine;
using System.Linq;
using Dify.OpenApi.Comparing;

namespace Dify.OpenApi.Commands;

/// <summary><c>diff</c>: shows what changed for callers; the exit code says how much.</summary>
internal static class DiffCommand
{
    private const int RefusedDiff = 3;

    public static Command Create()
    {
        var old = new Argument<string>("OLD")
        {
            Description = "A document, or a folder with en.*, ja.* and zh.* (or en/, ja/ and zh/), not all of which need be there.",
        };
        var current = new Argument<string>("NEW") { Description = "The same, newer." };
        var only = new Option<string?>("--only")
        {
            Description = "Show the rows of one impact: breaking, compatible or prose. The exit code stays that of all of them.",
        };
        only.AcceptOnlyFromAmong("breaking", "compatible", "prose");
        var format = new Option<string>("--format") { Description = "text, markdown or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "markdown", "json");
        var command = new Command("diff", "Shows what changed for callers. Exit code 0: nothing, 1: compatible or prose only, 2: "
            + "breaking, 3: a document cannot be used.") { old, current, only, format };
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, RefusedDiff, () =>
        {
            var (before, after) = (DocumentFolder.Read(result.GetValue(old)!), DocumentFolder.Read(result.GetValue(current)!));
            before.WriteWarnings(result.InvocationConfiguration.Error);
            after.WriteWarnings(result.InvocationConfiguration.Error);
            var changes = DocumentComparison.Compare(before, after);
            var shown = result.GetValue(only) is { } impact
                ? changes.Where(change => change.Impact.ToString().Equals(impact, System.StringComparison.OrdinalIgnoreCase)).ToList()
                : changes;
            result.InvocationConfiguration.Output.Write(result.GetValue(format) switch
            {
                "json" => ChangeReport.Json(shown),
                "markdown" => ChangeReport.Markdown(shown),
                _ => ChangeReport.Text(shown),
            });
            return changes.Count == 0 ? 0 : changes.Any(change => change.Impact == Impact.Breaking) ? 2 : 1;
        }));
        return command;
    }
}
