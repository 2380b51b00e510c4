using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

public sealed class BlockingRunTests
{
    private static readonly object Request = new { inputs = new { query = "x" }, user = "user-1" };

    [Fact(Timeout = 30_000)]
    public async Task Without_a_mode_a_run_blocks_and_answers_in_spaced_ascii()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().Text("ignored").Finish(new { answer = "日本" }));
        using HttpResponseMessage response = await session.PostAsync("workflows/run", Request);
        string text = await response.Content.ReadAsStringAsync();

        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Contains("\"outputs\": {\"answer\": \"\\u65e5\\u672c\"}", text);
        JObject body = JObject.Parse(text);
        TestRun run = Assert.Single(session.Server.Runs);
        Assert.Equal(["task_id", "workflow_run_id", "data"], body.Properties().Select(member => member.Name));
        Assert.Equal(run.TaskId, (string?)body["task_id"]);
        Assert.Equal(run.RunId, (string?)body["data"]!["id"]);
        Assert.Null(body["data"]!["created_by"]);
        Assert.Equal(0, run.OpenStreams);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_failed_run_is_a_success_of_http()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().Fail("node broke"));
        using HttpResponseMessage response = await session.PostAsync("workflows/run", Request);
        JObject body = await StandInSession.ReadJsonAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("failed", (string?)body["data"]!["status"]);
        Assert.Equal("node broke", (string?)body["data"]!["error"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_paused_run_answers_with_its_reasons_and_no_end()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().Pause(new PauseForm { NodeId = "ask", Token = "tok" }).Finish());
        using HttpResponseMessage response = await session.PostAsync("workflows/run", Request);
        JToken data = (await StandInSession.ReadJsonAsync(response))["data"]!;

        Assert.Equal("paused", (string?)data["status"]);
        Assert.Equal(JTokenType.Null, data["finished_at"]!.Type);
        Assert.Equal("ask", (string?)data["paused_nodes"]![0]);
        Assert.Equal("human_input_required", (string?)data["reasons"]![0]!["TYPE"]);
        Assert.Equal("tok", (string?)data["reasons"]![0]!["form_token"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_error_event_becomes_a_status()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().Error("provider_quota_exceeded", 400, "No quota."));
        using HttpResponseMessage response = await session.PostAsync("workflows/run", Request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("provider_quota_exceeded", (string?)(await StandInSession.ReadJsonAsync(response))["code"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_missing_input_is_a_400_when_blocking_and_an_error_without_code_when_streaming()
    {
        await using var session = new StandInSession(new DifyTestServerOptions { RequiredInputs = ["topic"] });
        using HttpResponseMessage response = await session.PostAsync("workflows/run", Request);
        using EventReader events = await session.StreamAsync(new { query = "x" });
        JObject error = (await events.NextEventAsync())!;

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_param", (string?)(await StandInSession.ReadJsonAsync(response))["code"]);
        Assert.Equal(HttpStatusCode.OK, events.Response.StatusCode);
        Assert.Equal("error", (string?)error["event"]);
        Assert.Equal(500, (int)error["status"]!);
        Assert.Null(error["code"]);
        Assert.Contains("topic", (string?)error["message"]);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("not-a-uuid", 400, "bad_request")]
    [InlineData("7b2c5a0e-3b0b-4f4e-9d53-0d8d2f2b7a11", 404, "not_found")]
    public async Task A_run_by_id_needs_a_known_workflow(string workflowId, int status, string code)
    {
        await using var session = new StandInSession();
        using HttpResponseMessage response = await session.PostAsync($"workflows/{workflowId}/run", Request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (string?)(await StandInSession.ReadJsonAsync(response))["code"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_by_id_follows_the_scripts_of_its_workflow()
    {
        const string Other = "7b2c5a0e-3b0b-4f4e-9d53-0d8d2f2b7a11";
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().Finish(new { from = "any" }));
        session.Server.OnRun(Other, run => run.Started().Finish(new { from = "other" }));
        using HttpResponseMessage own = await session.PostAsync($"workflows/{session.Server.WorkflowId}/run", Request);
        using HttpResponseMessage other = await session.PostAsync($"workflows/{Other}/run", Request);

        Assert.Equal("any", (string?)(await StandInSession.ReadJsonAsync(own))["data"]!["outputs"]!["from"]);
        JObject answer = await StandInSession.ReadJsonAsync(other);
        Assert.Equal("other", (string?)answer["data"]!["outputs"]!["from"]);
        Assert.Equal(Other, (string?)answer["data"]!["workflow_id"]);
    }
}
