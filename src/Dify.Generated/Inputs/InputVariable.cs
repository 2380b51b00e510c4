using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>A variable of the start node, as the app's form describes it.</summary>
internal sealed class InputVariable
{
    private InputVariable(InputVariableKind kind, UserInputFormField field)
    {
        Kind = kind;
        Field = field;
    }

    public InputVariableKind Kind { get; }

    public UserInputFormField Field { get; }

    public static IEnumerable<InputVariable> AllOf(WorkflowAppParametersResponse parameters) =>
        parameters.UserInputForm.SelectMany(FieldsOf);

    // Each item of the form has one member, whose name says what the variable takes.
    private static IEnumerable<InputVariable> FieldsOf(UserInputFormItem item)
    {
        (InputVariableKind Kind, UserInputFormField? Field)[] known =
        [
            (InputVariableKind.Text, item.TextInput),
            (InputVariableKind.Text, item.Paragraph),
            (InputVariableKind.Option, item.Select),
            (InputVariableKind.Number, item.Number),
            (InputVariableKind.TruthValue, item.Checkbox),
            (InputVariableKind.File, item.File),
            (InputVariableKind.FileList, item.FileList),
            (InputVariableKind.Object, item.JsonObject),
            (InputVariableKind.Anything, item.ExternalDataTool),
        ];
        foreach (var (kind, field) in known)
        {
            if (field is { Variable.Length: > 0 })
            {
                yield return new InputVariable(kind, field);
            }
        }

        // A type of variable that this version does not know: it is still known by name, and may be required.
        foreach (var more in item.AdditionalProperties?.Values ?? [])
        {
            if (more is JObject members && members["variable"] is JValue { Value: string { Length: > 0 } name })
            {
                yield return new InputVariable(
                    InputVariableKind.Anything,
                    new UserInputFormField { Variable = name, Required = members["required"] is JValue { Value: true } });
            }
        }
    }
}
