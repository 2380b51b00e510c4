using System.Collections.Generic;
using System.Linq;
using Dify.Generated.Tests.Clients;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Inputs;

/// <summary>The answers to a form are held against it before they are sent: the server takes some that the run then fails of.</summary>
public sealed class HumanInputAnswersCheckTests
{
    private static readonly HumanInputFormInput[] Form =
    [
        new() { Type = "paragraph", OutputVariableName = "comment", Default = new HumanInputFormInputDefault { Value = "Fine." } },
        new() { Type = "select", OutputVariableName = "choice", OptionSource = new HumanInputOptionSource
        {
            Type = "constant",
            Value = ["a", "b"],
        } },
        new() { Type = "file", OutputVariableName =
            "evidence", AllowedFileTypes = [InputFileType.Document], AllowedFileUploadMethods = ["local_file"] },
        new() { Type = "file-list", OutputVariableName = "photos", AllowedFileTypes = [InputFileType.Image], NumberLimits = 2 },
    ];

    [Fact]
    public void Answers_to_all_four_kinds_of_input_pass_and_are_written_as_the_server_wants_them()
    {
        HumanInputAnswers answers = Whole();

        Assert.Empty(answers.Check(Form));
        answers.ThrowIfInvalid(Form);
        Assert.Equal(
            """{"comment":"Good.","choice":"b","evidence":{"type":"document","transfer_method":"local_file","upload_file_id":"1f0c9a6e-7b52-4d38-a1e4-5c8b3d2f6a07"}"""
            + ""","photos":[{"type":"image","transfer_method":"remote_url","url":"https://files.example.com/a.png"}]}""",
            answers.ToJson().ToString(Newtonsoft.Json.Formatting.None));
    }

    [Theory]
    [InlineData("comment", "3", InputProblemKind.WrongType)]
    [InlineData("comment", "null", InputProblemKind.WrongType)]
    [InlineData("comment", "[\"a\"]", InputProblemKind.WrongType)]
    [InlineData("comment", null, InputProblemKind.Missing)]
    [InlineData("choice", "1", InputProblemKind.WrongType)]
    [InlineData("choice", "\"c\"", InputProblemKind.UnknownOption)]
    [InlineData("choice", null, InputProblemKind.Missing)]
    [InlineData("evidence", "\"f\"", InputProblemKind.WrongType)]
    [InlineData("evidence", "[]", InputProblemKind.ListInsteadOfFile)]
    [InlineData(
        "evidence",
        "{\"transfer_method\":\"local_file\",\"upload_file_id\":\"1f0c9a6e-7b52-4d38-a1e4-5c8b3d2f6a07\"}",
        InputProblemKind.FileNotAllowed)]
    [InlineData(
        "evidence", "{\"type\":\"document\",\"transfer_method\":\"remote_url\",\"url\":\"https://a/b\"}", InputProblemKind.FileNotAllowed)]
    [InlineData("photos", "{}", InputProblemKind.FileInsteadOfList)]
    [InlineData("photos", "[1]", InputProblemKind.WrongType)]
    [InlineData("photos", "[{},{},{}]", InputProblemKind.TooManyFiles)]
    public void What_does_not_fit_is_told_by_the_name_of_the_input(string name, string? answer, InputProblemKind expected)
    {
        HumanInputAnswers answers = [];
        foreach (KeyValuePair<string, JToken> given in Whole().Where(given => given.Key != name))
        {
            answers[given.Key] = given.Value;
        }

        if (answer is not null)
        {
            answers[name] = JToken.Parse(answer);
        }

        var failure = Assert.Throws<InvalidInputsException>(() => answers.ThrowIfInvalid(Form));

        InputProblem problem = Assert.Single(failure.Problems);
        Assert.Equal((name, expected, true), (problem.Variable, problem.Kind, problem.IsRefused));
        Assert.Equal("answers", failure.ParamName);
    }

    [Fact]
    public void What_only_the_server_knows_is_left_to_it()
    {
        HumanInputFormInput[] form =
        [
            new() { Type = "select", OutputVariableName = "choice", OptionSource = new HumanInputOptionSource
            {
                Type = "variable",
                Selector = ["n", "v"],
            } },
            new() { Type = "signature", OutputVariableName = "name" },
            new() { Type = "paragraph" },
        ];

        Assert.Empty(new HumanInputAnswers { ["choice"] = "anything", ["name"] = 3, ["more"] = true }.Check(form));
    }

    private static HumanInputAnswers Whole() => new HumanInputAnswers { ["comment"] = "Good.", ["choice"] = "b" }
        .SetFile("evidence", InputFileObject.FromUpload(SampleId.File, InputFileType.Document))
        .SetFiles("photos", InputFileObject.FromUrl(new System.Uri("https://files.example.com/a.png"), InputFileType.Image));
}
