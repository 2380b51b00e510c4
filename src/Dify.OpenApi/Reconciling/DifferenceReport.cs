using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Reconciling;

/// <summary>Shows the differences to a person or to a program.</summary>
internal static class DifferenceReport
{
    private static readonly string[] Columns = ["kind", "place", "English", "Japanese", "decision"];

    public static string Text(IReadOnlyList<Difference> differences)
    {
        var rows = differences.Select(
            row => (IReadOnlyList<string>)[row.Kind, row.Place, TextTable.Cell(row.English), TextTable.Cell(row.Japanese), row.Decision]);
        return $"{(differences.Count == 0 ? "" : TextTable.Write(Columns, rows))}{Summary(differences)}\n";
    }

    public static string Json(IReadOnlyList<Difference> differences)
    {
        var counts = new JsonObject();
        foreach (var (kind, count) in Counts(differences))
        {
            counts[kind] = count;
        }

        var report = new JsonObject
        {
            ["differences"] = new JsonArray([.. differences.Select(row => new JsonObject
            {
                ["kind"] = row.Kind,
                ["place"] = row.Place,
                ["english"] = row.English,
                ["japanese"] = row.Japanese,
                ["decision"] = row.Decision,
            })]),
            ["counts"] = counts,
        };
        return JsonText.Write(report);
    }

    private static string Summary(IReadOnlyList<Difference> differences)
    {
        if (differences.Count == 0)
        {
            return "0 differences";
        }

        var counts = Counts(differences).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Count} {count.Kind}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{differences.Count} difference{(differences.Count == 1 ? "" : "s")}: {string.Join(", ", counts)}");
    }

    private static IEnumerable<(string Kind, int Count)> Counts(IReadOnlyList<Difference> differences) =>
        differences.GroupBy(row => row.Kind, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Count()));
}
