using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

public sealed class RefusalTests
{
    [Theory(Timeout = 30_000)]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Basic app-test")]
    [InlineData("Bearer app-other")]
    [InlineData("Bearer APP-TEST")]
    public async Task A_bad_key_is_a_401_with_a_challenge(string? authorization)
    {
        await using var session = new StandInSession();
        session.Client.DefaultRequestHeaders.Authorization = null;
        if (authorization is not null)
        {
            session.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        }

        using HttpResponseMessage response = await session.GetAsync("info");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer realm=\"api\"", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal("unauthorized", (string?)(await StandInSession.ReadJsonAsync(response))["code"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_scheme_may_be_in_any_case_and_every_answer_names_the_version()
    {
        await using var session = new StandInSession(new DifyTestServerOptions { ServerVersion = "1.2.3" });
        session.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("bEaReR", session.Server.ApiKey);
        using HttpResponseMessage response = await session.GetAsync("info");
        using HttpResponseMessage missing = await session.GetAsync("nowhere");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("1.2.3", response.Headers.GetValues("X-Version").Single());
        Assert.Equal("1.2.3", missing.Headers.GetValues("X-Version").Single());
        Assert.True(missing.Headers.Contains("X-Env"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("nowhere")]
    [InlineData("info/")]
    [InlineData("workflows/tasks//stop")]
    [InlineData("workflows/run/a%2Fb")]
    [InlineData("end-users/not-a-uuid")]
    [InlineData("/info")]
    [InlineData("/v2/info")]
    public async Task A_path_that_leads_nowhere_is_an_html_404(string path)
    {
        await using var session = new StandInSession();
        using HttpResponseMessage response = await session.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("/v1/workflows/tasks/../stop")]
    [InlineData("/v1/workflows/tasks/%2e%2e/stop")]
    [InlineData("/v1/workflows/tasks/./stop")]
    public async Task Dot_segments_lead_where_they_lead_on_every_server(string target)
    {
        await using var session = new StandInSession();
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", session.Server.BaseAddress.Port, session.Bound);
        string request =
            $"POST {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer app-test\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), session.Bound);
        using var reader = new StreamReader(client.GetStream());

        Assert.StartsWith("HTTP/1.1 404 ", await reader.ReadToEndAsync(session.Bound));
        Assert.Equal(target, session.Server.Requests[0].Target);
        Assert.Null(session.Server.Requests[0].Operation);
    }

    [Fact(Timeout = 30_000)]
    public async Task Another_method_is_a_405()
    {
        await using var session = new StandInSession();
        using HttpResponseMessage response = await session.GetAsync("workflows/run");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("method_not_allowed", (string?)(await StandInSession.ReadJsonAsync(response))["code"]);
        Assert.Contains("POST", Assert.Single(session.Server.Requests[0].Problems));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("text/plain", "{}", 415, "unsupported_media_type")]
    [InlineData("application/json", "", 400, "bad_request")]
    [InlineData("application/json", "{", 400, "bad_request")]
    [InlineData("application/json", "null", 500, "unknown")]
    [InlineData("application/json", "[]", 500, "unknown")]
    [InlineData("application/json", "{\"inputs\":{}}", 400, "invalid_param")]
    [InlineData("application/json", "{\"inputs\":{},\"user\":0}", 400, "invalid_param")]
    [InlineData("application/json", "{\"inputs\":{},\"user\":\"\"}", 400, "invalid_param")]
    [InlineData("application/json", "{\"user\":\"u\"}", 400, "invalid_param")]
    [InlineData("application/json", "{\"inputs\":[],\"user\":\"u\"}", 400, "invalid_param")]
    [InlineData("application/json", "{\"inputs\":{},\"user\":\"u\",\"response_mode\":\"later\"}", 400, "invalid_param")]
    [InlineData("application/json", "{\"inputs\":{},\"user\":\"u\",\"files\":[{\"type\":\"image\"}]}", 400, "invalid_param")]
    public async Task A_bad_body_is_refused_as_a_real_server_refuses_it(string mediaType, string body, int status, string code)
    {
        await using var session = new StandInSession();
        using HttpResponseMessage response = await session.Client.PostAsync(
            "workflows/run", new StringContent(body, Encoding.UTF8, mediaType), session.Bound);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (string?)(await StandInSession.ReadJsonAsync(response))["code"]);
        Assert.Empty(session.Server.Runs);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("workflows/run", "{\"inputs\":{},\"user\":\"u\",\"respose_mode\":\"streaming\"}", "body.respose_mode")]
    [InlineData("workflows/run", "{\"inputs\":{},\"user\":7}", "body.user")]
    [InlineData(
        "workflows/run",
        "{\"inputs\":{},\"user\":\"u\",\"files\":[{\"type\":\"image\",\"transfer_method\":\"local_file\",\"id\":\"x\"}]}",
        "body.files[0].id")]
    [InlineData("workflows/run?trace=1", "{\"inputs\":{},\"user\":\"u\"}", "query trace")]
    public async Task What_a_real_server_would_overlook_is_refused_by_name(string path, string body, string place)
    {
        await using var session = new StandInSession();
        using HttpResponseMessage response = await session.PostAsync(path, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JObject problem = await StandInSession.ReadJsonAsync(response);
        Assert.Equal("stand_in_contract", (string?)problem["code"]);
        Assert.StartsWith(place, (string?)problem["message"]);
        Assert.StartsWith(place, Assert.Single(session.Server.Requests[0].Problems));
        Assert.Empty(session.Server.Runs);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_lenient_server_answers_like_a_real_one_and_still_records_the_problem()
    {
        await using var session = new StandInSession(new DifyTestServerOptions { Strict = false });
        using HttpResponseMessage response = await session.PostAsync("workflows/run?x=1", "{\"inputs\":{},\"user\":7,\"more\":true}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("7", session.Server.Runs[0].User);
        Assert.Equal(3, session.Server.Requests[0].Problems.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_lenient_server_still_refuses_what_a_real_one_refuses()
    {
        await using var session = new StandInSession(new DifyTestServerOptions { Strict = false });
        using HttpResponseMessage response = await session.PostAsync(
            "workflows/run", "{\"inputs\":{},\"user\":\"u\",\"files\":[{\"type\":\"image\"}]}");

        Assert.Equal("invalid_param", (string?)(await StandInSession.ReadJsonAsync(response))["code"]);
        Assert.Contains("transfer_method", Assert.Single(session.Server.Requests[0].Problems));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("workflows/logs?status=paused")]
    [InlineData("workflows/logs?page=0")]
    [InlineData("workflows/logs?limit=101")]
    [InlineData("workflows/logs?limit=many")]
    [InlineData("workflows/logs?created_at__after=yesterday")]
    [InlineData("workflows/logs?created_by_account=a%40b.c")]
    public async Task A_bad_filter_is_refused(string path)
    {
        await using var session = new StandInSession();
        using HttpResponseMessage response = await session.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_param", (string?)(await StandInSession.ReadJsonAsync(response))["code"]);
    }
}
