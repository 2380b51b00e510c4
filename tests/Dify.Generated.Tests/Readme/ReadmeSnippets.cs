using System;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Dify.Generated.Tests.Readme;

// The regions are the code of README.md, README.ja.md and the package's readme: `dotnet run --project src/Dify.OpenApi -- snippets` copies them there.
internal static class ReadmeSnippets
{
    public static async Task FirstScreenAsync(string apiKey, Uri address, CancellationToken cancellationToken)
    {
        #region first-screen
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = apiKey, BaseAddress = address });

        await using WorkflowRun run = await client.StartWorkflowAsync(
            new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["topic"] = "tea" }, User = "user-1" },
            cancellationToken: cancellationToken);

        await foreach (WorkflowStreamEvent next in run.Events)
        {
            if (next is TextChunkEvent chunk)
            {
                Console.Write(chunk.Data.Text);
            }
        }

        Console.WriteLine($"{run.Outcome!.Status}: {run.Outcome.Outputs}");
        #endregion
    }

    public static DifyWorkflowClient Authenticate(Func<CancellationToken, ValueTask<string>> readKeyAsync)
    {
        #region authenticate
        var client = new DifyWorkflowClient(new DifyClientOptions
        {
            ApiKeyProvider = readKeyAsync,                            // or ApiKey = "app-…", for a key that does not change
            BaseAddress = new Uri("https://dify.example.com/v1"),     // Dify's cloud if left out
        });
        #endregion
        return client;
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
        services.AddDifyWorkflowClient(options => options.ApiKey = configuration["Dify:ApiKey"]);       // inject IDifyWorkflowClient

        services.AddDifyWorkflowClient("translator", configuration.GetSection("Dify:Translator"));      // inject [FromKeyedServices("translator")]
        services.AddDifyWorkflowClient("summarizer", configuration.GetSection("Dify:Summarizer"));      // each app its own key
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
            .WithTracing(tracing => tracing.AddSource(DifyDiagnostics.ActivitySourceName))
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
}
