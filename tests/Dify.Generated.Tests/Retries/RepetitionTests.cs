using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Retries;

/// <summary>Which answers are asked for again and which never, counted at a server that answers each connection in the same way.</summary>
public sealed class RepetitionTests
{
    private const int Once = 1;
    private const int UntilTheEnd = 3;

    [Theory(Timeout = 30_000)]
    [InlineData(500, "unknown", UntilTheEnd)]
    [InlineData(502, "", UntilTheEnd)]
    [InlineData(503, "", UntilTheEnd)]
    [InlineData(504, "", UntilTheEnd)]
    [InlineData(520, "", UntilTheEnd)]
    [InlineData(408, "", UntilTheEnd)]
    [InlineData(429, "too_many_requests", UntilTheEnd)]
    [InlineData(429, "", UntilTheEnd)]
    [InlineData(429, "rate_limit_error", Once)]
    [InlineData(502, "plugin_runtime_error", Once)]
    [InlineData(501, "", Once)]
    [InlineData(400, "invalid_param", Once)]
    [InlineData(401, "unauthorized", Once)]
    [InlineData(403, "forbidden", Once)]
    [InlineData(404, "not_found", Once)]
    [InlineData(409, "", Once)]
    [InlineData(413, "file_too_large", Once)]
    [InlineData(415, "unsupported_media_type", Once)]
    public async Task A_read_and_a_stop_are_repeated_after_what_may_pass(int status, string code, int expected)
    {
        WireScript answer = RetrySession.Answer(status, code);

        Assert.Equal(expected, await RetrySession.CountAsync(answer, client => client.GetWorkflowAppInfoAsync()));
        Assert.Equal(
            expected, await RetrySession.CountAsync(answer, client => client.StopWorkflowTaskGenerationAsync("task-1", Samples.Stop)));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(500, "unknown", "m", Once)]
    [InlineData(502, "", "m", Once)]
    [InlineData(503, "", "m", Once)]
    [InlineData(504, "", "m", Once)]
    [InlineData(408, "", "m", Once)]
    [InlineData(429, "", "m", Once)]
    [InlineData(429, "rate_limit_error", "m", Once)]
    [InlineData(429, "too_many_requests", "m", UntilTheEnd)]
    [InlineData(400, "invalid_param", "Too many requests. Please try again later.", UntilTheEnd)]
    [InlineData(400, "invalid_param", "m", Once)]
    public async Task What_has_effects_is_repeated_only_if_the_server_refused_it(int status, string code, string message, int expected)
    {
        WireScript answer = RetrySession.Answer(status, code, message);
        var form = new SubmitWorkflowHumanInputFormRequest { Action = "approve", User = "user-1", Inputs = [] };

        Assert.Equal(expected, await RetrySession.CountAsync(answer, client => client.ExecuteWorkflowAsync(Samples.Run())));
        Assert.Equal(
            expected,
            await RetrySession.CountAsync(answer, client => client.WorkflowTextToAudioAsync(new TextToAudioRequest { Text = "t" })));
        Assert.Equal(
            expected, await RetrySession.CountAsync(answer, client => client.UploadWorkflowFileAsync(FileUpload.FromBytes([1], "a.txt"))));
        Assert.Equal(expected, await RetrySession.CountAsync(answer, client => client.SubmitWorkflowHumanInputFormAsync("form", form)));
        Assert.Equal(expected, await RetrySession.CountAsync(answer, async client =>
        {
            await foreach (WorkflowStreamEvent _ in client.ExecuteWorkflowStreamingAsync(Samples.Run()))
            {
                // There are none.
            }
        }));
        Assert.Equal(expected, await RetrySession.CountAsync(answer, client => client.StartWorkflowAsync(Samples.Run())));
    }

    [Fact(Timeout = 30_000)]
    public async Task Success_after_a_failure_is_success()
    {
        await using var server = WireServer.Start(
            RetrySession.Answer(503, ""), WireScript.Request.Json(200, """{"result":"success"}""", "Connection: close"));
        using var client = new DifyWorkflowClient(RetrySession.Options(server.BaseAddress, new ScriptedClock()));

        Assert.Equal("success", (await client.StopWorkflowTaskGenerationAsync("task-1", Samples.Stop)).Result);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(server.Requests[0].BodyText, server.Requests[1].BodyText);
        Assert.Equal(HeadWithoutSpan(server.Requests[0]), HeadWithoutSpan(server.Requests[1]));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(5, 6)]
    public async Task The_number_of_repetitions_is_the_option(int retries, int expected) =>
        Assert.Equal(
            expected,
            await RetrySession.CountAsync(
                RetrySession.Answer(503, ""), client => client.GetWorkflowAppInfoAsync(), options => options.Retry.MaxRetries = retries));

    [Fact(Timeout = 30_000)]
    public async Task Calls_with_effects_are_repeated_only_if_asked_to() =>
        Assert.Equal(
            UntilTheEnd,
            await RetrySession.CountAsync(
                RetrySession.Answer(503, ""),
                client => client.ExecuteWorkflowAsync(Samples.Run()),
                options => options.Retry.RepeatUnsafeCalls = true));

    // While a test beside this one listens, each request has a span of its own and names it.
    private static IEnumerable<string> HeadWithoutSpan(WireRequest request) =>
        request.HeadText.Split("\r\n").Where(line => !line.StartsWith("traceparent:", StringComparison.OrdinalIgnoreCase));
}
