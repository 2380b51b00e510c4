using System.Collections.Generic;
using System.Linq;

namespace Dify.Generated.Testing;

/// <summary>Reads the forms of a pause.</summary>
internal static class ScriptFormReader
{
    public static PauseForm Read(ScriptElement element)
    {
        IReadOnlyDictionary<string, ScriptElement> members = element.Members(
            "node_id", "node_title", "content", "content_template", "inputs", "actions", "token", "has_token", "expires_after",
            "approval_channels");
        var form = new PauseForm();
        return form with
        {
            NodeId = members.GetValueOrDefault("node_id")?.Text() ?? form.NodeId,
            NodeTitle = members.GetValueOrDefault("node_title")?.Text() ?? form.NodeTitle,
            Content = members.GetValueOrDefault("content")?.Text() ?? form.Content,
            ContentTemplate = members.GetValueOrDefault("content_template")?.Text(),
            Inputs = members.GetValueOrDefault("inputs") is { } inputs ? [.. inputs.Items().Select(ReadInput)] : form.Inputs,
            Actions = members.GetValueOrDefault("actions") is { } actions ? [.. actions.Items().Select(ReadAction)] : form.Actions,
            Token = members.GetValueOrDefault("token")?.Text(),
            HasToken = members.GetValueOrDefault("has_token")?.Flag() ?? form.HasToken,
            ApprovalChannels = members.GetValueOrDefault("approval_channels") is { } channels ? channels.Texts() : form.ApprovalChannels,
            ExpiresAfter = members.GetValueOrDefault("expires_after")?.Seconds() ?? form.ExpiresAfter,
        };
    }

    private static PauseFormInput ReadInput(ScriptElement element)
    {
        IReadOnlyDictionary<string, ScriptElement> members =
            element.Members("name", "type", "default", "default_selector", "options", "allowed_file_types");
        string type = members.GetValueOrDefault("type")?.Text() ?? "paragraph";
        if (type is not ("paragraph" or "select" or "file" or "file-list"))
        {
            throw members["type"].Wrong("it must be 'paragraph', 'select', 'file' or 'file-list'.");
        }

        var input = new PauseFormInput(Required(element, members, "name"), type, members.GetValueOrDefault("default")?.Text());
        return input with
        {
            AllowedFileTypes = members.GetValueOrDefault("allowed_file_types")?.Texts() ?? input.AllowedFileTypes,
            DefaultSelector = members.GetValueOrDefault("default_selector") is { } selector ? selector.Texts() : [],
            Options = members.GetValueOrDefault("options") is { } options ? options.Texts() : [],
        };
    }

    private static PauseFormAction ReadAction(ScriptElement element)
    {
        IReadOnlyDictionary<string, ScriptElement> members = element.Members("id", "title", "button_style");
        string id = Required(element, members, "id");
        return new PauseFormAction(
            id, members.GetValueOrDefault("title")?.Text() ?? id, members.GetValueOrDefault("button_style")?.Text() ?? "default");
    }

    private static string Required(ScriptElement element, IReadOnlyDictionary<string, ScriptElement> members, string name) =>
        members.GetValueOrDefault(name)?.Text() ?? throw element.Wrong($"the member '{name}' is missing.");
}
