using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The types of values in the words of an app.</summary>
internal static class VariableType
{
    public static string Of(JToken value) => value.Type switch
    {
        JTokenType.Boolean => "boolean",
        JTokenType.Integer or JTokenType.Float => "number",
        JTokenType.Object => "object",
        JTokenType.Array => $"array[{(value.Select(Of).Distinct().ToArray() is [var one] ? one : "any")}]",
        _ => "string",
    };

    /// <summary>Whether a variable of a type takes a value: a list of anything takes every list, every list takes an empty one.</summary>
    public static bool Takes(string type, JToken value) => Of(value) is var given
        && (given == type || (given == "array[any]" && !value.HasValues && type.StartsWith("array", System.StringComparison.Ordinal))
            || (type == "array[any]" && value.Type == JTokenType.Array));
}
