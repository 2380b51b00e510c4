using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A field of a <see cref="PauseForm"/>.</summary>
/// <param name="Name">The name of the answer, <c>output_variable_name</c> on the wire.</param>
/// <param name="Type"><c>paragraph</c>, <c>select</c>, <c>file</c> or <c>file-list</c>.</param>
/// <param name="Default">What the field holds at first, or null.</param>
public sealed record PauseFormInput(string Name, string Type = "paragraph", string? Default = null)
{
    /// <summary>The choices of a <c>select</c> field.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    internal JObject ToJson()
    {
        var input = new JObject { ["type"] = Type, ["output_variable_name"] = Name };
        if (Type is "paragraph" or "select")
        {
            input["default"] = Default is null ? JValue.CreateNull() : Source(Default);
        }

        if (Type == "select")
        {
            input["option_source"] = Source(new JArray(Options));
        }

        if (Type is "file" or "file-list")
        {
            input["allowed_file_types"] = new JArray("image", "document");
            input["allowed_file_extensions"] = new JArray();
            input["allowed_file_upload_methods"] = new JArray("local_file", "remote_url");
        }

        if (Type == "file-list")
        {
            input["number_limits"] = 5;
        }

        return input;
    }

    private static JObject Source(JToken value) => new() { ["type"] = "constant", ["selector"] = new JArray(), ["value"] = value };
}
