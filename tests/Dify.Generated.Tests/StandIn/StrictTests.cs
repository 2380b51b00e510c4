using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Channels;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

/// <summary>What the documents do not allow and a real server takes no notice of: served with a finding, or refused.</summary>
public sealed class StrictTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("parameters?user=u", "query user: getWorkflowAppParameters has no such parameter.")]
    [InlineData("meta?user=u", "query user: getWorkflowAppMeta has no such parameter.")]
    [InlineData("info?%C3%BC%0d%0aSet-Cookie:x", "query ???Set-Cookie:x: getWorkflowAppInfo has no such parameter.")]
    public async Task A_lenient_server_serves_it_and_names_it_in_a_header(string path, string finding)
    {
        await using var session = new StandInSession(new DifyTestServerOptions { Strict = false });
        using HttpResponseMessage response = await session.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(finding, response.Headers.GetValues("X-Stand-In-Finding").Single());
        Assert.Single(session.Server.Requests[0].Problems);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_strict_server_refuses_it_and_a_request_that_is_right_has_no_finding()
    {
        await using var session = new StandInSession();
        using HttpResponseMessage refused = await session.GetAsync("parameters?user=u");
        using HttpResponseMessage right = await session.GetAsync("parameters");

        Assert.Equal("stand_in_contract", (string?)(await StandInSession.ReadJsonAsync(refused))["code"]);
        Assert.True(refused.Headers.Contains("X-Stand-In-Finding"));
        Assert.False(right.Headers.Contains("X-Stand-In-Finding"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("{\"inputs\":{},\"user\":\"u\",\"conversation_id\":\"\"}")]
    [InlineData("{\"inputs\":{},\"user\":\"u\",\"query\":\"q\",\"auto_generate_name\":true}")]
    public async Task Members_of_other_apps_start_a_run_on_a_lenient_server(string body)
    {
        await using var session = new StandInSession(new DifyTestServerOptions { Strict = false });
        using HttpResponseMessage response = await session.PostAsync("workflows/run", body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(session.Server.Runs);
        Assert.NotEmpty(session.Server.Requests[0].Problems);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_form_part_that_nobody_knows_is_overlooked_by_a_lenient_server()
    {
        await using var session = new StandInSession(new DifyTestServerOptions { Strict = false });
        var form = new MultipartFormDataContent
        {
            { new StringContent("u"), "user" },
            { new StringContent("document"), "type" },
            { new ByteArrayContent([1]) { Headers = { { "Content-Type", "text/plain" } } }, "file", "a.txt" },
        };
        using HttpResponseMessage response = await session.Client.PostAsync("files/upload", form, session.Bound);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("form type: there is no such part.", response.Headers.GetValues("X-Stand-In-Finding").Single());
    }

    [Fact(Timeout = 30_000)]
    public async Task Every_answer_is_told_with_its_status_and_a_cut_one_without()
    {
        await using var session = new StandInSession(new DifyTestServerOptions { Strict = false });
        var told = Channel.CreateUnbounded<string>();
        session.Server.Answered += request => told.Writer.TryWrite($"{request} {request.Status} {request.Problems.Count}");
        session.Server.RespondOnce("GET", "/site", TestReply.Cut());
        (await session.GetAsync("info?a=1")).Dispose();
        Assert.Equal("GET /v1/info?a=1 200 1", await told.Reader.ReadAsync(session.Bound));
        (await session.GetAsync("nowhere")).Dispose();
        Assert.Equal("GET /v1/nowhere 404 1", await told.Reader.ReadAsync(session.Bound));
        await Assert.ThrowsAsync<HttpRequestException>(() => session.GetAsync("site"));
        Assert.Equal("GET /v1/site  0", await told.Reader.ReadAsync(session.Bound));

        // A stream is told of when it begins.
        session.Server.OnRun(run => run.Started().WaitForStop());
        using EventReader events = await session.StreamAsync();
        Assert.Equal("POST /v1/workflows/run 200 0", await told.Reader.ReadAsync(session.Bound));
        Assert.False(told.Reader.TryRead(out _));
        Assert.Equal([200, 404, null, 200], session.Server.Requests.Select(request => request.Status));
    }
}
