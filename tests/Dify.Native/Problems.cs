using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated;

namespace Dify.Native;

/// <summary>Every code that a server may give, as an answer and within a stream.</summary>
internal static class Problems
{
    public static async Task ReadAsync(IReadOnlyList<DifyErrorCode> codes)
    {
        Check.That(codes.Count > 40, "the codes that the documents name");
        foreach (DifyErrorCode code in codes)
        {
            string json = $$"""{"code":"{{code}}","message":"said by the server","status":400}""";
            using var client = new DifyWorkflowClient(
                new DifyClientOptions { ApiKey = "app-native", Retry = { MaxRetries = 0 } },
                new HttpClient(new Answer(HttpStatusCode.BadRequest, json, "application/json")));
            DifyApiException problem = await FailureAsync(() => client.GetWorkflowAppInfoAsync());
            Check.Same(code, problem.Problem!.Code, "the code");
            Check.That(
                problem.Explain(CultureInfo.GetCultureInfo("en")) != problem.Explain(CultureInfo.GetCultureInfo("ja")),
                $"{code} in two languages");
            string written = JsonSerializer.Serialize(problem.Problem, ProgramJson.Default.DifyProblem);
            Check.Same(
                code, JsonSerializer.Deserialize(written, ProgramJson.Default.DifyProblem)!.Code, "a problem that was written and read");
        }

        const string Stream =
            "data: {\"event\":\"workflow_started\",\"task_id\":\"t\",\"workflow_run_id\":\"r\",\"data\":{\"id\":\"r\"}}\n\n"
            + "data: {\"event\":\"error\",\"code\":\"provider_quota_exceeded\",\"status\":400,\"message\":\"m\"}\n\n";
        using var streaming = new DifyWorkflowClient(
            new DifyClientOptions { ApiKey = "app-native", Retry = { MaxRetries = 0 } },
            new HttpClient(new Answer(HttpStatusCode.OK, Stream, "text/event-stream")));
        DifyApiException failure = await FailureAsync(async () =>
        {
            await foreach (WorkflowStreamEvent next in streaming.ExecuteWorkflowStreamingAsync(
                new WorkflowExecutionRequest { Inputs = [], User = "native" }))
            {
                Check.That(next is not UnknownEvent, "an event of the stream");
            }
        });
        Check.Same(DifyErrorCode.ProviderQuotaExceeded, failure.Problem!.Code, nameof(ErrorEvent));
    }

    private static async Task<DifyApiException> FailureAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (DifyApiException problem)
        {
            return problem;
        }

        throw new InvalidOperationException("Nothing failed.");
    }

    private sealed class Answer(HttpStatusCode status, string body, string mediaType) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, mediaType) });
    }
}
