using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Cli;

public sealed class AnswerTests
{
    private const string Id = "0e7c0b3b-0000-4000-8000-000000000000";

    [Theory]
    [InlineData(
        "info",
        "/info",
        """{"name":"App [x]","description":"d","tags":["t"],"mode":"workflow","author_name":"Ann","extra":1}""",
        "App [x]")]
    [InlineData(
        "meta", "/meta", """{"tool_icons":{"dalle":"https://example.com/i.png","api":{"background":"#fff","content":"[b]"}}}""", "[b]")]
    [InlineData("site", "/site", """{"title":"Page [x]","default_language":"ja-JP","show_workflow_steps":true}""", "Page [x]")]
    [InlineData(
        "end-user " + Id,
        "/end-users/{end_user_id}",
        """{"id":"u-1","type":"service_api","session_id":"ann [x]","created_at":"2026-07-01T00:00:00"}""",
        "ann [x]")]
    [InlineData(
        "parameters",
        "/parameters",
        """{"user_input_form":[{"select":{"variable":"color [x]","label":"Color","required":true,"options":["red","green"]}}]}""",
        "color [x]")]
    [InlineData(
        "form show token",
        "/form/human_input/{form_token}",
        """{"form_content":"Ready [x]?","inputs":[],"user_actions":[{"id":"go","title":"Go"}],"expiration_time":1767225600}""",
        "Ready [x]?")]
    [InlineData(
        "runs show " + Id,
        "/workflows/run/{workflow_run_id}",
        """{"id":"r-1","status":"failed","error":"broke [x]","inputs":"{\"a\":1}","elapsed_time":0}""",
        "broke [x]")]
    public async Task An_answer_is_shown_to_people_as_a_table_and_to_programs_as_json(
        string line, string path, string answer, string expected)
    {
        await using var session = new CliSession();
        session.Server.Respond("GET", path, 200, answer);

        var table = await session.RunAsync(line.Split(' '));
        var json = await session.RunAsync([.. line.Split(' '), "--json"]);

        Assert.True(table.ExitCode == 0, table.ToString());
        Assert.Contains(expected, table.Output);
        Assert.True(json.ExitCode == 0, json.ToString());
        foreach (var member in JObject.Parse(answer))
        {
            Assert.True(((JObject)json.Json).ContainsKey(member.Key), $"{member.Key} is missing in {json.Output}");
        }
    }

    [Fact]
    public async Task The_values_of_the_wire_come_through_as_they_are()
    {
        await using var session = new CliSession();
        const string Answer =
            """{"id":"r-1","status":"succeeded","inputs":{"when":"2026-07-01T00:00:00+09:00"},"outputs":{"n":1},"created_at":1767225600,"brand_new":{"x":[1]}}""";
        session.Server.Respond("GET", "/workflows/run/{workflow_run_id}", 200, Answer);

        var result = await session.RunAsync("runs", "show", Id, "--json");

        Assert.Contains("\"2026-07-01T00:00:00+09:00\"", result.Output);
        Assert.Equal(1767225600, (long?)result.Json["created_at"]);
        Assert.Equal(1, (int?)result.Json["brand_new"]!["x"]![0]);
    }

    [Fact]
    public async Task Stop_shows_the_result_and_sends_what_was_typed()
    {
        await using var session = new CliSession();

        var table = await session.RunAsync("stop", "task 1", "--user", "user-1");
        var json = await session.RunAsync("stop", "task-2", "--user", "user-1", "--json");

        Assert.True(table.ExitCode == 0, table.ToString());
        Assert.Contains("success", table.Output);
        Assert.Equal("success", (string?)json.Json["result"]);
        Assert.Equal("/v1/workflows/tasks/task%201/stop", session.Server.Requests[0].Target);
        Assert.Equal("""{"user":"user-1"}""", session.Server.Requests[0].BodyText);
    }
}
