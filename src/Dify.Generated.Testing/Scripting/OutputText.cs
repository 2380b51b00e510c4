using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>An output as a real server writes it into the text of a run.</summary>
internal static class OutputText
{
    public static string Of(JToken value) => value switch
    {
        JArray list when list.All(IsFile) => string.Join('\n', list.Select(Link)),
        JArray list => string.Join('\n', list.Select(item => "- " + Of(item))),
        JObject file when IsFile(file) => Link(file),
        JObject => JsonText.Spaced(value),
        { Type: JTokenType.Null } => "",
        _ => ((JValue)value).ToString(CultureInfo.InvariantCulture),
    };

    private static bool IsFile(JToken value) => value is JObject file && (string?)file["dify_model_identity"] == "__dify__file__";

    private static string Link(JToken file) => $"{((string?)file["type"] == "image" ? "!" : "")}[{file["filename"]}]({file["url"]})";
}
