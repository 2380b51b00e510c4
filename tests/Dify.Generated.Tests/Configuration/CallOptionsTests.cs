using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dify.Generated.Tests.Configuration;

/// <summary>One call with options of its own, and a look at its answer as it came.</summary>
public sealed class CallOptionsTests
{
    private const string Json = """{"name":"app","unknown":1.10}""";

    [Fact(Timeout = 30_000)]
    public async Task One_call_has_a_header_and_no_retries_and_the_client_keeps_its_own()
    {
        var headers = new List<bool>();
        var handler = new StubHandler((request, _) =>
        {
            headers.Add(request.Headers.TryGetValues("X-Tenant", out IEnumerable<string>? values) && values.Single() == "seven");
            return Task.FromResult(StubHandler.Problem(503, "unknown"));
        });
        using DifyWorkflowClient client = handler.CreateClient(options => new ScriptedClock().Use(options));
        IDifyWorkflowClient other = client.WithOptions(options =>
        {
            options.Headers["X-Tenant"] = "seven";
            options.Retry.MaxRetries = 0;
        });

        await Assert.ThrowsAsync<DifyServerException>(() => other.GetWorkflowAppInfoAsync());
        await Assert.ThrowsAsync<DifyServerException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Equal([true, false, false, false], headers);
    }

    [Fact(Timeout = 30_000)]
    public async Task One_call_has_a_timeout_of_its_own()
    {
        var clock = new FakeTimeProvider();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new StubHandler(async (_, token) =>
        {
            arrived.TrySetResult();
            await Task.Delay(System.Threading.Timeout.Infinite, token);
            throw new InvalidOperationException();
        });
        using DifyWorkflowClient client = handler.CreateClient(options => options.TimeProvider = clock);

        Task call = client.WithOptions(options => options.Timeout = TimeSpan.FromSeconds(3)).GetWorkflowAppInfoAsync();
        await arrived.Task;
        clock.Advance(TimeSpan.FromSeconds(4));

        await Assert.ThrowsAsync<DifyTimeoutException>(() => call);
    }

    [Fact]
    public void A_wrong_option_is_named()
    {
        using DifyWorkflowClient client = StubHandler.Json(Json).CreateClient();

        Assert.Contains("Timeout", Assert.Throws<ArgumentException>(() => client.WithOptions(options => options.Timeout = TimeSpan.Zero))
            .Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => client.WithOptions(null!));
    }

    [Theory]
    [InlineData("Authorization", "Bearer other")]
    [InlineData("content-type", "text/plain")]
    [InlineData("X-A", "line\r\nbreak")]
    [InlineData("X A", "canary")]
    [InlineData("", "canary")]
    [InlineData("X-A", "日本")]
    [InlineData("If-Modified-Since", "canary")]
    [InlineData("Expires", "canary")]
    public void A_header_that_would_change_the_meaning_of_a_request_is_refused_and_its_value_not_repeated(string name, string value)
    {
        var options = new DifyClientOptions { ApiKey = ClientSession.Key };
        options.Headers[name] = value;

        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new DifyWorkflowClient(options));

        Assert.Contains("Headers", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, refusal.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_answer_is_told_as_it_came()
    {
        DifyResponse? answer = null;
        using DifyWorkflowClient client = new StubHandler((_, _)
            => Task.FromResult(WithHeaders(StubHandler.Answer(200, "application/json", System.Text.Encoding.UTF8.GetBytes(Json)))))
            .CreateClient();

        AppInfoResponse info = await client.WithOptions(options => options.OnResponse = response => answer = response)
            .GetWorkflowAppInfoAsync();

        Assert.Equal("app", info.Name);
        Assert.Equal(("getWorkflowAppInfo", 200, "1.14.2", Json),
            (answer!.Operation, answer.StatusCode, answer.ServerVersion, answer.Body));
        Assert.Equal("req-7", answer.Headers["x-request-id"]);
        Assert.Equal("application/json", answer.Headers["Content-Type"]);
        Assert.False(answer.Headers.ContainsKey("Set-Cookie"));
        Assert.DoesNotContain("req-7", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Every_answer_to_a_repeated_call_is_told()
    {
        int calls = 0;
        var statuses = new List<int>();
        var handler = new StubHandler((_, _)
            => Task.FromResult(calls++ == 0 ? StubHandler.Problem(503, "unknown")
            : StubHandler.Answer(200, "application/json", Samples.AnswerBytes)));
        using DifyWorkflowClient client = handler.CreateClient(options =>
        {
            new ScriptedClock().Use(options);
            options.OnResponse = response => statuses.Add(response.StatusCode);
        });

        await client.GetWorkflowAppInfoAsync();

        Assert.Equal([503, 200], statuses);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_failure_has_its_answer_without_being_asked()
    {
        using DifyWorkflowClient client = new StubHandler((_, _) => Task.FromResult(WithHeaders(StubHandler.Problem(400, "invalid_param"))))
            .CreateClient();

        DifyInvalidRequestException refusal = await Assert.ThrowsAsync<DifyInvalidRequestException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Equal((400, "1.14.2", "req-7"),
            (refusal.Response!.StatusCode, refusal.Response.ServerVersion, refusal.Response.Headers["X-Request-ID"]));
        Assert.Equal(refusal.ResponseBody, refusal.Response.Body);
        Assert.DoesNotContain("req-7", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_page_in_place_of_a_stream_has_its_answer_too()
    {
        using DifyWorkflowClient client = new StubHandler((_, _)
            => Task.FromResult(WithHeaders(StubHandler.Answer(200, "text/html", "<p>"u8.ToArray())))).CreateClient();

        DifyProtocolException refusal = await Assert.ThrowsAsync<DifyProtocolException>(
            () => client.StartWorkflowAsync(new WorkflowExecutionRequest { Inputs = new WorkflowInputs(), User = "user-1" }));

        Assert.Equal("1.14.2", refusal.Response!.ServerVersion);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_call_without_an_answer_has_none()
    {
        using DifyWorkflowClient client = new StubHandler((_, _) => throw new HttpRequestException("cut"))
            .CreateClient(options => options.Retry.MaxRetries = 0);

        Assert.Null((await Assert.ThrowsAsync<DifyConnectionException>(() => client.GetWorkflowAppInfoAsync())).Response);
    }

    private static HttpResponseMessage WithHeaders(HttpResponseMessage response)
    {
        response.Headers.Add("X-Version", "1.14.2");
        response.Headers.Add("X-Request-ID", "req-7");
        response.Headers.Add("Set-Cookie", "secret=1");
        return response;
    }
}
