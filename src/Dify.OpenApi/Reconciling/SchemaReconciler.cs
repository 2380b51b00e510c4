using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Reconciling;

/// <summary>Makes one schema of the two languages' schemas: what either allows, the client accepts.</summary>
internal sealed class SchemaReconciler(DifferenceLog log)
{
    private const string Looser = "the looser";
    private const string Union = "the union";

    private readonly Dictionary<(Schema? English, Schema? Japanese), Schema> mergedPairs = [];

    public SchemaUse? MergeOptional(SchemaUse? english, SchemaUse? japanese, string place) =>
        english is null && japanese is null ? null : Merge(english, japanese, place);

    public SchemaUse Merge(SchemaUse? english, SchemaUse? japanese, string place)
    {
        var first = english ?? japanese ?? throw new ArgumentNullException(nameof(english));
        if (english is not null && japanese is not null)
        {
            Compare(DifferenceKind.Nullable, place, english.AllowsNull, japanese.AllowsNull, "nullable");
        }

        var schema = Merge(english?.Schema, japanese?.Schema, place);
        var description = english is not null && japanese is not null
            ? log.Prose(place, english.Description, japanese.Description)
            : first.Description;
        return new SchemaUse(schema, (english?.AllowsNull ?? false) || (japanese?.AllowsNull ?? false), description, first.Origin);
    }

    public Schema Merge(Schema? english, Schema? japanese, string place)
    {
        if (mergedPairs.TryGetValue((english, japanese), out var known))
        {
            return known;
        }

        var first = english ?? japanese ?? throw new ArgumentNullException(nameof(english));
        var merged = new Schema(first.Origin) { ComponentName = english?.ComponentName ?? japanese?.ComponentName };
        mergedPairs[(english, japanese)] = merged;
        if (english is not null && japanese is not null)
        {
            CompareFacts(english, japanese, place);
        }

        merged.Kinds.UnionWith(MergeKinds(english, japanese, place));
        merged.Nullable = (english?.Nullable ?? false) || (japanese?.Nullable ?? false);
        merged.Format = english is null || japanese is null
            ? first.Format
            : english.Format == japanese.Format ? english.Format : LooserFormat(english.Format, japanese.Format);
        merged.Enum = MergeEnum(english, japanese);
        merged.Title = (english?.Title ?? default).Or(japanese?.Title ?? default);
        merged.Description = (english?.Description ?? default).Or(japanese?.Description ?? default);
        merged.AllowsMore = (english?.AllowsMore ?? false) || (japanese?.AllowsMore ?? false);
        merged.IsFlattened = first.IsFlattened;
        MergeProperties(merged, english, japanese, place);
        merged.More = MergeOptional(english?.More, japanese?.More, $"{place}{{}}");
        merged.Items = MergeOptional(english?.Items, japanese?.Items, $"{place}[]");
        MergeAlternatives(merged, english, japanese, place);
        foreach (var (keyword, value) in (english?.Limits ?? first.Limits).Concat(japanese?.Limits ?? first.Limits))
        {
            merged.Limits.TryAdd(keyword, value);
        }

        MergeDiscriminator(merged, english, japanese, place);
        return merged;
    }

    private void CompareFacts(Schema english, Schema japanese, string place)
    {
        if (english.ComponentName is not null && japanese.ComponentName is not null)
        {
            log.Compare(DifferenceKind.ComponentName, place, english.ComponentName, japanese.ComponentName, "the English one");
        }

        log.Compare(DifferenceKind.Format, place, english.Format, japanese.Format, Looser);
        log.Compare(DifferenceKind.Enum, place, Joined(english.Enum), Joined(japanese.Enum), Looser);
        if (english.More is null && japanese.More is null)
        {
            Compare(DifferenceKind.AdditionalProperties, place, english.AllowsMore, japanese.AllowsMore, "allowed");
        }

        foreach (var keyword in english.Limits.Keys.Union(japanese.Limits.Keys).Order(StringComparer.Ordinal))
        {
            log.Compare(
                DifferenceKind.Limit,
                $"{place} {keyword}",
                english.Limits.GetValueOrDefault(keyword),
                japanese.Limits.GetValueOrDefault(keyword),
                "none is enforced");
        }

        log.Compare(DifferenceKind.Example, place, english.Example, japanese.Example, "each keeps its own");
        log.Prose($"{place} title", english.Title, japanese.Title);
        log.Prose(place, english.Description, japanese.Description);
    }

    private SortedSet<string> MergeKinds(Schema? english, Schema? japanese, string place)
    {
        if (english is null || japanese is null || english.Kinds.SetEquals(japanese.Kinds))
        {
            return (english ?? japanese)!.Kinds;
        }

        var englishText = Joined(english.Kinds) ?? "any";
        var japaneseText = Joined(japanese.Kinds) ?? "any";
        if (english.Kinds.Count == 0 || japanese.Kinds.Count == 0)
        {
            log.Add(DifferenceKind.Type, place, englishText, japaneseText, $"{Looser}: any");
            return [];
        }

        if (english.Kinds.Concat(japanese.Kinds).All(kind => kind is "integer" or "number"))
        {
            log.Add(DifferenceKind.Type, place, englishText, japaneseText, $"{Looser}: number");
            return ["number"];
        }

        if (NameTable.Committed.IsJsonTextAt(place))
        {
            log.Add(DifferenceKind.Type, place, englishText, japaneseText, "JSON, or a string that holds JSON: servers differ");
            return [];
        }

        throw english.Origin.Refuse(
            Rule.DecidedDifference,
            $"{place} is of type '{englishText}' here and '{japaneseText}' in {japanese.Origin.Document.File}({japanese.Origin.Position.Line}). No rule decides between them; correct one of the documents.");
    }

    private static string? LooserFormat(string? english, string? japanese)
    {
        // Of two widths of a number the wider one holds both; any other pair of formats has no common one.
        return (english, japanese) switch
        {
            ("int32", "int64") or ("int64", "int32") => "int64",
            ("float", "double") or ("double", "float") => "double",
            _ => null,
        };
    }

    private static List<string>? MergeEnum(Schema? english, Schema? japanese)
    {
        if (english is null || japanese is null)
        {
            return (english ?? japanese)!.Enum;
        }

        return english.Enum is null || japanese.Enum is null ? null : [.. english.Enum.Union(japanese.Enum, StringComparer.Ordinal)];
    }

    private void MergeProperties(Schema merged, Schema? english, Schema? japanese, string place)
    {
        IEnumerable<string> englishNames = english?.Properties.Keys ?? Enumerable.Empty<string>();
        IEnumerable<string> japaneseNames = japanese?.Properties.Keys ?? Enumerable.Empty<string>();
        foreach (var name in englishNames.Union(japaneseNames, StringComparer.Ordinal))
        {
            var inEnglish = english?.Properties.GetValueOrDefault(name);
            var inJapanese = japanese?.Properties.GetValueOrDefault(name);
            var member = $"{place}.{name}";
            if (inEnglish is not null && inJapanese is not null)
            {
                Compare(
                    DifferenceKind.Required,
                    member,
                    inEnglish.Required.English == true,
                    inJapanese.Required.Japanese == true,
                    "required",
                    "required in a request, optional in an answer");
            }
            else if (english is not null && japanese is not null)
            {
                log.Add(DifferenceKind.Property, member, Presence(inEnglish?.Use), Presence(inJapanese?.Use), Union);
            }

            var required = (inEnglish?.Required ?? default).Or(inJapanese?.Required ?? default);
            if (english is not null && japanese is not null && (inEnglish is null || inJapanese is null))
            {
                // The document that lacks the property does not promise it.
                required = required.Or(new Requirement(false, false));
            }

            merged.Properties[name] = new SchemaProperty(name, required, Merge(inEnglish?.Use, inJapanese?.Use, member));
        }
    }

    private void MergeAlternatives(Schema merged, Schema? english, Schema? japanese, string place)
    {
        var englishCount = english?.Alternatives.Count ?? 0;
        var japaneseCount = japanese?.Alternatives.Count ?? 0;
        if (english is not null && japanese is not null && englishCount != japaneseCount)
        {
            log.Add(DifferenceKind.Alternatives, place, Count(englishCount), Count(japaneseCount), Union);
            if (englishCount == 0 || japaneseCount == 0)
            {
                // One side allows a single form, the other several: what has no alternatives is one more of them.
                var single = englishCount == 0 ? english : japanese;
                if (single.Kinds.Count > 0)
                {
                    merged.Alternatives.Add(new SchemaUse(
                        Merge(englishCount == 0 ? Bare(english) : null, japaneseCount == 0 ? Bare(japanese) : null, place),
                        false,
                        default,
                        single.Origin));
                }
            }
        }

        for (var index = 0; index < Math.Max(englishCount, japaneseCount); index++)
        {
            var place1 = $"{place} alternative {(index + 1).ToString(CultureInfo.InvariantCulture)}";
            merged.Alternatives.Add(Merge(
                index < englishCount ? english!.Alternatives[index] : null,
                index < japaneseCount ? japanese!.Alternatives[index] : null,
                place1));
        }
    }

    private static Schema Bare(Schema schema)
    {
        var bare = new Schema(schema.Origin)
        {
            Format = schema.Format,
            Enum = schema.Enum,
            Items = schema.Items,
            More = schema.More,
            AllowsMore = schema.AllowsMore,
        };
        bare.Kinds.UnionWith(schema.Kinds);
        foreach (var (name, property) in schema.Properties)
        {
            bare.Properties[name] = property;
        }

        return bare;
    }

    private void MergeDiscriminator(Schema merged, Schema? english, Schema? japanese, string place)
    {
        if (english?.Discriminator is null && japanese?.Discriminator is null)
        {
            return;
        }

        var first = (english?.Discriminator ?? japanese?.Discriminator)!;
        if (english?.Discriminator is { } left && japanese?.Discriminator is { } right && left.PropertyName != right.PropertyName)
        {
            throw left.Origin.Refuse(
                Rule.DecidedDifference,
                $"{place} is told apart by '{left.PropertyName}' here and by '{right.PropertyName}' in {right.Origin.Document.File}({right.Origin.Position.Line}). No rule decides between them; correct one of the documents.");
        }

        merged.Discriminator = new Discriminator(first.PropertyName, first.Origin);
        IEnumerable<string> englishValues = english?.Discriminator?.Mapping.Keys ?? Enumerable.Empty<string>();
        IEnumerable<string> japaneseValues = japanese?.Discriminator?.Mapping.Keys ?? Enumerable.Empty<string>();
        foreach (var value in englishValues.Union(japaneseValues, StringComparer.Ordinal))
        {
            var left1 = english?.Discriminator?.Mapping.GetValueOrDefault(value);
            var right1 = japanese?.Discriminator?.Mapping.GetValueOrDefault(value);
            var member = $"{place} {value}";
            if (english is not null && japanese is not null && (left1 is null || right1 is null))
            {
                log.Add(DifferenceKind.Event, member, left1 is null ? null : "described", right1 is null ? null : "described", Union);
            }

            merged.Discriminator.Mapping[value] = Merge(left1, right1, member);
        }
    }

    private void Compare(string kind, string place, bool english, bool japanese, string what, string? decision = null)
    {
        if (english != japanese)
        {
            log.Add(kind, place, english ? what : $"not {what}", japanese ? what : $"not {what}", decision ?? what);
        }
    }

    private static string? Presence(SchemaUse? use) => use is null ? null : Joined(use.Schema.Kinds) ?? "any";

    private static string? Joined(IEnumerable<string>? values)
    {
        var text = values is null ? null : string.Join(", ", values);
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static string Count(int alternatives) =>
        alternatives == 0 ? "no alternatives" : $"{alternatives.ToString(CultureInfo.InvariantCulture)} alternatives";
}
