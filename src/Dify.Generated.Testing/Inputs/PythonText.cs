using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Values in the notation of the language that the server is written in, which shows through in its messages.</summary>
internal static class PythonText
{
    public static string ListOf(IEnumerable<string> items) => $"[{string.Join(", ", items.Select(Quoted))}]";

    /// <summary>A value as the server's language makes text of it: text as it is, anything else in its notation.</summary>
    public static string? Of(JToken value) => value switch
    {
        JValue { Value: null } => null,
        JValue { Value: string text } => text,
        _ => Notation(value),
    };

    private static string Notation(JToken value) => value switch
    {
        JObject members =>
            "{" + string.Join(", ", members.Properties().Select(member => $"{Quoted(member.Name)}: {Notation(member.Value)}")) + "}",
        JArray items => "[" + string.Join(", ", items.Select(Notation)) + "]",
        JValue { Value: null } => "None",
        JValue { Value: bool flag } => flag ? "True" : "False",
        JValue { Value: string text } => Quoted(text),
        _ => JsonText.Spaced(value),
    };

    private static string Quoted(string text) =>
        text.Contains('\'') && !text.Contains('"') ? $"\"{text}\"" : $"'{text.Replace("'", "\\'")}'";

    public static string ClassOf(JToken value) => $"<class '{TypeOf(value)}'>";

    public static string TypeOf(JToken value) => value.Type switch
    {
        JTokenType.Object => "dict",
        JTokenType.Array => "list",
        JTokenType.Boolean => "bool",
        JTokenType.Integer => "int",
        JTokenType.Float => "float",
        JTokenType.Null => "NoneType",
        _ => "str",
    };
}
