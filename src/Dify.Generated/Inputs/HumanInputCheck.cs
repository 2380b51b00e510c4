using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Refuses to send in a form that the server would refuse, or take and then fail the run for.</summary>
internal static class HumanInputCheck
{
    /// <summary>The token of a form.</summary>
    /// <exception cref="ArgumentException">The form has none, or not this action.</exception>
    public static string TokenOf(HumanInputRequiredEvent form, string action)
    {
        if (form is null)
        {
            throw new ArgumentNullException(nameof(form));
        }

        if (string.IsNullOrEmpty(form.Data.FormToken))
        {
            throw new ArgumentException(ClientText.Get("FormTokenMissing"), nameof(form));
        }

        if (string.IsNullOrEmpty(action))
        {
            throw new ArgumentException(ClientText.Format("MemberEmpty", nameof(action)), nameof(action));
        }

        var known = (form.Data.Actions ?? []).Select(static offered => offered.Id).Where(static id => !string.IsNullOrEmpty(id)).ToList();
        if (known.Count > 0 && !known.Contains(action))
        {
            throw new ArgumentException(ClientText.Format("FormActionUnknown", string.Join(", ", known)), nameof(action));
        }

        return form.Data.FormToken!;
    }

    /// <summary>Everything in the answers that does not fit. The server asks for each input, also for one with a default.</summary>
    public static IReadOnlyList<InputProblem> Check(HumanInputAnswers answers, IEnumerable<HumanInputFormInput>? inputs)
        => [.. (inputs ?? [])
            .Where(static input => !string.IsNullOrEmpty(input.OutputVariableName))
            .SelectMany(input => Check(input, input.OutputVariableName!, answers[input.OutputVariableName!]))];

    private static IEnumerable<InputProblem> Check(HumanInputFormInput input, string name, JToken? answer)
    {
        if (answer is null)
        {
            return [InputProblem.Of(name, InputProblemKind.Missing)];
        }

        return input.Type?.Value switch
        {
            "paragraph" => answer.Type == JTokenType.String ? [] : [InputProblem.WrongType(name, "InputTypeText")],
            "select" => CheckOption(input, name, answer),
            "file" => FileOf(input, name).CheckFile(answer),
            "file-list" => FileOf(input, name).CheckList(answer, input.NumberLimits),
            _ => [],
        };
    }

    private static IEnumerable<InputProblem> CheckOption(HumanInputFormInput input, string name, JToken answer)
    {
        if (answer.Type != JTokenType.String)
        {
            return [InputProblem.WrongType(name, "InputTypeText")];
        }

        // Options that come from a variable are known to the server alone.
        var options = input.OptionSource is { Type.Value: "constant", Value: { } listed } ? listed : null;
        return options is null || options.Contains((string)answer!, StringComparer.Ordinal)
            ? []
            : [InputProblem.Of(name, InputProblemKind.UnknownOption, string.Join(", ", options))];
    }

    private static FileCheck FileOf(HumanInputFormInput input, string name)
        => new(name, input.AllowedFileTypes, input.AllowedFileExtensions, input.AllowedFileUploadMethods);
}
