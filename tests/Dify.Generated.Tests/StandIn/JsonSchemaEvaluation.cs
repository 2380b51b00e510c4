using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

/// <summary>
/// Holds JSON against a JSON schema, as far as the schema of scripts goes; a keyword that it does not know fails the test.
/// </summary>
internal sealed class JsonSchemaEvaluation(JObject root)
{
    private static readonly HashSet<string> Notes = ["$schema", "$defs", "title", "description", "examples"];

    public bool IsValid(JToken value) => IsValid(root, value);

    private bool IsValid(JToken schema, JToken value) => schema is JObject keywords
        ? keywords.Properties().Where(keyword => !Notes.Contains(keyword.Name)).All(keyword => IsMet(keywords, keyword, value))
        : (bool)schema;

    private bool IsMet(JObject schema, JProperty keyword, JToken value) => keyword.Name switch
    {
        "$ref" => IsValid(Target((string)keyword.Value!), value),
        "type" => (keyword.Value is JArray several ? several.Select(type => (string)type!) : [(string)keyword.Value!])
            .Any(type => IsOfType(type, value)),
        "enum" => keyword.Value.Any(choice => JToken.DeepEquals(choice, value)),
        "pattern" => value is not JValue { Value: string text } || Regex.IsMatch(text, (string)keyword.Value!),
        "minimum" => !IsNumber(value) || (double)value >= (double)keyword.Value,
        "maximum" => !IsNumber(value) || (double)value <= (double)keyword.Value,
        "minItems" => value is not JArray items || items.Count >= (int)keyword.Value,
        "items" => value is not JArray items || items.All(item => IsValid(keyword.Value, item)),
        "required" => value is not JObject members || keyword.Value.All(name => members.ContainsKey((string)name!)),
        "minProperties" => value is not JObject members || members.Count >= (int)keyword.Value,
        "maxProperties" => value is not JObject members || members.Count <= (int)keyword.Value,
        "properties" => value is not JObject members
            || ((JObject)keyword.Value).Properties().All(known => members[known.Name] is not { } member || IsValid(known.Value, member)),
        "additionalProperties" => value is not JObject members || members.Properties()
            .Where(member => (schema["properties"] as JObject)?.ContainsKey(member.Name) != true)
            .All(member => IsValid(keyword.Value, member.Value)),
        "dependentRequired" => value is not JObject members || ((JObject)keyword.Value).Properties()
            .All(needs => !members.ContainsKey(needs.Name) || needs.Value.All(name => members.ContainsKey((string)name!))),
        "anyOf" => keyword.Value.Any(choice => IsValid(choice, value)),
        "oneOf" => keyword.Value.Count(choice => IsValid(choice, value)) == 1,
        _ => throw new Xunit.Sdk.XunitException($"The keyword {keyword.Name} at {keyword.Path} is not known here."),
    };

    private JToken Target(string reference)
    {
        Assert.StartsWith("#/$defs/", reference);
        return root["$defs"]![reference["#/$defs/".Length..]] ?? throw new Xunit.Sdk.XunitException($"{reference} leads nowhere.");
    }

    private static bool IsNumber(JToken value) => value.Type is JTokenType.Integer or JTokenType.Float;

    private static bool IsOfType(string type, JToken value) => type switch
    {
        "object" => value is JObject,
        "array" => value is JArray,
        "string" => value.Type == JTokenType.String,
        "boolean" => value.Type == JTokenType.Boolean,
        "integer" => value.Type == JTokenType.Integer,
        "number" => IsNumber(value),
        "null" => value.Type == JTokenType.Null,
        _ => throw new Xunit.Sdk.XunitException($"The type {type} is not known here."),
    };
}
