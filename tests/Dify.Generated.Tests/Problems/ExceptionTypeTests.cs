using System;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.Problems;

/// <summary>Each status and code becomes the exception that callers catch, and says whether a later try makes sense.</summary>
public sealed class ExceptionTypeTests
{
    [Theory(Timeout = 30_000)]
    [InlineData(400, "invalid_param", typeof(DifyInvalidRequestException), false)]
    [InlineData(401, "unauthorized", typeof(DifyAuthenticationException), false)]
    [InlineData(403, "forbidden", typeof(DifyPermissionException), false)]
    [InlineData(404, "not_found", typeof(DifyNotFoundException), false)]
    [InlineData(405, "method_not_allowed", typeof(DifyInvalidRequestException), false)]
    [InlineData(408, "", typeof(DifyInvalidRequestException), true)]
    [InlineData(409, "", typeof(DifyInvalidRequestException), false)]
    [InlineData(412, "human_input_form_submitted", typeof(DifyInvalidRequestException), false)]
    [InlineData(413, "file_too_large", typeof(DifyInvalidRequestException), false)]
    [InlineData(415, "unsupported_file_type", typeof(DifyInvalidRequestException), false)]
    [InlineData(429, "too_many_requests", typeof(DifyRateLimitException), true)]
    [InlineData(429, "rate_limit_error", typeof(DifyRateLimitException), false)]
    [InlineData(429, "", typeof(DifyRateLimitException), true)]
    [InlineData(500, "internal_server_error", typeof(DifyServerException), true)]
    [InlineData(500, "unknown", typeof(DifyServerException), true)]
    [InlineData(501, "", typeof(DifyServerException), false)]
    [InlineData(502, "plugin_runtime_error", typeof(DifyServerException), false)]
    [InlineData(502, "", typeof(DifyServerException), true)]
    [InlineData(503, "", typeof(DifyServerException), true)]
    [InlineData(504, "", typeof(DifyServerException), true)]
    [InlineData(524, "", typeof(DifyServerException), true)]
    public async Task A_status_has_its_exception(int status, string code, Type type, bool isTransient)
    {
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(status, code)));
        using DifyWorkflowClient client = handler.CreateClient(options => options.Retry.MaxRetries = 0);

        DifyApiException failure = await Assert.ThrowsAnyAsync<DifyApiException>(
            () => client.StopWorkflowTaskGenerationAsync("task-1", Samples.Stop));

        Assert.Equal(type, failure.GetType());
        Assert.Equal(isTransient, failure.IsTransient);
        Assert.Equal(new DifyErrorCode(code), failure.Code);
        Assert.Contains(code, failure.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(429, "too_many_requests", "any", RateLimitKind.Concurrency)]
    [InlineData(400, "too_many_requests", "any", RateLimitKind.Concurrency)]
    [InlineData(400, "invalid_param", "Too many requests. Please try again later.", RateLimitKind.Concurrency)]
    [InlineData(400, "invalid_param", "too many requests. The current maximum is 1.", RateLimitKind.Concurrency)]
    [InlineData(500, "", "Too many requests. Please try again later.", RateLimitKind.Concurrency)]
    [InlineData(429, "", "Too many requests.", RateLimitKind.Unknown)]
    [InlineData(429, "rate_limit_error", "any", RateLimitKind.Quota)]
    [InlineData(429, "another", "Too many requests.", RateLimitKind.Unknown)]
    public async Task What_ran_out_is_told(int status, string code, string message, RateLimitKind kind)
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""{"code":"{{code}}","message":"{{message}}","status":{{status}}}""");
        using DifyWorkflowClient client = StubHandler.Always(status, "application/json", body)
            .CreateClient(options => options.Retry.MaxRetries = 0);

        DifyRateLimitException failure = await Assert.ThrowsAsync<DifyRateLimitException>(() => client.ExecuteWorkflowAsync(Samples.Run()));

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(kind != RateLimitKind.Quota, failure.IsTransient);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_invalid_parameter_that_only_speaks_of_requests_is_no_rate_limit()
    {
        byte[] body = """{"code":"invalid_param","message":"user: Too many requests. are not allowed here","status":400}"""u8.ToArray();
        using DifyWorkflowClient client = StubHandler.Always(400, "application/json", body).CreateClient();

        await Assert.ThrowsAsync<DifyInvalidRequestException>(() => client.ExecuteWorkflowAsync(Samples.Run()));
    }

    [Fact]
    public void Codes_compare_by_their_word()
    {
        Assert.True(DifyErrorCode.NotWorkflowApp == "not_workflow_app");
        Assert.True(DifyErrorCode.NotWorkflowApp == new DifyErrorCode("not_workflow_app"));
        Assert.True(DifyErrorCode.NotWorkflowApp != new DifyErrorCode("Not_Workflow_App"));
        Assert.Equal(DifyErrorCode.NotWorkflowApp.GetHashCode(), new DifyErrorCode("not_workflow_app").GetHashCode());
        Assert.True(default(DifyErrorCode).IsEmpty);
        Assert.Equal(default, new DifyErrorCode(string.Empty));
        Assert.Equal("not_workflow_app", DifyErrorCode.NotWorkflowApp.ToString());
    }
}
