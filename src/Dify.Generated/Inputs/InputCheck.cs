using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>The rules by which Dify's server takes the inputs of a run.</summary>
internal static class InputCheck
{
    public static IReadOnlyList<InputProblem> Check(
        IEnumerable<KeyValuePair<string, JToken>> inputs, WorkflowAppParametersResponse parameters)
    {
        var given = new Dictionary<string, JToken>(StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            given[input.Key] = input.Value;
        }

        var problems = new List<InputProblem>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var variable in InputVariable.AllOf(parameters))
        {
            known.Add(variable.Field.Variable);
            given.TryGetValue(variable.Field.Variable, out var value);
            problems.AddRange(Check(variable, value));
        }

        foreach (var name in given.Keys.Where(name => !known.Contains(name)))
        {
            problems.Add(InputProblem.Of(name, InputProblemKind.UnknownVariable, known.Count == 0 ? "–" : string.Join(", ", known)));
        }

        return problems;
    }

    private static IEnumerable<InputProblem> Check(InputVariable variable, JToken? value)
    {
        var field = variable.Field;
        if (IsNull(value) && field.Required == true)
        {
            return [InputProblem.Of(field.Variable, InputProblemKind.Missing)];
        }

        // What stands in for a missing value is looked at as if it had been given.
        var taken = IsNull(value) ? field.Default : value;
        return IsNull(taken) ? [] : CheckValue(variable.Kind, field, taken!);
    }

    private static bool IsNull(JToken? value) => value is null or { Type: JTokenType.Null };

    private static IEnumerable<InputProblem> CheckValue(InputVariableKind kind, UserInputFormField field, JToken value) => kind switch
    {
        InputVariableKind.Text => CheckText(field, value),
        InputVariableKind.Option => CheckOption(field, value),
        InputVariableKind.Number => PythonNumber.Is(value) ? [] : [WrongType(field, "InputTypeNumber")],

        // The server makes true and false of the words for them and takes everything else as it is, but no object.
        InputVariableKind.TruthValue => HoldsObject(value) ? [WrongType(field, "InputTypeTruthValue")] : [],

        // Nothing, false, zero and empty count as no object at all.
        InputVariableKind.Object => value is JObject || IsEmpty(value) ? [] : [WrongType(field, "InputTypeObject")],
        InputVariableKind.File when field.Required != true && IsEmptyText(value) => [],
        InputVariableKind.File => FileOf(field).CheckFile(value),
        InputVariableKind.FileList when field.Required != true && IsEmptyText(value) => [],
        InputVariableKind.FileList => FileOf(field).CheckList(value, field.MaxLength),
        _ => [],
    };

    private static IEnumerable<InputProblem> CheckText(UserInputFormField field, JToken value)
    {
        if (value.Type != JTokenType.String)
        {
            return [WrongType(field, "InputTypeText")];
        }

        return field.MaxLength is > 0 and var longest && CharactersOf((string)value!) > longest
            ? [InputProblem.Of(field.Variable, InputProblemKind.TooLong, longest)]
            : [];
    }

    private static IEnumerable<InputProblem> CheckOption(UserInputFormField field, JToken value)
    {
        if (value.Type != JTokenType.String)
        {
            return [WrongType(field, "InputTypeText")];
        }

        return field.Options.Contains((string)value!, StringComparer.Ordinal)
            ? []
            : [InputProblem.Of(field.Variable, InputProblemKind.UnknownOption, string.Join(", ", field.Options))];
    }

    private static FileCheck FileOf(UserInputFormField field)
        => new(field.Variable, field.AllowedFileTypes, field.AllowedFileExtensions, field.AllowedFileUploadMethods);

    private static bool HoldsObject(JToken value) => value is JObject || (value is JArray list && list.Any(static item => item is JObject));

    private static bool IsEmptyText(JToken value) => value is JValue { Value: string { Length: 0 } };

    private static bool IsEmpty(JToken value) => value switch
    {
        JArray { Count: 0 } => true,
        JValue { Type: JTokenType.Boolean } flag => !(bool)flag,
        JValue { Type: JTokenType.Integer or JTokenType.Float } number => (double)number == 0,
        _ => IsEmptyText(value),
    };

    // The server counts characters, and a pair of surrogates is one.
    private static int CharactersOf(string text)
        => text.Length - text.Where((c, index) => index > 0 && char.IsSurrogatePair(text[index - 1], c)).Count();

    private static InputProblem WrongType(UserInputFormField field, string wanted) => InputProblem.WrongType(field.Variable, wanted);
}
