using System.Collections.Generic;
using Dify.Generated;

namespace Dify.Cli.Output;

/// <summary>The variables that a run takes, each with its kind in the words of the wire.</summary>
internal static class FormFields
{
    public const string FileList = "file-list";

    public static IEnumerable<(string Kind, UserInputFormField Field)> Of(WorkflowAppParametersResponse parameters)
    {
        foreach (var item in parameters.UserInputForm)
        {
            foreach (var (kind, field) in Kinds(item))
            {
                if (field is not null)
                {
                    yield return (kind, field);
                }
            }
        }
    }

    private static IEnumerable<(string Kind, UserInputFormField? Field)> Kinds(UserInputFormItem item) =>
    [
        ("text-input", item.TextInput),
        ("paragraph", item.Paragraph),
        ("select", item.Select),
        ("number", item.Number),
        ("external_data_tool", item.ExternalDataTool),
        ("file", item.File),
        (FileList, item.FileList),
        ("checkbox", item.Checkbox),
        ("json_object", item.JsonObject),
    ];
}
