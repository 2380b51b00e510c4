using System.Collections.Generic;
using System.Linq;
using Dify.Generated;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dify.Cli.Output;

/// <summary>How the forms of a paused run are shown.</summary>
internal static class FormView
{
    public static string Actions(IEnumerable<HumanInputUserAction> actions)
        => string.Join(", ", actions.Select(
            static action => action.Title is { Length: > 0 } title && title != action.Id ? $"{action.Id} ({title})" : action.Id));

    public static IRenderable Table(HumanInputFormResponse form)
    {
        var facts = new FactTable()
            .Add("Form", form.FormContent)
            .Add("Actions", Actions(form.UserActions))
            .Add("Expires", form.ExpirationTime).Content;
        if (form.Inputs.Count == 0)
        {
            return facts;
        }

        var inputs = new ListTable("Variable", "Kind", "Default", "Options");
        foreach (var input in form.Inputs)
        {
            inputs.Add(
                input.OutputVariableName, input.Type?.Value, Default(form, input), string.Join(" | ", input.OptionSource?.Value ?? []));
        }

        return new Rows(facts, inputs.Content);
    }

    private static string? Default(HumanInputFormResponse form, HumanInputFormInput input)
        => form.ResolvedDefaultValues?.TryGetValue(input.OutputVariableName ?? string.Empty, out var resolved) == true
            ? resolved
            : input.Default?.Value;
}
