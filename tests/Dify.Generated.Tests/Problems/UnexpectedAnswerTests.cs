using System;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.Problems;

/// <summary>An answer with a status of success that is not what the operation answers: never taken for success.</summary>
public sealed class UnexpectedAnswerTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("a login page", 200, "text/html", "<html><body>Sign in</body></html>")]
    [InlineData("a page that calls itself JSON", 200, "application/json", "<html></html>")]
    [InlineData("plain text", 200, "text/plain", "ok")]
    [InlineData("no body", 204, null, "")]
    [InlineData("no body with a type", 200, "application/json", "")]
    [InlineData("null", 200, "application/json", "null")]
    [InlineData("an array", 200, "application/json", "[]")]
    [InlineData("a text", 200, "application/json", "\"success\"")]
    [InlineData("a number", 200, "application/json", "42")]
    [InlineData("cut off", 200, "application/json", "{\"result\":\"succ")]
    [InlineData("something behind it", 200, "application/json", "{\"result\":\"success\"}{}")]
    [InlineData("a member of another shape", 200, "application/json", "{\"result\":{\"a\":[1]}}")]
    [InlineData("an event stream", 200, "text/event-stream", "data: {}\n\n")]
    public async Task It_is_a_protocol_failure(string description, int status, string? contentType, string body)
    {
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Answer(status, contentType, Encoding.UTF8.GetBytes(body))));
        using DifyWorkflowClient client = handler.CreateClient();

        DifyProtocolException failure = await Assert.ThrowsAsync<DifyProtocolException>(
            () => client.StopWorkflowTaskGenerationAsync("task-1", Samples.Stop));

        Assert.Equal(status, failure.StatusCode);
        Assert.False(failure.IsTransient, description);
        Assert.Contains("stopWorkflowTaskGeneration", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, handler.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_problem_behind_status_200_is_the_failure_that_it_says()
    {
        using DifyWorkflowClient client = StubHandler.Json("""{"code":"unauthorized","message":"Access token is invalid","status":401}""")
            .CreateClient();

        DifyAuthenticationException failure = await Assert.ThrowsAsync<DifyAuthenticationException>(
            () => client.StopWorkflowTaskGenerationAsync("task-1", Samples.Stop));

        Assert.Equal(DifyErrorCode.Unauthorized, failure.Code);
        Assert.Equal(200, failure.StatusCode);
        Assert.Equal("Access token is invalid", failure.ServerMessage);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_answer_that_only_speaks_of_a_problem_is_none()
    {
        using DifyWorkflowClient client = StubHandler.Json(
            """{"id":"r","status":"failed","error":"e","outputs":{"code":"unauthorized","message":"m","status":401}}""").CreateClient();

        WorkflowRunDetailResponse detail = await client.GetWorkflowRunDetailAsync(SampleId.Run);

        Assert.Equal(WorkflowRunStatus.Failed, detail.Status);
        Assert.Equal(401, (int?)detail.Outputs!["status"]);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    [InlineData("application/problem+json")]
    [InlineData(null)]
    public async Task Json_is_taken_by_any_of_its_names(string? contentType)
    {
        var handler = new StubHandler(
            (_, _) => Task.FromResult(StubHandler.Answer(200, contentType, "{\"result\":\"success\"}"u8.ToArray())));
        using DifyWorkflowClient client = handler.CreateClient();

        Assert.Equal("success", (await client.StopWorkflowTaskGenerationAsync("task-1", Samples.Stop)).Result);
    }
}
