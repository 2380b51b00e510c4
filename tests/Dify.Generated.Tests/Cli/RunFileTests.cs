using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Cli;

public sealed class RunFileTests
{
    private const string Parameters = """
        {"user_input_form":[
          {"file":{"variable":"one","label":"One","required":true,"allowed_file_types":["image"]}},
          {"file-list":{"variable":"many","label":"Many","required":false,"allowed_file_types":["image","document"]}},
          {"text-input":{"variable":"name","label":"Name","required":true,"max_length":5}}]}
        """;

    [Fact]
    public async Task Files_are_uploaded_and_given_as_one_or_as_a_list_as_the_app_wants_them()
    {
        await using var session = new CliSession();
        session.Server.Respond("GET", "/parameters", 200, Parameters);
        var picture = session.Write("picture.png", "png");
        var text = session.Write("text.txt", "text");

        var result = await session.RunAsync(
            "run", "--file", $"one={picture}", "--file", $"many={text}", "--input", "name=Ann", "--user", "user-1");

        Assert.True(result.ExitCode == 0, result.ToString());
        var uploads = session.Requests("uploadWorkflowFile").ToList();
        Assert.Equal(
            ["picture.png", "text.txt"],
            uploads.Select(static request => request.Parts.Single(static part => part.FileName is not null).FileName));
        Assert.All(uploads, static request => Assert.Equal("user-1", request.Parts.Single(static part => part.Name == "user").Text));
        var inputs = (JObject)JObject.Parse(session.Request("executeWorkflow").BodyText)["inputs"]!;
        Assert.Equal(("image", "local_file"), ((string?)inputs["one"]!["type"], (string?)inputs["one"]!["transfer_method"]));
        Assert.Equal("document", (string?)Assert.Single(inputs["many"]!)["type"]);
        Assert.NotEmpty((string?)inputs["many"]![0]!["upload_file_id"] ?? string.Empty);
    }

    [Fact]
    public async Task Addresses_are_handed_on_with_the_kind_that_the_app_or_the_extension_says()
    {
        await using var session = new CliSession();
        session.Server.Respond("GET", "/parameters", 200, Parameters);

        var result = await session.RunAsync(
            "run", "--url", "one=https://example.com/x", "--url", "many=https://example.com/a.pdf?b=c", "--input", "name=Ann");

        Assert.True(result.ExitCode == 0, result.ToString());
        var inputs = JObject.Parse(session.Request("executeWorkflow").BodyText)["inputs"]!;
        Assert.True(JToken.DeepEquals(
            JToken.Parse("""{"type":"image","transfer_method":"remote_url","url":"https://example.com/x"}"""),
            inputs["one"]), inputs.ToString());
        Assert.True(JToken.DeepEquals(
            JToken.Parse("""[{"type":"document","transfer_method":"remote_url","url":"https://example.com/a.pdf?b=c"}]"""),
            inputs["many"]), inputs.ToString());
        Assert.Empty(session.Requests("uploadWorkflowFile"));
    }

    [Fact]
    public async Task Inputs_that_the_form_of_the_app_refuses_are_named_before_the_run_starts()
    {
        await using var session = new CliSession();
        session.Server.Respond("GET", "/parameters", 200, Parameters);

        var result = await session.RunAsync("run", "--input", "name=Annabella");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("one", result.Error);
        Assert.Contains("name", result.Error);
        Assert.Empty(session.Requests("executeWorkflow"));
    }

    [Theory]
    [InlineData("--check", 2, 0)]
    [InlineData("--no-check", 0, 1)]
    public async Task The_check_can_be_left_out_and_its_old_name_stands(string option, int exitCode, int starts)
    {
        await using var session = new CliSession();
        session.Server.Respond("GET", "/parameters", 200, Parameters);

        var result = await session.RunAsync("run", option, "--input", "name=Annabella");

        Assert.Equal((exitCode, starts), (result.ExitCode, session.Requests("executeWorkflow").Count()));
    }
}
