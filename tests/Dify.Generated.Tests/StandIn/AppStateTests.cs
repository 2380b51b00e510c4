using System;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

public sealed class AppStateTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("blocking")]
    [InlineData("streaming")]
    public async Task An_app_that_is_not_published_runs_in_neither_mode(string mode)
    {
        await using var session = new StandInSession(new DifyTestServerOptions { AppState = AppState.Unpublished });
        using HttpResponseMessage run = await session.PostAsync(
            "workflows/run", new { inputs = new { }, user = "u", response_mode = mode });
        JObject problem = await StandInSession.ReadJsonAsync(run);

        Assert.Equal(HttpStatusCode.BadRequest, run.StatusCode);
        Assert.Equal(("invalid_param", "Workflow not published"), ((string?)problem["code"], (string?)problem["message"]));
        Assert.Empty(session.Server.Runs);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_app_that_is_not_published_has_a_name_and_no_form_or_version_or_speech()
    {
        await using var session =
            new StandInSession(new DifyTestServerOptions { AppState = AppState.Unpublished, HasSpeech = true });
        using HttpResponseMessage parameters = await session.GetAsync("parameters");
        using HttpResponseMessage byId =
            await session.PostAsync($"workflows/{session.Server.WorkflowId}/run", new { inputs = new { }, user = "u" });
        using HttpResponseMessage speech = await session.PostAsync("text-to-audio", new { text = "hi", user = "u" });

        Assert.Equal("workflow", (string?)(await session.GetJsonAsync("info"))["mode"]);
        Assert.Equal(HttpStatusCode.BadRequest, parameters.StatusCode);
        Assert.Equal("app_unavailable", (string?)(await StandInSession.ReadJsonAsync(parameters))["code"]);
        Assert.Equal(HttpStatusCode.NotFound, byId.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, speech.StatusCode);
        Assert.Equal(0, (int)(await session.GetJsonAsync("workflows/logs"))["total"]!);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("GET", "info")]
    [InlineData("GET", "site")]
    [InlineData("GET", "parameters")]
    [InlineData("GET", "workflows/logs")]
    [InlineData("POST", "workflows/run")]
    [InlineData("POST", "workflows/tasks/any/stop")]
    public async Task An_api_that_is_switched_off_forbids_everything_to_a_good_key(string method, string path)
    {
        await using var session = new StandInSession(new DifyTestServerOptions { AppState = AppState.ApiDisabled });
        using HttpResponseMessage forbidden = await AskAsync();
        session.Client.DefaultRequestHeaders.Authorization = null;
        using HttpResponseMessage unknown = await AskAsync();

        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal("forbidden", (string?)(await StandInSession.ReadJsonAsync(forbidden))["code"]);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);

        Task<HttpResponseMessage> AskAsync() =>
            session.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), session.Bound);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("unpublished", typeof(DifyInvalidRequestException))]
    [InlineData("api_disabled", typeof(DifyPermissionException))]
    public async Task A_script_says_so_too_and_the_client_tells_it(string state, Type expected)
    {
        await using var session =
            new StandInSession(new DifyTestServerOptions { Script = RunScript.Parse($$"""{ "app_state": "{{state}}" }""") });
        using var client = new DifyWorkflowClient(
            new DifyClientOptions { BaseAddress = session.Server.BaseAddress, ApiKey = session.Server.ApiKey });

        Exception? failure = await Record.ExceptionAsync(
            () => client.ExecuteWorkflowAsync(new WorkflowExecutionRequest { Inputs = [], User = "u" }, session.Bound));
        Assert.IsType(expected, failure);
    }
}
