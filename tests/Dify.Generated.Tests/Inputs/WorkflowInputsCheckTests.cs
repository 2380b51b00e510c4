using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Inputs;

public sealed class WorkflowInputsCheckTests
{
    [Fact(Timeout = 60_000)]
    public async Task The_check_says_what_the_server_says_to_every_value()
    {
        var otherwise = new List<string>();
        foreach ((string kind, string settings, string? value, bool isTaken) in ServerAnswersToInputs.Rows)
        {
            if (isTaken == (await CheckAsync(kind, settings, value)).Any(problem => problem.IsRefused))
            {
                otherwise.Add($"{kind}{settings} {value}: {(isTaken ? "taken" : "refused")} by the server");
            }
        }

        Assert.Empty(otherwise);
        Assert.InRange(ServerAnswersToInputs.Rows.Count, 40, int.MaxValue);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_name_that_the_app_does_not_know_is_told_and_not_refused()
    {
        WorkflowAppParametersResponse parameters = await ParametersAsync("""{"text-input":{"variable":"topic"}}""");

        InputProblem problem = Assert.Single(new WorkflowInputs { ["topik"] = "sun" }.Check(parameters));

        Assert.Equal(("topik", InputProblemKind.UnknownVariable, false), (problem.Variable, problem.Kind, problem.IsRefused));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("text-input", ",\"required\":true", null, InputProblemKind.Missing, "required")]
    [InlineData("text-input", ",\"required\":true", "null", InputProblemKind.Missing, "required")]
    [InlineData("brand_new_type", ",\"required\":true", null, InputProblemKind.Missing, "required")]
    [InlineData("text-input", "", "3", InputProblemKind.WrongType, "a text")]
    [InlineData("paragraph", "", "[\"a\"]", InputProblemKind.WrongType, "a text")]
    [InlineData("select", ",\"options\":[\"x\"]", "true", InputProblemKind.WrongType, "a text")]
    [InlineData("number", "", "\"three\"", InputProblemKind.WrongType, "a number")]
    [InlineData("checkbox", "", "{}", InputProblemKind.WrongType, "true or false")]
    [InlineData("file", "", "{\"type\":\"image\"}", InputProblemKind.FileIncomplete, "FromUpload")]
    [InlineData("json_object", "", "\"{}\"", InputProblemKind.WrongType, "a JSON object")]
    [InlineData("file", "", "\"f-1\"", InputProblemKind.WrongType, "a file")]
    [InlineData("file-list", "", "[\"f-1\"]", InputProblemKind.WrongType, "a list of files")]
    [InlineData("select", ",\"options\":[\"x\",\"y\"]", "\"z\"", InputProblemKind.UnknownOption, "x, y")]
    [InlineData("text-input", ",\"max_length\":3", "\"four\"", InputProblemKind.TooLong, "3 characters")]
    [InlineData("file", "", "[{\"type\":\"image\"}]", InputProblemKind.ListInsteadOfFile, "SetFile")]
    [InlineData("file-list", "", "{\"type\":\"image\"}", InputProblemKind.FileInsteadOfList, "SetFiles")]
    [InlineData(
        "file-list",
        ",\"max_length\":1",
        "[{\"type\":\"image\",\"transfer_method\":\"remote_url\",\"url\":\"https://a/b\"},{}]",
        InputProblemKind.TooManyFiles,
        "1 files")]
    [InlineData(
        "file",
        ",\"allowed_file_types\":[\"document\",\"audio\"]",
        "{\"type\":\"image\",\"transfer_method\":\"remote_url\",\"url\":\"https://a/b\"}",
        InputProblemKind.FileNotAllowed,
        "document, audio")]
    [InlineData(
        "file-list",
        ",\"allowed_file_upload_methods\":[\"local_file\"]",
        "[{\"type\":\"audio\",\"transfer_method\":\"remote_url\",\"url\":\"https://a/b\"}]",
        InputProblemKind.FileNotAllowed,
        "local_file")]
    public async Task What_the_server_refuses_is_told_with_the_name_of_the_variable(
        string kind, string settings, string? value, InputProblemKind expected, string words)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        InputProblem problem = Assert.Single(await CheckAsync(kind, settings, value));

        Assert.Equal(("the_variable", expected), (problem.Variable, problem.Kind));
        Assert.StartsWith("the_variable: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(words, problem.Message);
        Assert.Equal(problem.Message, problem.ToString());
    }

    [Fact(Timeout = 30_000)]
    public async Task All_problems_are_told_at_once_and_in_both_languages()
    {
        WorkflowAppParametersResponse parameters = await ParametersAsync(
            """{"text-input":{"variable":"topic","required":true}},{"number":{"variable":"count"}},{"select":{"variable":"tone","options":["kind"]}}""");
        var inputs = new WorkflowInputs { ["count"] = "many-secret", ["tone"] = "rude-secret", ["Topic"] = "secret" };
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
            var exception = Assert.Throws<InvalidInputsException>(() => inputs.ThrowIfInvalid(parameters));
            Assert.Equal(
                [
                    ("topic", InputProblemKind.Missing),
                    ("count", InputProblemKind.WrongType),
                    ("tone", InputProblemKind.UnknownOption),
                    ("Topic", InputProblemKind.UnknownVariable),
                ],
                exception.Problems.Select(problem => (problem.Variable, problem.Kind)));
            Assert.All(exception.Problems, problem => Assert.Contains(problem.Message, exception.Message));
            Assert.Contains("topic, count, tone", exception.Problems[3].Message);
            Assert.DoesNotContain("secret", exception.Message);
            Assert.Equal("inputs", exception.ParamName);

            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja-JP");
            Assert.All(inputs.Check(parameters), problem => Assert.Matches(@"\p{IsHiragana}", problem.Message));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Inputs_that_fit_pass()
    {
        WorkflowAppParametersResponse parameters = await ParametersAsync(
            """{"text-input":{"variable":"topic","required":true}},{"text-input":{"variable":""}}""");

        new WorkflowInputs { ["topic"] = "sun" }.ThrowIfInvalid(parameters);
        Assert.Throws<ArgumentNullException>(() => new WorkflowInputs().Check(null!));
        Assert.Throws<ArgumentNullException>(() => WorkflowInputsExtensions.Check(null!, parameters));
    }

    private static async Task<IReadOnlyList<InputProblem>> CheckAsync(string kind, string settings, string? value)
    {
        WorkflowAppParametersResponse parameters = await ParametersAsync($$$"""{"{{{kind}}}":{"variable":"the_variable"{{{settings}}}}}""");
        var inputs = new WorkflowInputs();
        if (value is not null)
        {
            inputs["the_variable"] = JToken.Parse(value);
        }

        return inputs.Check(parameters);
    }

    private static async Task<WorkflowAppParametersResponse> ParametersAsync(string form)
    {
        using DifyWorkflowClient client = StubHandler.Json($$"""{"user_input_form":[{{form}}]}""").CreateClient();
        return await client.GetWorkflowAppParametersAsync();
    }
}
