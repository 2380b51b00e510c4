using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A field of a <see cref="PauseForm"/>.</summary>
/// <param name="Name">The name of the answer, <c>output_variable_name</c> on the wire.</param>
/// <param name="Type"><c>paragraph</c>, <c>select</c>, <c>file</c> or <c>file-list</c>.</param>
/// <param name="Default">What a paragraph holds at first, or null.</param>
public sealed record PauseFormInput(string Name, string Type = "paragraph", string? Default = null)
{
    /// <summary>
    /// Where the server takes the default from, for example <c>["start", "topic"]</c>; empty (the default) for a constant. Only a default
    /// that is taken from
    /// somewhere has a place in <c>resolved_default_values</c>.
    /// </summary>
    public IReadOnlyList<string> DefaultSelector { get; init; } = [];

    /// <summary>The choices of a <c>select</c> field.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The kinds of files that a <c>file</c> or <c>file-list</c> field takes; images and documents unless set.</summary>
    public IReadOnlyList<string> AllowedFileTypes { get; init; } = ["image", "document"];

    internal JObject ToJson()
    {
        var input = new JObject { ["output_variable_name"] = Name, ["type"] = Type };
        if (Type == "paragraph")
        {
            input["default"] = HasSource ? Source("variable", "") : Default is null ? JValue.CreateNull() : Source("constant", Default);
        }

        if (Type == "select")
        {
            input["option_source"] = new JObject { ["type"] = "constant", ["selector"] = new JArray(), ["value"] = new JArray(Options) };
        }

        if (Type is "file" or "file-list")
        {
            input["allowed_file_types"] = new JArray(AllowedFileTypes);
            input["allowed_file_extensions"] = new JArray();
            input["allowed_file_upload_methods"] = new JArray("local_file", "remote_url");
        }

        if (Type == "file-list")
        {
            input["number_limits"] = 5;
        }

        return input;
    }

    internal bool HasSource => DefaultSelector.Count > 0;

    private JObject Source(string type, string value) =>
        new() { ["type"] = type, ["selector"] = new JArray(DefaultSelector), ["value"] = value };
}
