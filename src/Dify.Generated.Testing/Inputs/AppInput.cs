using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>An input of the app's form.</summary>
/// <param name="Name">The name of the input, <c>variable</c> on the wire.</param>
/// <param name="Type">
/// <c>text-input</c>, <c>paragraph</c>, <c>select</c>, <c>number</c>, <c>checkbox</c>, <c>file</c>, <c>file-list</c> or <c>json_object</c>.
/// </param>
public sealed record AppInput(string Name, string Type = AppInput.TextInput)
{
    internal const string TextInput = "text-input";

    /// <summary>The types that an input may have.</summary>
    internal static readonly string[] Types = [TextInput, "paragraph", "select", "number", "checkbox", "file", "file-list", "json_object"];

    /// <summary>What the form calls it; the name unless set.</summary>
    public string? Label { get; init; }

    /// <summary>Whether a run cannot do without it; it cannot unless set.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>
    /// What an input that is not required holds when it is left out: text, a number, a flag, or anything that Newtonsoft.Json can write.
    /// </summary>
    public object? Default { get; init; }

    /// <summary>The most characters of a text, or the most files of a list; null (the default) for any number.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The choices of a <c>select</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>What else the form says of it, by the members of the wire; those of the other properties go before them.</summary>
    internal JObject? More { get; init; }

    internal bool IsFile => Type is "file" or "file-list";

    internal void Validate(string option)
    {
        if (string.IsNullOrWhiteSpace(Name) || !Types.Contains(Type))
        {
            throw new ArgumentException(
                $"An input needs a name, and a type out of {string.Join(", ", Types)}; this one is '{Name}' of the type '{Type}'.", option);
        }
    }

    internal JObject ToJson()
    {
        var config = new JObject
        {
            ["variable"] = Name,
            ["label"] = Label ?? Name,
            ["type"] = Type,
            ["required"] = IsRequired,
            ["hide"] = false,
            ["default"] = Default is null && Type is TextInput or "paragraph" ? "" : JsonText.From(Default),
            ["max_length"] = MaxLength,
            ["options"] = new JArray(Options),
        };
        if (IsFile)
        {
            config["allowed_file_types"] = new JArray("image", "document", "audio", "video");
            config["allowed_file_extensions"] = new JArray();
            config["allowed_file_upload_methods"] = new JArray("local_file", "remote_url");
        }

        foreach (JProperty member in (More ?? []).Properties().Where(member => !config.ContainsKey(member.Name)))
        {
            config[member.Name] = member.Value.DeepClone();
        }

        return new JObject { [Type] = config };
    }
}
