using System.Globalization;
using System.Linq;
using Dify.Cli.Localization;
using Dify.Generated;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dify.Cli.Output;

/// <summary>How the entries of the log are shown: each in two lines, because eight columns, one of them an id, fit no terminal.</summary>
internal sealed class LogView
{
    private readonly Grid grid = new Grid().AddColumn(new GridColumn().Padding(0, 0, 0, 0));
    private bool isEmpty = true;

    public IRenderable Content => isEmpty ? new Text(CliText.Get("Nothing") + "\n") : grid;

    public void Add(WorkflowLogItem item)
    {
        isEmpty = false;
        var run = item.WorkflowRun;
        grid.AddRow(new Paragraph()
            .Append(Line(FactTable.Value(item.CreatedAt)))
            .Append("  " + Line(run?.Status?.Value), new Style(Color.Aqua))
            .Append("  " + Line(
                FactTable.Seconds(run?.ElapsedTime),
                Counted("TokensOf", run?.TotalTokens),
                Counted("StepsOf", run?.TotalSteps))));
        grid.AddRow(new Text("  " + Line(
            run?.Id,
            item.CreatedByEndUser?.SessionId ?? item.CreatedByAccount?.Email ?? item.CreatedByAccount?.Name,
            item.CreatedFrom?.Value)));
    }

    private static string? Counted(string text, long? count)
        => count is { } known ? CliText.Format(text, known.ToString("N0", CultureInfo.CurrentCulture)) : null;

    private static string Line(params string?[] facts)
        => string.Join("  ", facts.Where(static fact => !string.IsNullOrEmpty(fact)).Select(static fact => PlainText.OneLine(fact!)));
}
