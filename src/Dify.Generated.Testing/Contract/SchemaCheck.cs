using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Holds JSON against a schema.</summary>
internal sealed class SchemaCheck(ContractDocument document)
{
    public IEnumerable<ContractProblem> Check(JObject schema, JToken value, string place)
    {
        JObject resolved = document.Resolve(schema);
        if (value.Type == JTokenType.Null && (ContractDocument.IsNullAllowed(schema) || ContractDocument.IsNullAllowed(resolved)))
        {
            return [];
        }

        if (!IsTypeRight(resolved, value))
        {
            // A real server takes a number for a user and reads its digits.
            bool isTaken = place == "body.user" && value.Type is JTokenType.Integer or JTokenType.Float && (double)value != 0;
            return [new(
                isTaken ? ContractProblemKind.Unnoticed : ContractProblemKind.Invalid,
                $"{place}: it must be of the type {TypesOf(resolved)}.")];
        }

        if (resolved["enum"] is JArray choices && value.Type != JTokenType.Null && !choices.Any(choice => JToken.DeepEquals(choice, value)))
        {
            // What describes a source of documents is the plugin's to read: the server takes it as it comes.
            bool isTaken = place.StartsWith("body.datasource_info_list[", System.StringComparison.Ordinal);
            return [new(isTaken ? ContractProblemKind.Unnoticed : ContractProblemKind.Invalid,
                $"{place}: it must be one of {string.Join(", ", choices.Select(choice => choice.ToString()))}.")];
        }

        return value switch
        {
            JObject members => CheckMembers(resolved, members, place),
            JArray items when resolved["items"] is JObject item =>
                items.SelectMany((element, index) => Check(item, element, $"{place}[{index}]")),
            _ => [],
        };
    }

    private IEnumerable<ContractProblem> CheckMembers(JObject schema, JObject members, string place)
    {
        foreach (string name in ContractDocument.RequiredMembers(schema).Where(name => !members.ContainsKey(name)))
        {
            yield return new(ContractProblemKind.Invalid, $"{place}.{name}: the member is required.");
        }

        var properties = schema["properties"] as JObject;
        foreach (JProperty member in members.Properties())
        {
            if (properties?[member.Name] is JObject property)
            {
                foreach (ContractProblem problem in Check(property, member.Value, $"{place}.{member.Name}"))
                {
                    yield return problem;
                }
            }
            else if (properties is not null && schema["additionalProperties"] is null or JValue { Value: false })
            {
                yield return new(ContractProblemKind.Unnoticed, $"{place}.{member.Name}: there is no such member.");
            }
        }
    }

    private static bool IsTypeRight(JObject schema, JToken value)
    {
        IReadOnlyList<string> types = TypesAllowed(schema);
        if (types.Count == 0)
        {
            return true;
        }

        return value.Type switch
        {
            JTokenType.Null => types.Contains("null"),
            JTokenType.Object => types.Contains("object"),
            JTokenType.Array => types.Contains("array"),
            JTokenType.Boolean => types.Contains("boolean"),
            JTokenType.Integer => types.Contains("integer") || types.Contains("number"),
            JTokenType.Float => types.Contains("number"),
            _ => types.Contains("string"),
        };
    }

    private static IReadOnlyList<string> TypesAllowed(JObject schema) => schema["type"] switch
    {
        JArray several => [.. several.Select(type => (string)type!)],
        JValue { Value: string one } => [one],
        _ => [],
    };

    private static string TypesOf(JObject schema) => string.Join(" or ", TypesAllowed(schema));
}
