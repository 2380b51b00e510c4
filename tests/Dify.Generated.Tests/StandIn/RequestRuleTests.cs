using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

/// <summary>Rules of a real server that its documents do not tell.</summary>
public sealed class RequestRuleTests
{
    [Theory(Timeout = 30_000)]
    [InlineData(1, "streaming", false)]
    [InlineData(1, "blocking", true)]
    [InlineData(2, "streaming", true)]
    public async Task A_streaming_run_takes_two_places_of_the_apps_limit(int limit, string mode, bool isTaken)
    {
        await using var session = new StandInSession(new DifyTestServerOptions { RunLimit = limit });
        using HttpResponseMessage response = await StartAsync(session, mode);

        Assert.Equal(isTaken ? 200 : 400, (int)response.StatusCode);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("streaming")]
    [InlineData("blocking")]
    public async Task One_run_more_than_the_app_may_have_is_refused_before_it_starts_until_another_has_ended(string mode)
    {
        await using var session = new StandInSession(new DifyTestServerOptions { RunLimit = 3 });
        var hold = new RunSignal();
        session.Server.OnRun(run => run.Started().Hold(hold).Finish());
        session.Server.OnRun(run => run.Started().Finish());
        using EventReader first = await session.StreamAsync();
        await first.UntilAsync("workflow_started");
        using HttpResponseMessage second = await StartAsync(session, "blocking");
        using HttpResponseMessage refused = await StartAsync(session, "streaming");
        JObject problem = await StandInSession.ReadJsonAsync(refused);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("application/json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Equal("invalid_param", (string?)problem["code"]);
        Assert.StartsWith("Too many requests. Please try again later.", (string?)problem["message"]);
        Assert.Equal(2, session.Server.Runs.Count);

        hold.Set();
        await session.Server.Runs[0].WaitForStatusAsync("succeeded", session.Bound);
        using HttpResponseMessage later = await StartAsync(session, mode);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(255, 200)]
    [InlineData(256, 500)]
    public async Task A_user_of_more_than_255_characters_trips_the_server_up(int length, int status)
    {
        await using var session = new StandInSession();
        string user = new('u', length);
        var form = new MultipartFormDataContent
        {
            { new StringContent(user), "user" },
            { new ByteArrayContent([1]) { Headers = { { "Content-Type", "text/plain" } } }, "file", "a.txt" },
        };
        using HttpResponseMessage run = await session.PostAsync("workflows/run", new { inputs = new { }, user });
        using HttpResponseMessage stop = await session.PostAsync("workflows/tasks/any/stop", new { user });
        using HttpResponseMessage upload = await session.Client.PostAsync("files/upload", form, session.Bound);
        using HttpResponseMessage events = await session.GetAsync($"workflow/{Guid.NewGuid()}/events?user={user}");

        Assert.Equal((status, status), ((int)run.StatusCode, (int)stop.StatusCode));
        Assert.Equal(status == 200 ? 201 : status, (int)upload.StatusCode);
        Assert.Equal(status == 200 ? 404 : status, (int)events.StatusCode);
        if (status == 500)
        {
            Assert.Equal("unknown", (string?)(await StandInSession.ReadJsonAsync(run))["code"]);
            Assert.Empty(session.Server.Runs);
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("\uFEFF{\"inputs\":{},\"user\":\"u\"}")]
    [InlineData("{\"inputs\":{},\"user\":\"u\",}")]
    [InlineData("{'inputs':{},'user':'u'}")]
    [InlineData("{\"inputs\":{},\"user\":\"u\"} // yes")]
    public async Task Json_that_only_lenient_readers_read_is_refused(string body)
    {
        await using var session = new StandInSession();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { { "Content-Type", "application/json" } } };
        using HttpResponseMessage response = await session.Client.PostAsync("workflows/run", content, session.Bound);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("bad_request", (string?)(await StandInSession.ReadJsonAsync(response))["code"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Of_members_with_one_name_the_last_one_counts()
    {
        await using var session = new StandInSession();
        using HttpResponseMessage response = await session.PostAsync("workflows/run", "{\"inputs\":{},\"user\":\"a\",\"user\":\"b\"}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("b", session.Server.Runs[0].User);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("/v1//info?a=1", "/v1/info?a=1")]
    [InlineData("//v1/info", "/v1/info")]
    [InlineData("/v1/workflows//logs", "/v1/workflows/logs")]
    public async Task Doubled_slashes_are_sent_to_the_address_without_them(string target, string location)
    {
        await using var session = new StandInSession();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Authorization = session.Client.DefaultRequestHeaders.Authorization;
        string origin = session.Server.BaseAddress.GetLeftPart(UriPartial.Authority);
        using HttpResponseMessage response = await client.GetAsync(new Uri(origin + target), session.Bound);

        Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
        Assert.Equal(origin + location, response.Headers.Location!.OriginalString);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("info/")]
    [InlineData("workflows/logs/")]
    public async Task A_trailing_slash_is_another_path_and_leads_nowhere(string path)
    {
        await using var session = new StandInSession();
        using HttpResponseMessage response = await session.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_may_only_be_used_by_the_user_who_sent_it()
    {
        await using var session = new StandInSession(new DifyTestServerOptions { Inputs = [new AppInput("doc", "file")] });
        var form = new MultipartFormDataContent
        {
            { new StringContent("ann"), "user" },
            { new ByteArrayContent([1]) { Headers = { { "Content-Type", "text/plain" } } }, "file", "a.txt" },
        };
        using HttpResponseMessage upload = await session.Client.PostAsync("files/upload", form, session.Bound);
        string id = (string)(await StandInSession.ReadJsonAsync(upload))["id"]!;
        var inputs = new { doc = new { type = "document", transfer_method = "local_file", upload_file_id = id } };

        using HttpResponseMessage own = await session.PostAsync("workflows/run", new { inputs, user = "ann" });
        using HttpResponseMessage foreign = await session.PostAsync("workflows/run", new { inputs, user = "bob" });
        using EventReader streamed = await session.StreamAsync(inputs, user: "bob");
        JObject problem = await StandInSession.ReadJsonAsync(foreign);

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        Assert.Equal(("invalid_param", "Invalid upload file"), ((string?)problem["code"], (string?)problem["message"]));
        Assert.Equal("Invalid upload file", (string?)(await streamed.UntilAsync("error"))["message"]);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("1.14.2", false)]
    [InlineData(DifyTestServerOptions.NewestServerVersion, true)]
    public async Task Newer_servers_tell_a_placeholder_with_the_site(string version, bool isTold)
    {
        await using var session = new StandInSession(new DifyTestServerOptions { ServerVersion = version });

        Assert.Equal(isTold, (await session.GetJsonAsync("site")).ContainsKey("input_placeholder"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("authorization,content-type", "authorization, content-type")]
    [InlineData("authorization, x-mine", "authorization")]
    [InlineData(null, null)]
    public async Task A_browser_is_told_what_it_may_send(string? asked, string? allowed)
    {
        await using var session = new StandInSession();
        var request = new HttpRequestMessage(HttpMethod.Options, "workflows/run");
        request.Headers.Add("Origin", "https://app.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        if (asked is not null)
        {
            request.Headers.Add("Access-Control-Request-Headers", asked);
        }

        session.Client.DefaultRequestHeaders.Authorization = null;
        using HttpResponseMessage preflight = await session.Client.SendAsync(request, session.Bound);

        Assert.Equal(HttpStatusCode.OK, preflight.StatusCode);
        Assert.Equal("*", preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("POST", preflight.Headers.GetValues("Access-Control-Allow-Methods").Single());
        Assert.Equal(allowed, preflight.Headers.TryGetValues("Access-Control-Allow-Headers", out var headers) ? headers.Single() : null);
        Assert.Empty(Assert.Single(session.Server.Requests).Problems);
    }

    private static Task<HttpResponseMessage> StartAsync(StandInSession session, string mode) =>
        session.PostAsync("workflows/run", new { inputs = new { }, user = "u", response_mode = mode });
}
