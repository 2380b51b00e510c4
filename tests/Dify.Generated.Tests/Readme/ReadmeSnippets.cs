using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Dify.Generated.Tests.Readme;

// The regions are the code of README.md, README.ja.md and the package's readme: `dotnet run --project src/Dify.OpenApi -- snippets` copies them there.
internal static class ReadmeSnippets
{
    public static DifyWorkflowClient Authenticate(Func<CancellationToken, ValueTask<string>> readKeyAsync)
    {
        #region authenticate
        var client = new DifyWorkflowClient(new DifyClientOptions
        {
            ApiKeyProvider = readKeyAsync,                            // or ApiKey = "app-…", for a key that does not change
            BaseAddress = new Uri("https://dify.example.com/v1"),     // Dify's cloud if left out
        });

        var fromEnvironment = new DifyWorkflowClient(DifyClientOptions.FromEnvironment());      // DIFY_API_KEY and DIFY_BASE_URL
        #endregion
        fromEnvironment.Dispose();
        return client;
    }

    public static async Task<string> OutcomeAsync(IDifyWorkflowClient client, Dictionary<string, object?> values,
        CancellationToken cancellationToken)
    {
        #region outcome
        var request = new WorkflowExecutionRequest { Inputs = WorkflowInputs.From(values), User = "user-1" };
        WorkflowOutcome outcome = await client.RunAsync(request, cancellationToken: cancellationToken);
        Answer answer = outcome.GetOutputs<Answer>();                       // record Answer(string Text, double Score);
        #endregion
        return answer.Text;
    }

    public static async Task CallOptionsAsync(IDifyWorkflowClient client, CancellationToken cancellationToken)
    {
        #region call-options
        IDifyWorkflowClient patient = client.WithOptions(options =>
        {
            options.Timeout = TimeSpan.FromMinutes(5);
            options.Retry.MaxRetries = 0;
            options.Headers["X-Gateway-Token"] = "token";
            options.OnResponse = response => Console.WriteLine($"{response.StatusCode}, Dify {response.ServerVersion}: {response.Body}");
        });
        AppInfoResponse info = await patient.GetWorkflowAppInfoAsync(cancellationToken);
        #endregion
        Console.WriteLine(info.Name);
    }

    public static void Tenants(IServiceCollection services)
    {
        #region tenants
        services.AddDifyWorkflowClientFactory(options => options.BaseAddress = new Uri("https://dify.example.com/v1"));
        #endregion
    }

    public static async Task TenantAsync(IDifyWorkflowClientFactory factory, string key, WorkflowExecutionRequest request,
        CancellationToken cancellationToken)
    {
        #region tenant
        IDifyWorkflowClient client = factory.CreateClient(options => options.ApiKey = key);         // inject IDifyWorkflowClientFactory
        WorkflowOutcome outcome = await client.RunAsync(request, cancellationToken: cancellationToken);
        #endregion
        Console.WriteLine(outcome);
    }

    public static async Task<WorkflowRun> MockAsync()
    {
        #region mock
        // For a mock of IDifyWorkflowClient to return from StartWorkflowAsync.
        WorkflowRun run = await DifyModelFactory.WorkflowRunAsync("Hello, Ada", new JObject { ["answer"] = 42 });
        #endregion
        return run;
    }

    public static async Task<WorkflowOutcome> WaitAsync(IDifyWorkflowClient client, string path, CancellationToken cancellationToken)
    {
        #region wait
        FileUploadResponse upload = await client.UploadWorkflowFileAsync(FileUpload.FromPath(path), "user-1", cancellationToken);

        var inputs = new WorkflowInputs { ["question"] = "What does it say?" }
            .SetFile("document", InputFileObject.FromUpload(upload.Id, InputFileType.Document));

        await using WorkflowRun run = await client.StartWorkflowAsync(
            new WorkflowExecutionRequest { Inputs = inputs, User = "user-1" }, cancellationToken: cancellationToken);
        WorkflowOutcome outcome = await run.WaitAsync(cancellationToken);
        Console.WriteLine($"{outcome.Status} after {outcome.Elapsed}, {outcome.TotalTokens} tokens: {outcome.Outputs ?? outcome.Error}");
        #endregion
        return outcome;
    }

    public static async Task StreamAsync(IDifyWorkflowClient client, WorkflowExecutionRequest request, CancellationToken cancellationToken)
    {
        #region stream
        var options = new WorkflowRunOptions { OnCancel = OnCancel.StopRun, IdleTimeout = TimeSpan.FromSeconds(45), Resume = true };
        await using WorkflowRun run = await client.StartWorkflowAsync(request, options, cancellationToken);
        await foreach (WorkflowStreamEvent next in run.Events)
        {
            switch (next)
            {
                case TextChunkEvent chunk:
                    Console.Write(chunk.Data.Text);
                    break;
                case NodeFinishedEvent node:
                    Console.WriteLine($"{node.Data.Title}: {node.Data.Status}");
                    break;
                case HumanInputRequiredEvent form:
                    await run.SubmitAsync(form, action: "approve", new HumanInputAnswers { ["comment"] = "fine" }, cancellationToken);
                    break;
                case UnknownEvent other:
                    Console.WriteLine(other.Raw);
                    break;
            }
        }
        #endregion
    }

    public static async Task StopAsync(IDifyWorkflowClient client, WorkflowRun run, string taskId, CancellationToken cancellationToken)
    {
        #region stop
        await run.StopAsync(confirm: true, cancellationToken);                                  // waits until the run has ended
        await client.StopWorkflowTaskGenerationAsync(taskId, "user-1", cancellationToken);      // or by the task id alone
        #endregion
    }

    public static async Task ResumeAsync(IDifyWorkflowClient client, string workflowRunId, CancellationToken cancellationToken)
    {
        #region resume
        await using WorkflowRun run = await client.ResumeWorkflowAsync(workflowRunId, user: "user-1", cancellationToken: cancellationToken);
        WorkflowOutcome outcome = await run.WaitAsync(cancellationToken);
        #endregion
        Console.WriteLine(outcome);
    }

    public static async Task ErrorsAsync(IDifyWorkflowClient client, WorkflowExecutionRequest request, CancellationToken cancellationToken)
    {
        #region errors
        try
        {
            await using WorkflowRun run = await client.StartWorkflowAsync(request, cancellationToken: cancellationToken);
            await run.WaitAsync(cancellationToken);
        }
        catch (DifyRateLimitException limit) when (limit.Kind == RateLimitKind.Concurrency)
        {
            Console.WriteLine($"Busy; try again in {limit.RetryAfter ?? TimeSpan.FromSeconds(30)}.");
        }
        catch (WorkflowStreamInterruptedException interruption) when (interruption.RunMayBeGoing)
        {
            Console.WriteLine($"Follow it later: {interruption.WorkflowRunId}");
        }
        catch (DifyApiException problem) when (problem.Code == DifyErrorCode.NotWorkflowApp)
        {
            Console.WriteLine(problem.Explain());                       // in the language of the user interface: English or Japanese
        }
        #endregion
    }

    public static void DependencyInjection(IServiceCollection services, IConfiguration configuration)
    {
        #region dependency-injection
        services.AddDifyWorkflowClient();       // section "Dify", else DIFY_API_KEY and DIFY_BASE_URL; inject IDifyWorkflowClient

        services.AddDifyWorkflowClient("translator", configuration.GetSection("Dify:Translator"));      // inject [FromKeyedServices("translator")]
        services.AddDifyWorkflowClient("summarizer", configuration.GetSection("Dify:Summarizer"));      // each app its own key

        services.AddHealthChecks().Add(DifyHealthCheck.Of("translator"));
        #endregion
    }

    public static DifyClientOptions Retries(string apiKey)
    {
        #region retries
        var options = new DifyClientOptions
        {
            ApiKey = apiKey,
            Timeout = TimeSpan.FromMinutes(2),              // of one try, to the last byte; of a stream, to its headers
            IdleTimeout = TimeSpan.FromSeconds(60),         // of a stream without even a ping
            Retry = new DifyRetryOptions { MaxRetries = 3, MaxRetryAfter = TimeSpan.FromSeconds(30) },
        };
        #endregion
        return options;
    }

    public static void Observability(IServiceCollection services)
    {
        #region observability
        services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(DifyDiagnostics.ActivitySourceName, "Microsoft.AspNetCore"))
            .WithMetrics(metrics => metrics.AddMeter(DifyDiagnostics.MeterName));
        services.AddLogging(logging => logging.AddFilter(DifyDiagnostics.LogCategory, LogLevel.Debug));     // Information if left out
        #endregion
    }

    public static async Task TestingAsync(CancellationToken cancellationToken)
    {
        #region testing
        await using DifyTestServer server = DifyTestServer.Start();
        server.OnRun(run => run.Started().Text("Hello").Finish(new { answer = "Hello" }));

        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = server.ApiKey, BaseAddress = server.BaseAddress });
        await using WorkflowRun run = await client.StartWorkflowAsync(
            new WorkflowExecutionRequest { Inputs = new WorkflowInputs(), User = "user-1" }, cancellationToken: cancellationToken);
        WorkflowOutcome outcome = await run.WaitAsync(cancellationToken);
        #endregion
        Console.WriteLine(outcome);
    }

    private sealed record Answer(string Text, double Score);
}
