using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Problems;

/// <summary>Whatever a server or a proxy puts into a failed answer: the status decides the exception, and what can be read is
/// read.</summary>
public sealed class ProblemBodyTests
{
    private static readonly Dictionary<string, (int Status, byte[] Body, string Code, string? Message, Type Exception)> Bodies = new()
    {
        ["whole"] = Row(
            400,
            """{"code":"not_workflow_app","message":"Wrong app.","status":400}""",
            "not_workflow_app",
            "Wrong app.",
            typeof(DifyInvalidRequestException)),
        ["spaces and line breaks"] = Row(
            400, "\r\n { \"code\" :\n\"invalid_param\" } \n", "invalid_param", null, typeof(DifyInvalidRequestException)),
        ["no code"] = Row(404, """{"message":"Not here.","status":404}""", "", "Not here.", typeof(DifyNotFoundException)),
        ["no status"] = Row(
            500,
            """{"code":"unknown","message":"Internal Server Error"}""",
            "unknown",
            "Internal Server Error",
            typeof(DifyServerException)),
        ["message null"] = Row(
            413, """{"code":"file_too_large","message":null,"status":413}""", "file_too_large", null, typeof(DifyInvalidRequestException)),
        ["message empty"] = Row(
            413, """{"code":"file_too_large","message":"","status":413}""", "file_too_large", null, typeof(DifyInvalidRequestException)),
        ["message object"] = Row(
            400,
            """{"code":"invalid_param","message":{"user":"missing"}}""",
            "invalid_param",
            """{"user":"missing"}""",
            typeof(DifyInvalidRequestException)),
        ["code null"] = Row(403, """{"code":null,"message":"No."}""", "", "No.", typeof(DifyPermissionException)),
        ["code of another kind"] = Row(403, """{"code":17,"message":"No."}""", "17", "No.", typeof(DifyPermissionException)),
        ["code nobody knows"] = Row(
            422, """{"code":"brand_new","message":"New."}""", "brand_new", "New.", typeof(DifyInvalidRequestException)),
        ["another status in the body"] = Row(
            401, """{"code":"unauthorized","message":"Who?","status":500}""", "unauthorized", "Who?", typeof(DifyAuthenticationException)),
        ["a status of another kind"] = Row(
            503, """{"code":"unknown","message":"m","status":{"a":1}}""", "unknown", "m", typeof(DifyServerException)),
        ["HTML"] = Row(502, "<html><body>Bad Gateway</body></html>", "", null, typeof(DifyServerException)),
        ["HTML for no route"] = Row(404, "<!doctype html><title>404 Not Found</title>", "", null, typeof(DifyNotFoundException)),
        ["plain text"] = Row(503, "upstream connect error", "", null, typeof(DifyServerException)),
        ["empty"] = Row(500, "", "", null, typeof(DifyServerException)),
        ["cut off"] = Row(400, """{"code":"invalid_param","mess""", "", null, typeof(DifyInvalidRequestException)),
        ["an array"] = Row(400, """[{"code":"invalid_param"}]""", "", null, typeof(DifyInvalidRequestException)),
        ["null"] = Row(400, "null", "", null, typeof(DifyInvalidRequestException)),
        ["a text"] = Row(400, "\"invalid_param\"", "", null, typeof(DifyInvalidRequestException)),
        ["something behind it"] = Row(400, """{"code":"invalid_param"} {}""", "", null, typeof(DifyInvalidRequestException)),
        ["byte order mark"] =
            (400, [0xEF, 0xBB, 0xBF, .. "{\"code\":\"invalid_param\"}"u8], "invalid_param", null, typeof(DifyInvalidRequestException)),
        ["not UTF-8"] = (400, [
            .. "{\"code\":\"invalid_param\",\"message\":\""u8, 0xFF, 0xFE, 0x80, .. "\"}"u8
        ], "invalid_param", "\uFFFD\uFFFD\uFFFD", typeof(DifyInvalidRequestException)),
        ["nothing but bytes"] = (500, [0x00, 0xFF, 0x80, 0x01], "", null, typeof(DifyServerException)),
        ["a megabyte of text"] = Row(500, new string('x', 1 << 20), "", null, typeof(DifyServerException)),
        ["very deep"] = Row(400, string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), "", null, typeof(DifyInvalidRequestException)),
        ["twice the same name"] = Row(
            400, """{"code":"bad_request","code":"invalid_param"}""", "invalid_param", null, typeof(DifyInvalidRequestException)),
    };

    public static TheoryData<string> Descriptions() => [.. Bodies.Keys];

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Descriptions))]
    public async Task The_failure_is_told_from_what_came(string description)
    {
        (int status, byte[] body, string code, string? message, Type type) = Bodies[description];
        using DifyWorkflowClient client = StubHandler.Always(status, "application/json", body)
            .CreateClient(options => options.Retry.MaxRetries = 0);

        DifyApiException failure = await Assert.ThrowsAnyAsync<DifyApiException>(
            () => client.StopWorkflowTaskGenerationAsync("task-1", Samples.Stop));

        Assert.Equal(type, failure.GetType());
        Assert.Equal(status, failure.StatusCode);
        Assert.Equal(status, failure.Problem!.Status);
        Assert.Equal(code, failure.Code.Value);
        Assert.Equal(message, failure.ServerMessage);
        Assert.Equal("stopWorkflowTaskGeneration", failure.Operation);
        string text = Encoding.UTF8.GetString(body.AsSpan(description == "byte order mark" ? 3 : 0));
        Assert.Equal(text.Length == 0 ? null : text, failure.ResponseBody);
        Assert.NotEqual(string.Empty, failure.Explain());
    }

    [Fact(Timeout = 30_000)]
    public async Task Members_beyond_the_usual_ones_are_kept()
    {
        byte[] body =
            """{"code":"plugin_runtime_error","message":"m","status":502,"details":{"request_id":"r-1"},"params":"user","errors":{"a":["b"]}}"""u8.ToArray();
        using DifyWorkflowClient client = StubHandler.Always(502, "application/json", body).CreateClient();

        DifyServerException failure = await Assert.ThrowsAsync<DifyServerException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Equal("r-1", (string?)failure.Problem!.Members["details"]["request_id"]);
        Assert.Equal("user", (string?)failure.Problem.Members["params"]);
        Assert.Equal("b", (string?)failure.Problem.Members["errors"]["a"]![0]);
        Assert.False(failure.IsTransient);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_body_that_breaks_off_leaves_the_status_and_what_came_before()
    {
        await using var server = WireServer.Start(
            WireScript.Request.Head(401, "Content-Type: application/json", "Content-Length: 500", "Connection: close")
                .Write("{\"code\":\"unauthorized\"")
                .Fin());
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });

        DifyAuthenticationException failure = await Assert.ThrowsAsync<DifyAuthenticationException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Equal("{\"code\":\"unauthorized\"", failure.ResponseBody);
        Assert.True(failure.Code.IsEmpty);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_longer_body_than_the_limit_is_cut()
    {
        await using var session = new ClientSession(options => options.MaxErrorBytes = 10);
        session.AnswerAll(403, "text/plain", "0123456789abcdef");

        DifyPermissionException failure = await Assert.ThrowsAsync<DifyPermissionException>(() => session.StopAsync());

        Assert.Equal("0123456789", failure.ResponseBody);
    }

    [Fact]
    public void A_body_can_be_read_without_a_client()
    {
        DifyProblem problem = DifyProblem.Parse(400, """{"code":"not_workflow_app","message":"m","status":400}""");

        Assert.Equal(DifyErrorCode.NotWorkflowApp, problem.Code);
        Assert.Equal("400 not_workflow_app", problem.ToString());
        Assert.Equal(503, DifyProblem.Parse(200, """{"status":"503"}""").Status);
        Assert.Equal("body", Assert.Throws<ArgumentNullException>(() => DifyProblem.Parse(400, null!)).ParamName);
    }

    private static (int Status, byte[] Body, string Code, string? Message, Type Exception) Row(
        int status, string body, string code, string? message, Type exception) =>
        (status, Encoding.UTF8.GetBytes(body), code, message, exception);
}
