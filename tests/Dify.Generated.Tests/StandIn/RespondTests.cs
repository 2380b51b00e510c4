using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

public sealed class RespondTests
{
    [Fact(Timeout = 30_000)]
    public async Task An_answer_of_the_tests_own_replaces_the_servers()
    {
        await using var session = new StandInSession();
        session.Server.Respond("GET", "/info", 200, "{\"name\": broken");
        session.Server.Respond("GET", "/workflows/run/{workflow_run_id}", TestReply.Html(504).WithHeader("Retry-After", "7"));
        using HttpResponseMessage info = await session.GetAsync("info");
        using HttpResponseMessage detail = await session.GetAsync("workflows/run/any");
        session.Server.ClearResponses();
        using HttpResponseMessage again = await session.GetAsync("info");

        Assert.Equal("{\"name\": broken", await info.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.GatewayTimeout, detail.StatusCode);
        Assert.Equal("text/html", detail.Content.Headers.ContentType!.MediaType);
        Assert.Equal("7", detail.Headers.GetValues("Retry-After").Single());
        Assert.Equal("Stand-in workflow", (string?)(await StandInSession.ReadJsonAsync(again))["name"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Answers_for_one_time_are_used_in_turn_before_the_lasting_one()
    {
        await using var session = new StandInSession();
        session.Server.RespondOnce("POST", "/workflows/run", TestReply.Problem(429, "too_many_requests", "Wait."));
        session.Server.RespondOnce("POST", "/workflows/run", 503, "{}");
        session.Server.Respond("POST", "/workflows/run", TestReply.Json(418, new { tea = true }));
        int[] statuses = new int[3];
        for (int index = 0; index < statuses.Length; index++)
        {
            using HttpResponseMessage response = await session.PostAsync("workflows/run", new { inputs = new { }, user = "u" });
            statuses[index] = (int)response.StatusCode;
        }

        Assert.Equal([429, 503, 418], statuses);
        Assert.Empty(session.Server.Runs);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_connection_can_be_cut_instead_of_answered()
    {
        await using var session = new StandInSession();
        session.Server.RespondOnce("GET", "/info", TestReply.Cut());

        await Assert.ThrowsAsync<HttpRequestException>(() => session.GetAsync("info"));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_silent_answer_lasts_until_the_server_is_disposed()
    {
        var session = new StandInSession();
        session.Server.Respond("GET", "/info", TestReply.Silence());
        Task<HttpResponseMessage> waiting = session.GetAsync("info");
        await session.Server.WaitForRequestAsync(request => request.Path == "/info", session.Bound);
        Assert.False(waiting.IsCompleted);

        await session.Server.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => waiting);
        await session.DisposeAsync();
    }

    [Fact(Timeout = 30_000)]
    public async Task A_mapping_of_wiremock_comes_first_and_is_recorded()
    {
        await using var session = new StandInSession();
        session.Server.WireMock
            .Given(Request.Create().WithPath("/v1/info").UsingGet())
            .RespondWith(Response.Create().WithStatusCode(299).WithBody("mine"));
        using HttpResponseMessage response = await session.GetAsync("info");

        Assert.Equal(299, (int)response.StatusCode);
        Assert.Equal("mine", await response.Content.ReadAsStringAsync());
        Assert.Equal("getWorkflowAppInfo", Assert.Single(session.Server.Requests).Operation);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_request_is_recorded_as_it_came()
    {
        await using var session = new StandInSession();
        session.Client.DefaultRequestHeaders.Add("X-Mine", "1");
        (await session.PostAsync("workflows/tasks/a%20b/stop?q=%C3%BC", "{\"user\":\"ü\"}")).Dispose();
        RecordedRequest request = Assert.Single(session.Server.Requests);

        Assert.Equal("POST", request.Method);
        Assert.Equal("/v1/workflows/tasks/a%20b/stop?q=%C3%BC", request.Target);
        Assert.Equal("/workflows/tasks/a%20b/stop", request.Path);
        Assert.Equal("ü", request.Query["q"].Single());
        Assert.Equal("1", request.Header("x-mine"));
        Assert.Equal("{\"user\":\"ü\"}", request.BodyText);
        Assert.Equal("stopWorkflowTaskGeneration", request.Operation);
    }
}
