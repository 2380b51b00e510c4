using System;
using System.Collections.Generic;
using System.Globalization;
using Dify.Cli.Localization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Spectre.Console;

namespace Dify.Cli.Output;

/// <summary>Names and values in two columns. What is not known has no row.</summary>
internal sealed class FactTable
{
    private readonly Table table = new Table()
        .HideHeaders()
        .Border(TableBorder.None)
        .AddColumn(new TableColumn(string.Empty).NoWrap())
        .AddColumn(string.Empty);

    public Table Content => table;

    /// <summary>Adds a row.</summary>
    /// <param name="name">The name of the text that says what it is.</param>
    /// <param name="value">The value; null or empty for no row.</param>
    public FactTable Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            table.AddRow(new Text(CliText.Get(name), new Style(Color.Aqua)), new Text(PlainText.Clean(value)));
        }

        return this;
    }

    public FactTable Add(string name, bool? value) => Add(name, value is { } known ? CliText.Get(known ? "Yes" : "No") : null);

    public FactTable Add(string name, long? value) => Add(name, value?.ToString("N0", CultureInfo.CurrentCulture));

    public FactTable Add(string name, DateTimeOffset? value) => Add(name, Value(value));

    public FactTable Add(string name, IEnumerable<string> values) => Add(name, string.Join(", ", values));

    public FactTable Add(string name, JToken? value) => Add(name, value is null or { Type: JTokenType.Null }
        or { HasValues: false, Type: JTokenType.Object or JTokenType.Array } ? null : value.ToString(Formatting.Indented));

    public FactTable AddSeconds(string name, double? value) => Add(name, Seconds(value));

    public static string? Value(DateTimeOffset? time) =>
        time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    public static string? Seconds(double? seconds) =>
        seconds is { } known ? CliText.Format("Seconds", known.ToString("0.0##", CultureInfo.CurrentCulture)) : null;
}
