using System.Linq;
using Dify.Cli.Localization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dify.Cli.Output;

/// <summary>Entries of one kind, a row each.</summary>
internal sealed class ListTable
{
    private readonly Table table = new Table().Border(TableBorder.Simple);

    /// <summary>Makes a table without entries.</summary>
    /// <param name="headings">The names of the texts that head the columns.</param>
    public ListTable(params string[] headings)
    {
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(CliText.Get(heading), new Style(Color.Aqua))));
        }
    }

    /// <summary>The table, or a word that there is nothing.</summary>
    public IRenderable Content => table.Rows.Count > 0 ? table : new Text(CliText.Get("Nothing") + "\n");

    public void Add(params string?[] cells) => table.AddRow(cells.Select(static cell => new Text(PlainText.Clean(cell ?? string.Empty))));
}
