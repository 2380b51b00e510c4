using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Holds an answer against its form. What is wrong with a paragraph is found out only when the run goes on.</summary>
internal static class FormAnswerCheck
{
    /// <summary>The server's words against the answer, or null.</summary>
    public static string? Refuse(PauseForm form, JObject inputs, string action, FileRegistry files, EndUser user)
    {
        foreach (PauseFormInput field in form.Inputs)
        {
            if (inputs[field.Name] is { } value && Refuse(field, value, files, user) is { } refusal)
            {
                return refusal;
            }
        }

        if (!form.Actions.Any(known => known.Id == action))
        {
            return $"Invalid action: {action}";
        }

        string[] missing = [.. form.Inputs.Select(field => field.Name).Where(name => !inputs.ContainsKey(name))];
        return missing.Length > 0 ? $"Missing required inputs: {string.Join(", ", missing)}" : null;
    }

    /// <summary>With which words the asking node fails over an answer that was accepted, or null.</summary>
    public static string? Fault(PauseForm form, JObject inputs) => form.Inputs
        .Where(field => field.Type == "paragraph" && inputs[field.Name] is { Type: not JTokenType.String })
        .Select(field =>
            $"HumanInput file list input expects a string, output_variable_name={field.Name}, got={PythonText.TypeOf(inputs[field.Name]!)}")
        .FirstOrDefault();

    private static string? Refuse(PauseFormInput field, JToken value, FileRegistry files, EndUser user) => field.Type switch
    {
        "select" when value.Type != JTokenType.String => $"Invalid value for select input '{field.Name}': expected string",
        "select" when !field.Options.Contains((string)value!) => $"Invalid value for select input '{field.Name}': {(string)value!}",
        "file" when value is not JObject => $"Invalid value for file input '{field.Name}': expected mapping",
        "file" => RefuseFile((JObject)value, files, user) is { } reason ? $"Invalid value for file input '{field.Name}': {reason}" : null,
        "file-list" when value is not JArray => $"Invalid value for file list input '{field.Name}': expected list",
        "file-list" when value.Any(item => item is not JObject) =>
            $"Invalid value for file list input '{field.Name}': expected list of mappings",
        "file-list" => value.Cast<JObject>().Select(file => RefuseFile(file, files, user))
            .FirstOrDefault(reason => reason is not null) is { } reason
            ? $"Invalid value for file list input '{field.Name}': {reason}"
            : null,
        _ => null,
    };

    private static string? RefuseFile(JObject file, FileRegistry files, EndUser user) =>
        files.Refuse(file, user, mustBeKnown: true)
            ?? (file["type"] is JValue { Value: string { Length: > 0 } } ? null : "type is required in file mapping");
}
