using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Comparing;

/// <summary>Shows what only the documents have, and what only a server's export has.</summary>
internal static class ExportReport
{
    public static string Text(IReadOnlyList<OneSided> found)
    {
        var rows = found.Select(one => (IReadOnlyList<string>)[one.OnlyIn, one.Kind, one.Place]);
        var counts = found.GroupBy(one => (one.OnlyIn, one.Kind))
            .Select(group => $"{group.Count()} {group.Key.Kind}{(group.Count() == 1 ? "" : "s")} only in the {group.Key.OnlyIn}");
        return (found.Count == 0 ? "" : TextTable.Write(["only in the", "kind", "place"], rows))
            + (found.Count == 0 ? "Neither has what the other lacks." : string.Join(", ", counts)) + "\n";
    }

    public static string Json(IReadOnlyList<OneSided> found) => JsonText.Write(new JsonObject
    {
        ["differences"] = new JsonArray(
            [.. found.Select(one => new JsonObject { ["onlyIn"] = one.OnlyIn, ["kind"] = one.Kind, ["place"] = one.Place })]),
    });
}
