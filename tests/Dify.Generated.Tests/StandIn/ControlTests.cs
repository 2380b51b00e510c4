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

/// <summary>What tests in other languages ask of the stand-in itself.</summary>
public sealed class ControlTests
{
    [Fact(Timeout = 30_000)]
    public async Task The_requests_can_be_read_and_forgotten()
    {
        await using var session = new StandInSession(new DifyTestServerOptions { Strict = false });
        using HttpResponseMessage run = await session.PostAsync("workflows/run?x=1", new { inputs = new { a = 1 }, user = "u" });
        var form = new MultipartFormDataContent
        {
            { new StringContent("ann"), "user" },
            { new ByteArrayContent([1, 2]) { Headers = { { "Content-Type", "text/plain" } } }, "file", "a.txt" },
        };
        using HttpResponseMessage upload = await session.Client.PostAsync("files/upload", form, session.Bound);
        JArray requests = JArray.Parse(await ReadAsync(session, "requests"));

        Assert.Equal(2, requests.Count);
        Assert.Equal(("POST", "/workflows/run"), ((string?)requests[0]["method"], (string?)requests[0]["path"]));
        Assert.Equal(200, (int)requests[0]["status"]!);
        Assert.Equal(1, (int)requests[0]["json"]!["inputs"]!["a"]!);
        Assert.Equal("1", (string?)requests[0]["query"]!["x"]![0]);
        Assert.StartsWith("query x:", (string?)requests[0]["findings"]![0]);
        Assert.Equal(["user", "file"], requests[1]["parts"]!.Select(part => (string?)part["name"]));
        Assert.Equal("ann", (string?)requests[1]["parts"]![0]!["text"]);
        Assert.Equal(2, (int)requests[1]["parts"]![1]!["size"]!);

        await SendAsync(session, HttpMethod.Delete, "requests", HttpStatusCode.NoContent);
        Assert.Empty(JArray.Parse(await ReadAsync(session, "requests")));
        Assert.Single(session.Server.Runs);
    }

    [Fact(Timeout = 30_000)]
    public async Task Uploads_and_runs_can_be_read_back_and_all_is_forgotten()
    {
        await using var session = new StandInSession();
        using EventReader events = await session.StreamAsync(new { topic = "tea" }, user: "ann");
        await events.NamesToEndAsync();
        var form = new MultipartFormDataContent
        {
            { new StringContent("ann"), "user" },
            { new ByteArrayContent("héllo"u8.ToArray()) { Headers = { { "Content-Type", "text/plain" } } }, "file", "a.txt" },
        };
        (await session.Client.PostAsync("files/upload", form, session.Bound)).Dispose();
        JToken run = JArray.Parse(await ReadAsync(session, "runs"))[0];
        JToken file = JArray.Parse(await ReadAsync(session, "files"))[0];

        Assert.Equal(("succeeded", "ann", "tea"), ((string?)run["status"], (string?)run["user"], (string?)run["inputs"]!["topic"]));
        Assert.Equal(("a.txt", "text/plain", "ann"), ((string?)file["name"], (string?)file["content_type"], (string?)file["user"]));
        Assert.Equal("héllo", await session.Client.GetStringAsync(new Uri((string)file["content"]!, UriKind.Relative), session.Bound));
        UploadedFile upload = Assert.Single(session.Server.Uploads);
        Assert.Equal(("a.txt", "ann"), (upload.Name, upload.User));

        await SendAsync(session, HttpMethod.Delete, "", HttpStatusCode.NoContent);
        JObject overview = JObject.Parse(await ReadAsync(session, ""));
        Assert.Equal((0, 0, 0), ((int)overview["requests"]!, (int)overview["runs"]!, (int)overview["files"]!));
        Assert.Equal((string?)run["workflow_id"], (string?)overview["workflow_id"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Another_script_can_be_put_and_taken_back()
    {
        RunScript first = RunScript.Parse("""{ "info": { "name": "first" } }""");
        await using var session = new StandInSession(new DifyTestServerOptions { Script = first });
        await SendAsync(session, HttpMethod.Put, "script", HttpStatusCode.NoContent, """{ "info": { "name": "second" } }""");
        string? second = (string?)(await session.GetJsonAsync("info"))["name"];
        string refusal = await SendAsync(session, HttpMethod.Put, "script", HttpStatusCode.BadRequest, "{\n\"infos\": {} }");
        string? still = (string?)(await session.GetJsonAsync("info"))["name"];
        await SendAsync(session, HttpMethod.Delete, "script", HttpStatusCode.NoContent);

        Assert.Equal(("second", "second"), (second, still));
        Assert.Equal("script_unusable", (string?)JObject.Parse(refusal)["code"]);
        Assert.StartsWith("script(2,8): infos: there is no such member", (string?)JObject.Parse(refusal)["message"]);
        Assert.Equal("first", (string?)(await session.GetJsonAsync("info"))["name"]);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("POST", "requests")]
    [InlineData("GET", "nothing")]
    [InlineData("OPTIONS", "script")]
    [InlineData("GET", "files/none")]
    public async Task Anything_else_is_not_found_and_a_page_of_another_origin_is_given_no_leave(string method, string path)
    {
        await using var session = new StandInSession();
        using HttpResponseMessage response =
            await session.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/__dify/" + path), session.Bound);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Empty(session.Server.Requests);
    }

    private static Task<string> ReadAsync(StandInSession session, string path) =>
        SendAsync(session, HttpMethod.Get, path, HttpStatusCode.OK);

    private static async Task<string> SendAsync(
        StandInSession session, HttpMethod method, string path, HttpStatusCode expected, string? body = null)
    {
        var request = new HttpRequestMessage(method, "/__dify/" + path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using HttpResponseMessage response = await session.Client.SendAsync(request, session.Bound);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadAsStringAsync(session.Bound);
    }
}
