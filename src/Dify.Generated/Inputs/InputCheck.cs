using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>The rules by which Dify's server takes the inputs of a run.</summary>
internal static class InputCheck
{
    private static readonly string[] TruthValues = ["true", "1", "yes", "on", "false", "0", "no", "off"];

    public static IReadOnlyList<InputProblem> Check(WorkflowInputs inputs, WorkflowAppParametersResponse parameters)
    {
        var problems = new List<InputProblem>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var variable in InputVariable.AllOf(parameters))
        {
            known.Add(variable.Field.Variable);
            problems.AddRange(Check(variable, inputs[variable.Field.Variable]));
        }

        foreach (var input in inputs.Where(input => !known.Contains(input.Key)))
        {
            problems.Add(Problem(input.Key, InputProblemKind.UnknownVariable, known.Count == 0 ? "–" : string.Join(", ", known)));
        }

        return problems;
    }

    private static IEnumerable<InputProblem> Check(InputVariable variable, JToken? value)
    {
        var name = variable.Field.Variable;
        if (IsNothing(variable.Kind, value))
        {
            return variable.Field.Required == true ? [Problem(name, InputProblemKind.Missing)] : [];
        }

        return variable.Kind switch
        {
            InputVariableKind.Text => CheckText(variable.Field, value!),
            InputVariableKind.Option => CheckOption(variable.Field, value!),
            InputVariableKind.Number => IsNumber(value!) ? [] : [WrongType(name, "InputTypeNumber")],
            InputVariableKind.TruthValue => IsTruthValue(value!) ? [] : [WrongType(name, "InputTypeTruthValue")],
            InputVariableKind.Object => value is JObject ? [] : [WrongType(name, "InputTypeObject")],
            InputVariableKind.File => CheckFile(variable.Field, value!),
            InputVariableKind.FileList => CheckFileList(variable.Field, value!),
            _ => [],
        };
    }

    // The server reads a blank text as no number.
    private static bool IsNothing(InputVariableKind kind, JToken? value)
        => value is null or { Type: JTokenType.Null }
            || (kind == InputVariableKind.Number && value.Type == JTokenType.String && string.IsNullOrWhiteSpace((string?)value));

    private static IEnumerable<InputProblem> CheckText(UserInputFormField field, JToken value)
    {
        if (value.Type != JTokenType.String)
        {
            return [WrongType(field.Variable, "InputTypeText")];
        }

        return field.MaxLength is > 0 and var longest && CharactersOf((string)value!) > longest
            ? [Problem(field.Variable, InputProblemKind.TooLong, longest)]
            : [];
    }

    private static IEnumerable<InputProblem> CheckOption(UserInputFormField field, JToken value)
    {
        if (value.Type != JTokenType.String)
        {
            return [WrongType(field.Variable, "InputTypeText")];
        }

        return field.Options.Contains((string)value!, StringComparer.Ordinal)
            ? []
            : [Problem(field.Variable, InputProblemKind.UnknownOption, string.Join(", ", field.Options))];
    }

    private static IEnumerable<InputProblem> CheckFile(UserInputFormField field, JToken value)
        => value switch
        {
            JArray => [Problem(field.Variable, InputProblemKind.ListInsteadOfFile)],
            JObject file => CheckFileObject(field, file),
            _ => [WrongType(field.Variable, "InputTypeFile")],
        };

    private static IEnumerable<InputProblem> CheckFileList(UserInputFormField field, JToken value)
    {
        if (value is not JArray files)
        {
            yield return value is JObject ? Problem(field.Variable, InputProblemKind.FileInsteadOfList) : WrongType(field.Variable, "InputTypeFileList");
            yield break;
        }

        if (field.MaxLength is > 0 and var most && files.Count > most)
        {
            yield return Problem(field.Variable, InputProblemKind.TooManyFiles, most);
        }

        foreach (var problem in files.SelectMany(file => file is JObject members ? CheckFileObject(field, members) : [WrongType(field.Variable, "InputTypeFileList")]))
        {
            yield return problem;
        }
    }

    private static IEnumerable<InputProblem> CheckFileObject(UserInputFormField field, JObject file)
    {
        var type = (file["type"] as JValue)?.Value as string;
        if (field.AllowedFileTypes is { Count: > 0 } types && type is not null && !types.Contains(new InputFileType(type)) && !types.Contains(InputFileType.Custom))
        {
            yield return Problem(field.Variable, InputProblemKind.FileNotAllowed, string.Join(", ", types));
        }

        var method = (file["transfer_method"] as JValue)?.Value as string;
        if (field.AllowedFileUploadMethods is { Count: > 0 } methods && method is not null && !methods.Contains(new FileTransferMethod(method)))
        {
            yield return Problem(field.Variable, InputProblemKind.FileNotAllowed, string.Join(", ", methods));
        }
    }

    private static bool IsNumber(JToken value)
        => value.Type is JTokenType.Integer or JTokenType.Float
            || (value.Type == JTokenType.String && double.TryParse((string?)value, NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    private static bool IsTruthValue(JToken value)
        => value.Type switch
        {
            JTokenType.Boolean => true,
            JTokenType.Integer or JTokenType.Float => (double)value is 0 or 1,
            JTokenType.String => TruthValues.Contains(((string)value!).Trim(), StringComparer.OrdinalIgnoreCase),
            _ => false,
        };

    // The server counts characters, and a pair of surrogates is one.
    private static int CharactersOf(string text) => text.Length - text.Where((c, index) => index > 0 && char.IsSurrogatePair(text[index - 1], c)).Count();

    private static InputProblem WrongType(string variable, string type) => Problem(variable, InputProblemKind.WrongType, ClientText.Get(type));

    private static InputProblem Problem(string variable, InputProblemKind kind, object? wanted = null)
        => new(variable, kind, ClientText.Format("Input" + kind, variable, wanted));
}
