using System;
using System.Collections.Generic;
using System.Linq;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Newtonsoft.Json.Linq;
using Spectre.Console;

namespace Dify.Cli.Doctor;

/// <summary>Shows findings and tells the exit code by the worst of them. What a server repeats of the key is masked.</summary>
internal sealed class DoctorReport(IReadOnlyList<Finding> findings, string apiKey)
{
    public ExitCode ExitCode => Worst switch
    {
        FindingLevel.Error when findings.Any(static finding => finding.IsOfConnection) => ExitCode.Connection,
        FindingLevel.Error => ExitCode.Failure,
        FindingLevel.Warning => ExitCode.Warning,
        _ => ExitCode.Success,
    };

    private FindingLevel Worst => findings.Max(static finding => finding.Level);

    public void Write(Terminal terminal)
    {
        var table = new Table().HideHeaders().Border(TableBorder.None);
        table.AddColumns(new TableColumn(string.Empty).NoWrap(), new TableColumn(string.Empty).NoWrap(), new TableColumn(string.Empty));
        foreach (var finding in findings)
        {
            var text = PlainText.OneLine(finding.Text) + (finding.Remedy is { } remedy ? "\n→ " + PlainText.OneLine(remedy) : string.Empty);
            table.AddRow(
                new Text(CliText.Get("DoctorLevel" + finding.Level), StyleOf(finding.Level)),
                new Text(finding.Check, new Style(Color.Aqua)),
                new Text(Masked(text)));
        }

        terminal.Write(table);
    }

    public void WriteJson(Terminal terminal) => terminal.WriteJson(Masked(new JObject
    {
        ["worst"] = Word(Worst),
        ["exit_code"] = (int)ExitCode,
        ["findings"] = new JArray(findings.Select(static finding => new JObject
        {
            ["check"] = finding.Check,
            ["level"] = Word(finding.Level),
            ["finding"] = finding.Text,
            ["remedy"] = finding.Remedy,
            ["facts"] = finding.Facts,
        })),
    }));

    private JObject Masked(JObject json)
    {
        foreach (var value in json.Descendants().OfType<JValue>())
        {
            if (value.Value is string text)
            {
                value.Value = Masked(text);
            }
        }

        return json;
    }

    private string Masked(string text) => text.Replace(apiKey, "****", StringComparison.Ordinal);

    private static string Word(FindingLevel level) => level.ToString().ToLowerInvariant();

    private static Style StyleOf(FindingLevel level) => level switch
    {
        FindingLevel.Ok => new Style(Color.Green),
        FindingLevel.Warning => new Style(Color.Yellow, decoration: Decoration.Bold),
        FindingLevel.Error => new Style(Color.Red, decoration: Decoration.Bold),
        _ => new Style(decoration: Decoration.Dim),
    };
}
