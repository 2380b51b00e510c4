using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Comparing;

/// <summary>Shows changes to a person, to a changelog or to a program.</summary>
internal static class ChangeReport
{
    private static readonly string[] Columns = ["impact", "breaks", "kind", "place", "old", "new", "member", "note"];

    private static readonly (Impact Impact, string Title)[] Sections =
    [
        (Impact.Breaking, "Breaking"), (Impact.Compatible, "Compatible"), (Impact.Prose, "Prose"),
    ];

    public static string Text(IReadOnlyList<Change> changes)
    {
        var rows = changes.Select(change =>
        {
            var (old, current) = TextTable.Cells(change.Old, change.New);
            var breaks = Breaks(change.Effect) ?? "-";
            string[] row = [Name(change.Impact), breaks, change.Kind, change.Place, old, current, change.Member, change.Note];
            return (IReadOnlyList<string>)row;
        });
        return $"{(changes.Count == 0 ? "" : TextTable.Write(Columns, rows))}{Summary(changes)}\n";
    }

    public static string Markdown(IReadOnlyList<Change> changes)
    {
        var text = new StringBuilder();
        foreach (var (impact, title) in Sections)
        {
            var section = changes.Where(change => change.Impact == impact).ToList();
            if (section.Count == 0)
            {
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"### {title}\n\n");
            foreach (var change in section)
            {
                var broken = Breaks(change.Effect) is { } who ? $"; breaks {who}" : "";
                var notes = broken + (change.Note.Length == 0 ? "" : $"; {change.Note}");
                var movement = Movement(change);
                text.Append(CultureInfo.InvariantCulture, $"- `{change.Member}`: {change.Kind} {movement} (`{change.Place}`{notes})\n");
            }

            text.Append('\n');
        }

        return text.Append(Summary(changes)).Append('\n').ToString();
    }

    public static string Json(IReadOnlyList<Change> changes) => JsonText.Write(new JsonObject
    {
        ["changes"] = new JsonArray([.. changes.Select(change => new JsonObject
        {
            ["impact"] = Name(change.Impact),
            ["breaks"] = Breaks(change.Effect),
            ["kind"] = change.Kind,
            ["place"] = change.Place,
            ["old"] = change.Old,
            ["new"] = change.New,
            ["member"] = change.Member,
            ["note"] = change.Note,
        })]),
        ["counts"] = new JsonObject(Sections.Select(section => KeyValuePair.Create<string, JsonNode?>(
            Name(section.Impact), changes.Count(change => change.Impact == section.Impact)))),
    });

    private static string Movement(Change change)
    {
        var (old, current) = TextTable.Cells(change.Old, change.New);
        return change.Old is null ? $"added: {current}" : change.New is null ? $"removed: {old}" : $"changed from {old} to {current}";
    }

    private static string Summary(IReadOnlyList<Change> changes)
    {
        if (changes.Count == 0)
        {
            return "0 changes";
        }

        var counts = Sections
            .Select(section => (section.Impact, Count: changes.Count(change => change.Impact == section.Impact)))
            .Where(section => section.Count > 0)
            .Select(section => string.Create(CultureInfo.InvariantCulture, $"{section.Count} {Name(section.Impact)}"));
        return string.Create(
            CultureInfo.InvariantCulture, $"{changes.Count} change{(changes.Count == 1 ? "" : "s")}: {string.Join(", ", counts)}");
    }

    private static string Name(Impact impact) => impact switch
    {
        Impact.Breaking => "breaking",
        Impact.Compatible => "compatible",
        Impact.Prose => "prose only",
        _ => throw new ArgumentOutOfRangeException(nameof(impact)),
    };

    private static string? Breaks(Effect effect) => effect switch
    {
        Effect.Prose or Effect.Compatible => null,
        Effect.Implementers => "implementers",
        Effect.Behavior => "behavior",
        Effect.Source => "source",
        Effect.Binary => "binary",
        Effect.BinaryAndSource => "binary and source",
        _ => throw new ArgumentOutOfRangeException(nameof(effect)),
    };
}
