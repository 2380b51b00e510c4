using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.StandIn;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Cli;

public sealed class MockTests
{
    [Fact]
    public async Task The_stand_in_is_served_with_its_script_until_ctrl_c()
    {
        await using var session = new CliSession();
        using var interrupt = new CancellationTokenSource();
        var script = session.Write(
            "script.json", """{"runs":[{"steps":["started",{"text":"scripted"},{"finish":{"outputs":{"x":1}}}]}]}""");
        var served = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        session.OnOutput("}", output => served.SetResult(output));

        var serving = session.RunAsync(interrupt.Token, "mock", "--json", "--script", script);
        var place = JObject.Parse(await served.Task.WaitAsync(session.Bound));
        using var client = new DifyWorkflowClient(
            new DifyClientOptions { BaseAddress = new Uri((string)place["base_url"]!), ApiKey = (string?)place["api_key"] });
        await using var run = await client.StartWorkflowAsync(
            new WorkflowExecutionRequest { Inputs = [], User = "user-1" }, cancellationToken: session.Bound);
        Assert.Equal("scripted", (await run.WaitAsync(session.Bound)).Text);
        Assert.False(serving.IsCompleted);
        await interrupt.CancelAsync();
        var result = await serving;

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public async Task A_script_that_cannot_be_used_is_refused_with_its_place()
    {
        await using var session = new CliSession();

        var result = await session.RunAsync("mock", "--script", session.Write("script.json", "{\"runs\":[{\"steps\":[\n\"nonsense\"]}]}"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("script.json(2,", result.Error);
        Assert.Contains("nonsense", result.Error);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said()
    {
        await using var session = new CliSession();

        var result = await session.RunAsync("mock", "--port", session.Server.BaseAddress.Port.ToString(CultureInfo.InvariantCulture));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(session.Server.BaseAddress.Port.ToString(CultureInfo.InvariantCulture), result.Error);
    }

    [Fact]
    public async Task What_a_real_server_overlooks_is_served_and_told_in_a_line_unless_strict()
    {
        await using var session = new CliSession();
        await using var lenient = await session.ServeAsync("mock");
        await using var strict = await session.ServeAsync("mock", "--strict");
        using var served = await lenient.Client.GetAsync("parameters?user=u", session.Bound);
        using var refused = await strict.Client.GetAsync("parameters?user=u", session.Bound);

        Assert.Equal((200, 400), ((int)served.StatusCode, (int)refused.StatusCode));
        await lenient.WaitForAsync("GET /v1/parameters?user=u -> 200");
        await lenient.WaitForAsync("! query user: getWorkflowAppParameters has no such parameter.");
        await strict.WaitForAsync("GET /v1/parameters?user=u -> 400");
    }

    [Fact]
    public async Task The_server_is_what_the_options_say_and_they_go_before_the_script()
    {
        await using var session = new CliSession();
        var script = session.Write("script.json", """{ "server_version": "1.14.2", "api_key": "app-script", "transcript": "heard" }""");
        await using var mock = await session.ServeAsync(
            "mock", "--script", script, "--server-version", "1.16.0", "--speech", "--api-key", "app-mine",
            "--require", "topic", "--latency", "1");
        mock.Client.DefaultRequestHeaders.Authorization = new("Bearer", "app-mine");
        using var info = await mock.Client.GetAsync("info", session.Bound);
        var parameters = JObject.Parse(await mock.Client.GetStringAsync("parameters", session.Bound));

        Assert.Equal("1.16.0", Assert.Single(info.Headers.GetValues("X-Version")));
        Assert.True((bool)parameters["speech_to_text"]!["enabled"]!);
        Assert.Equal("topic", (string?)parameters["user_input_form"]![0]!["text-input"]!["variable"]);
    }

    [Theory]
    [InlineData("unpublished", 400)]
    [InlineData("api-disabled", 403)]
    public async Task The_app_can_be_one_that_nobody_can_use(string state, int status)
    {
        await using var session = new CliSession();
        await using var mock = await session.ServeAsync("mock", "--app-state", state);
        using var response = await mock.Client.GetAsync("parameters", session.Bound);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Speech_works_against_it()
    {
        await using var session = new CliSession();
        await using var mock = await session.ServeAsync("mock", "--speech");
        session.Environment["DIFY_BASE_URL"] = mock.BaseAddress.ToString().TrimEnd('/');
        session.Environment["DIFY_API_KEY"] = "app-test";
        var spoken = await session.RunAsync("speak", "Hello", "--out", Path.Combine(session.Folder, "hello.mp3"));
        var heard = await session.RunAsync("transcribe", session.Write("a.mp3", "audio"));

        Assert.True(spoken.ExitCode == 0, spoken.ToString());
        Assert.True(heard.ExitCode == 0, heard.ToString());
        Assert.Contains("Hello from the stand-in server.", heard.Output);
    }

    [Theory]
    [InlineData("--app-state", "gone", "published, unpublished")]
    [InlineData("--server-version", "new", "1.14.2")]
    [InlineData("--host", "everywhere", "127.0.0.1")]
    [InlineData("--api-key", "a b", "ASCII")]
    [InlineData("--latency", "-1", "--latency")]
    public async Task An_option_that_makes_no_sense_is_refused_with_what_would(string option, string value, string remedy)
    {
        await using var session = new CliSession();

        var result = await session.RunAsync("mock", option, value);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(remedy, result.Error);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task A_script_to_begin_with_is_written_with_its_schema_and_can_be_played(string language)
    {
        await using var session = new CliSession { Culture = CultureInfo.GetCultureInfo(language) };
        var path = Path.Combine(session.Folder, "mine.json");
        var written = await session.RunAsync("mock", "--init", path);
        var again = await session.RunAsync("mock", "--init", path);
        var example = JObject.Parse(File.ReadAllText(path));
        var schema = Path.Combine(session.Folder, (string)example["$schema"]!);

        Assert.True(written.ExitCode == 0, written.ToString());
        Assert.Equal(2, again.ExitCode);
        Assert.True(new JsonSchemaEvaluation(JObject.Parse(File.ReadAllText(schema))).IsValid(example));

        await using var mock = await session.ServeAsync("mock", "--script", path);
        var statuses = new List<string>();
        for (var call = 1; call <= 5; call++)
        {
            using var response = await mock.Client.PostAsync(
                "workflows/run",
                new StringContent(
                    """{ "inputs": { "amount": 100 }, "user": "u" }""", Encoding.UTF8, "application/json"),
                session.Bound);
            var body = await response.Content.ReadAsStringAsync(session.Bound);
            statuses.Add(response.IsSuccessStatusCode ? (string)JObject.Parse(body)["data"]!["status"]! : $"{(int)response.StatusCode}");
        }

        Assert.Equal(["succeeded", "failed", "429", "paused", "502"], statuses);
    }

    [Fact]
    public async Task The_script_to_begin_with_can_be_piped_on()
    {
        await using var session = new CliSession();

        var result = await session.RunAsync("mock", "--init", "-");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.NotNull(JObject.Parse(result.Output)["runs"]);
    }

    [Fact]
    public async Task A_watched_script_is_read_again_and_a_broken_one_is_told()
    {
        await using var session = new CliSession();
        var script = session.Write("script.json", """{ "info": { "name": "first" } }""");
        await using var mock = await session.ServeAsync("mock", "--script", script, "--watch");
        await mock.WaitForAsync("is watched");
        session.Write("script.json", """{ "infos": {} }""");
        await mock.WaitForErrorAsync("there is no such member of 'script'");
        var still = (string?)JObject.Parse(await mock.Client.GetStringAsync("info", session.Bound))["name"];
        session.Write("script.json", """{ "info": { "name": "second" } }""");
        await mock.WaitForAsync("was read again");

        Assert.Equal("first", still);
        Assert.Equal("second", (string?)JObject.Parse(await mock.Client.GetStringAsync("info", session.Bound))["name"]);
    }

    [Fact]
    public async Task A_script_can_be_piped_in_but_not_watched()
    {
        await using var session = new CliSession { Input = """{ "info": { "name": "piped" } }""" };
        await using var mock = await session.ServeAsync("mock", "--script", "-");
        var info = JObject.Parse(await mock.Client.GetStringAsync("info", session.Bound));
        var refused = await session.RunAsync("mock", "--script", "-", "--watch");

        Assert.Equal("piped", (string?)info["name"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--watch cannot be used with --script -", refused.Error);
    }

    [Theory]
    [InlineData("en", "is not JSON (line 2, position ")]
    [InlineData("ja", "JSON ではありません（2 行目、")]
    public async Task A_script_that_is_no_json_is_refused_by_line_in_the_language_of_the_user(string language, string words)
    {
        await using var session = new CliSession { Culture = CultureInfo.GetCultureInfo(language) };

        var result = await session.RunAsync("mock", "--script", session.Write("script.json", "{\n  \"info\": nonsense }"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("script.json", result.Error);
        Assert.Contains(words, result.Error);
        Assert.DoesNotContain("Unexpected character", result.Error);
    }

    [Fact]
    public async Task There_is_nothing_to_watch_without_a_script()
    {
        await using var session = new CliSession();

        var result = await session.RunAsync("mock", "--watch");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--script", result.Error);
    }
}
