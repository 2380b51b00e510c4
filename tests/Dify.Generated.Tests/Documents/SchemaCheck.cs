using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Documents;

/// <summary>Holds JSON against a schema of a document, more strictly than a server would: every member has to be one that the document
/// names.</summary>
internal sealed class SchemaCheck(ApiDocument document)
{
    public IEnumerable<string> Check(JToken schema, JToken value, string place)
    {
        JObject resolved = document.Resolve(schema);
        IReadOnlyList<JObject> parts = Parts(resolved);
        if (value.Type == JTokenType.Null && (IsAnything(parts) || parts.Any(part => (bool?)part["nullable"] == true)))
        {
            return [];
        }

        if (Choices(parts, value) is { } choices)
        {
            List<List<string>> findings = [.. choices.Select(choice => Check(choice, value, place).ToList())];
            return findings.Any(finding => finding.Count == 0)
                ? []
                : findings.FirstOrDefault() ?? [$"{place} is none of the kinds that the document allows."];
        }

        return CheckType(parts, value, place).Concat(CheckEnum(parts, value, place)).Concat(value switch
        {
            JObject members => CheckMembers(parts, members, place),
            JArray items => CheckItems(parts, items, place),
            _ => [],
        });
    }

    /// <summary>The members of an object schema, with those of the schemas it is made of.</summary>
    public IReadOnlyDictionary<string, JObject> Members(JToken schema)
        => MembersOf(Parts(document.Resolve(schema)));

    /// <summary>The members that a value of this schema lacks, at any depth that the value reaches.</summary>
    public IEnumerable<string> Missing(JToken schema, JToken value, string place)
    {
        IReadOnlyList<JObject> parts = Parts(document.Resolve(schema));
        switch (value)
        {
            case JObject members when MembersOf(parts) is { Count: > 0 } known:
                return known.SelectMany(member => members[member.Key] is { } inner
                    ? Missing(member.Value, inner, $"{place}.{member.Key}")
                    : [$"{place}.{member.Key}"]);
            case JArray { Count: > 0 } items when parts.Select(part => part["items"]).OfType<JObject>().FirstOrDefault() is { } item:
                // What one of the items has is there.
                return items.Select(element => Missing(item, element, $"{place}[]")).Aggregate(Enumerable.Intersect);
            default:
                return [];
        }
    }

    // A schema and all that allOf adds to it.
    private IReadOnlyList<JObject> Parts(JObject schema)
        => schema["allOf"] is JArray all ? [schema, .. all.SelectMany(part => Parts(document.Resolve(part)))] : [schema];

    /// <summary>The schemas of which the value may have any; null if there is no choice.</summary>
    private static IEnumerable<JToken>? Choices(IReadOnlyList<JObject> parts, JToken value)
    {
        // The schemas that a discriminator leads to are made of its own schema; there it has done its work.
        if (parts[0]["discriminator"] is JObject discriminator && discriminator["mapping"] is JObject mapping)
        {
            return mapping[(string?)value[(string)discriminator["propertyName"]!] ?? string.Empty] is { } reference
                ? [new JObject { ["$ref"] = reference }]
                : [];
        }

        List<JArray> lists = [.. parts.Select(part => part["oneOf"] ?? part["anyOf"]).OfType<JArray>()];
        return lists.Count > 0 ? lists.SelectMany(choice => choice) : null;
    }

    private static bool IsAnything(IReadOnlyList<JObject> parts)
        => parts.All(part => part["type"] is null
            && part["properties"] is null
            && part["oneOf"] is null
            && part["anyOf"] is null
            && part["enum"] is null);

    private static Dictionary<string, JObject> MembersOf(IReadOnlyList<JObject> parts)
        => parts.SelectMany(part => ((JObject?)part["properties"] ?? []).Properties())
            .GroupBy(property => property.Name)
            .ToDictionary(group => group.Key, group => (JObject)group.Last().Value);

    private static IEnumerable<string> CheckType(IReadOnlyList<JObject> parts, JToken value, string place)
    {
        string? type = parts.Select(part => (string?)part["type"]).LastOrDefault(name => name is not null);
        bool isRight = type switch
        {
            null => true,
            "object" => value.Type == JTokenType.Object,
            "array" => value.Type == JTokenType.Array,
            "string" => value.Type == JTokenType.String,
            "boolean" => value.Type == JTokenType.Boolean,
            "integer" => value.Type == JTokenType.Integer,
            "number" => value.Type is JTokenType.Integer or JTokenType.Float,
            _ => false,
        };
        return isRight ? [] : [$"{place} is {value.Type}, and the document says {type}."];
    }

    private static IEnumerable<string> CheckEnum(IReadOnlyList<JObject> parts, JToken value, string place)
        => parts.Select(part => part["enum"]).OfType<JArray>().Any(choices => !choices.Any(choice => JToken.DeepEquals(choice, value)))
            ? [$"{place} is {value.ToString(Newtonsoft.Json.Formatting.None)}, which the document does not list."]
            : [];

    private IEnumerable<string> CheckMembers(IReadOnlyList<JObject> parts, JObject members, string place)
    {
        IReadOnlyDictionary<string, JObject> known = MembersOf(parts);
        foreach (string name in parts.SelectMany(part => (JArray?)part["required"] ?? [])
            .Select(name => (string)name!)
            .Where(name => !members.ContainsKey(name)))
        {
            yield return $"{place}.{name} is missing, and the document requires it.";
        }

        JToken? more = parts.Select(part => part["additionalProperties"]).LastOrDefault(token => token is not null);
        bool isFree = known.Count == 0 && more is null;
        foreach (JProperty member in members.Properties())
        {
            string memberPlace = string.Create(CultureInfo.InvariantCulture, $"{place}.{member.Name}");
            IEnumerable<string> findings = known.TryGetValue(member.Name, out JObject? schema)
                ? Check(schema, member.Value, memberPlace)
                : more is JObject any
                    ? Check(any, member.Value, memberPlace)
                    : more is JValue { Value: true } || isFree ? [] : [$"{memberPlace} is no member that the document names."];
            foreach (string finding in findings)
            {
                yield return finding;
            }
        }
    }

    private IEnumerable<string> CheckItems(IReadOnlyList<JObject> parts, JArray items, string place)
        => parts.Select(part => part["items"]).OfType<JObject>().FirstOrDefault() is { } item
            ? items.SelectMany((element, index) => Check(item, element, $"{place}[{index}]"))
            : [];
}
