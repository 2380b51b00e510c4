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
    [Theory(Timeout = 30_000)]
    [InlineData("text-input", "", "\"hello\"")]
    [InlineData("text-input", ",\"max_length\":3", "\"日本🌞\"")]
    [InlineData("text-input", ",\"max_length\":0", "\"as long as you like\"")]
    [InlineData("paragraph", ",\"max_length\":null", "\"a\\nb\"")]
    [InlineData("text-input", "", "null")]
    [InlineData("select", ",\"options\":[\"x\",\"y\"]", "\"y\"")]
    [InlineData("number", "", "3")]
    [InlineData("number", "", "-2.5")]
    [InlineData("number", "", "\"1e3\"")]
    [InlineData("number", "", "\" \"")]
    [InlineData("checkbox", "", "true")]
    [InlineData("checkbox", "", "\"Off\"")]
    [InlineData("checkbox", "", "1")]
    [InlineData("json_object", "", "{\"a\":1}")]
    [InlineData("external_data_tool", "", "[1]")]
    [InlineData("brand_new_type", ",\"required\":true", "{\"a\":1}")]
    [InlineData("file", ",\"allowed_file_types\":[\"document\"],\"allowed_file_upload_methods\":[\"local_file\"]", "{\"type\":\"document\",\"transfer_method\":\"local_file\",\"upload_file_id\":\"f\"}")]
    [InlineData("file", ",\"allowed_file_types\":[\"custom\"]", "{\"type\":\"image\",\"transfer_method\":\"remote_url\",\"url\":\"https://a/b\"}")]
    [InlineData("file-list", ",\"max_length\":1", "[{\"type\":\"image\",\"transfer_method\":\"remote_url\",\"url\":\"https://a/b\"}]")]
    public async Task What_the_server_takes_is_no_problem(string kind, string settings, string value)
        => Assert.Empty(await CheckAsync(kind, settings, value));

    [Theory(Timeout = 30_000)]
    [InlineData("text-input", ",\"required\":true", null, InputProblemKind.Missing, "required")]
    [InlineData("text-input", ",\"required\":true", "null", InputProblemKind.Missing, "required")]
    [InlineData("number", ",\"required\":true", "\" \"", InputProblemKind.Missing, "required")]
    [InlineData("brand_new_type", ",\"required\":true", null, InputProblemKind.Missing, "required")]
    [InlineData("text-input", "", "3", InputProblemKind.WrongType, "a text")]
    [InlineData("paragraph", "", "[\"a\"]", InputProblemKind.WrongType, "a text")]
    [InlineData("select", ",\"options\":[\"x\"]", "true", InputProblemKind.WrongType, "a text")]
    [InlineData("number", "", "true", InputProblemKind.WrongType, "a number")]
    [InlineData("number", "", "\"three\"", InputProblemKind.WrongType, "a number")]
    [InlineData("checkbox", "", "\"maybe\"", InputProblemKind.WrongType, "true or false")]
    [InlineData("checkbox", "", "2", InputProblemKind.WrongType, "true or false")]
    [InlineData("json_object", "", "\"{}\"", InputProblemKind.WrongType, "a JSON object")]
    [InlineData("file", "", "\"f-1\"", InputProblemKind.WrongType, "a file")]
    [InlineData("file-list", "", "[\"f-1\"]", InputProblemKind.WrongType, "a list of files")]
    [InlineData("select", ",\"options\":[\"x\",\"y\"]", "\"z\"", InputProblemKind.UnknownOption, "x, y")]
    [InlineData("text-input", ",\"max_length\":3", "\"four\"", InputProblemKind.TooLong, "3 characters")]
    [InlineData("file", "", "[{\"type\":\"image\"}]", InputProblemKind.ListInsteadOfFile, "SetFile")]
    [InlineData("file-list", "", "{\"type\":\"image\"}", InputProblemKind.FileInsteadOfList, "SetFiles")]
    [InlineData("file-list", ",\"max_length\":1", "[{\"type\":\"image\"},{\"type\":\"image\"}]", InputProblemKind.TooManyFiles, "1 files")]
    [InlineData("file", ",\"allowed_file_types\":[\"document\",\"audio\"]", "{\"type\":\"image\"}", InputProblemKind.FileNotAllowed, "document, audio")]
    [InlineData("file-list", ",\"allowed_file_upload_methods\":[\"local_file\"]", "[{\"transfer_method\":\"remote_url\"}]", InputProblemKind.FileNotAllowed, "local_file")]
    public async Task What_the_server_refuses_is_told_with_the_name_of_the_variable(string kind, string settings, string? value, InputProblemKind expected, string words)
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
                [("topic", InputProblemKind.Missing), ("count", InputProblemKind.WrongType), ("tone", InputProblemKind.UnknownOption), ("Topic", InputProblemKind.UnknownVariable)],
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
        WorkflowAppParametersResponse parameters = await ParametersAsync("""{"text-input":{"variable":"topic","required":true}},{"text-input":{"variable":""}}""");

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
