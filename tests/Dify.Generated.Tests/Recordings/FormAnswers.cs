using System;
using System.Linq;
using Newtonsoft.Json.Linq;

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

    /// <summary>Whether what was sent in has a value of the right shape for each input of a form, and nothing else.</summary>
    public static bool Fit(RecordedEvent form, JObject? sent)
    {
        JToken[] inputs = [.. form.Data["inputs"] ?? new JArray()];
        return sent?.Count == inputs.Length && inputs.All(input => Fits(input, sent[(string)input["output_variable_name"]!]));

        static bool Fits(JToken input, JToken? value) => (string?)input["type"] switch
        {
            _ when value is null => false,
            "file" => IsFile(value),
            "file-list" => value is JArray { Count: > 0 } files && files.All(IsFile),
            "select" => input["option_source"]?["value"]?.Any(option => JToken.DeepEquals(option, value)) == true,
            _ => value.Type == JTokenType.String,
        };

        static bool IsFile(JToken value)
            => value is JObject file && new[] { "type", "transfer_method" }.All(name => file[name] is { Type: JTokenType.String });
    }
}
