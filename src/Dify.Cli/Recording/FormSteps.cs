using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Recording;

/// <summary>Writes the forms of a pause as scripts write them.</summary>
internal static class FormSteps
{
    /// <summary>A form, from a reason of a pause.</summary>
    public static JObject Of(JObject reason)
    {
        var form = new JObject
        {
            ["node_id"] = reason["node_id"],
            ["node_title"] = reason["node_title"],
            ["content"] = reason["form_content"],
            ["inputs"] = new JArray((reason["inputs"] ?? new JArray()).Select(input => Input(input, reason["resolved_default_values"]))),
            ["actions"] = new JArray((reason["actions"] ?? new JArray()).Select(Action)),
        };
        if (reason["form_token"] is null or { Type: JTokenType.Null })
        {
            form["has_token"] = false;
        }

        if (reason["approval_channels"] is JArray channels)
        {
            form["approval_channels"] = channels;
        }

        return form;
    }

    private static JObject Input(JToken input, JToken? defaults)
    {
        string? name = (string?)input["output_variable_name"];
        var written = new JObject { ["name"] = name, ["type"] = input["type"] };
        if (input["default"] is JObject source)
        {
            bool isTaken = (string?)source["type"] == "variable";
            written["default"] = (string?)(isTaken ? defaults?[name!] : source["value"]) ?? "";
            if (isTaken)
            {
                written["default_selector"] = source["selector"];
            }
        }

        if (input["option_source"]?["value"] is JArray options)
        {
            written["options"] = options;
        }

        if (input["allowed_file_types"] is JArray types)
        {
            written["allowed_file_types"] = types;
        }

        return written;
    }

    private static JObject Action(JToken action) => new()
    {
        ["id"] = action["id"],
        ["title"] = action["title"],
        ["button_style"] = action["button_style"] ?? "default",
    };
}
