using System;
using System.Linq;

namespace Dify.Generated.Tests.Recordings;

/// <summary>An answer of the right kind to each input of a form.</summary>
internal static class FormAnswers
{
    public static HumanInputAnswers For(HumanInputRequiredEvent form)
    {
        var answers = new HumanInputAnswers();
        foreach (HumanInputFormInput input in form.Data.Inputs ?? [])
        {
            string name = input.OutputVariableName!;
            var file = InputFileObject.FromUrl(new Uri("https://files.example/one.png"), InputFileType.Image);
            switch (input.Type?.Value)
            {
                case "select":
                    answers[name] = input.OptionSource?.Value.FirstOrDefault() ?? "one";
                    break;
                case "file":
                    answers.SetFile(name, file);
                    break;
                case "file-list":
                    answers.SetFiles(name, file);
                    break;
                default:
                    answers[name] = "fine";
                    break;
            }
        }

        return answers;
    }
}
