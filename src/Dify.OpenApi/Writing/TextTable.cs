using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Dify.OpenApi.Documents;
using Spectre.Console;

namespace Dify.OpenApi.Writing;

/// <summary>Lays out a table as plain text: one line per row, the same on a terminal and in a file.</summary>
internal static class TextTable
{
    private const int CellWidth = 60;

    /// <summary>A value on one line, cut to a width that leaves room for its neighbours.</summary>
    public static string Cell(string? value)
    {
        if (value is null)
        {
            return "-";
        }

        var line = SafeText.Line(value);
        return line.Length <= CellWidth ? line : line[..(char.IsHighSurrogate(line[CellWidth - 2]) ? CellWidth - 2 : CellWidth - 1)] + "…";
    }

    /// <summary>Two values on a line each. Where both would be cut before they differ, they begin shortly before they do.</summary>
    public static (string Old, string New) Cells(string? old, string? current)
    {
        var (before, after) = (Cell(old), Cell(current));
        if (before != after || old is null || current is null)
        {
            return (before, after);
        }

        var (left, right) = (SafeText.Line(old), SafeText.Line(current));
        var first = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        var start = System.Math.Max(0, first - (CellWidth / 2));
        start += char.IsLowSurrogate(left[start]) ? 1 : 0;
        return (Cell($"…{left[start..]}"), Cell($"…{right[start..]}"));
    }

    public static string Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Markdown, UseSafeBorder = false };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)).NoWrap());
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        using var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 2000;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);

        var text = new StringBuilder();
        foreach (var line in writer.ToString().ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Trim().Length > 0)
            {
                text.Append(line.TrimEnd()).Append('\n');
            }
        }

        return text.ToString();
    }
}
