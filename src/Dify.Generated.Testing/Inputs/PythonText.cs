using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Values in the notation of the language that the server is written in, which shows through in its messages.</summary>
internal static class PythonText
{
    public static string ListOf(IEnumerable<string> items) => $"[{string.Join(", ", items.Select(Quoted))}]";

    private static string Quoted(string text) => text.Contains('\'') && !text.Contains('"') ? $"\"{text}\"" : $"'{text.Replace("'", "\\'")}'";

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
