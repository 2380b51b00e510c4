using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Xunit;

namespace Dify.Generated.Tests.Hosts;

/// <summary>The client in an ASP.NET Core application that really listens, with what Aspire's service defaults put on every HTTP
/// client.</summary>
public sealed class WebApplicationTests
{
    [Fact(Timeout = 60_000)]
    public async Task An_endpoint_binds_inputs_runs_once_and_returns_the_outcome()
    {
        await using DifyTestServer server = DifyTestServer.Start();
        server.OnRun(run => run.Started().Finish(new { answer = new object[] { 1, "two" } }));
        await using WebApplication app = await StartAsync(server, new SpanList());
        using var browser = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using HttpResponseMessage answer = await browser.PostAsync("/answer",
            Json("""{"topic":"tea","options":{"cups":2},"list":[1.10]}"""));
        string text = await answer.Content.ReadAsStringAsync();

        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.Contains("\"topic\":\"tea\",\"options\":{\"cups\":2},\"list\":[1.10]", Assert.Single(server.Requests, IsRun).BodyText,
            StringComparison.Ordinal);
#if NETSTANDARD_BUILD
        // The types know System.Text.Json only in the builds for newer frameworks.
#else
        Assert.Contains("\"outputs\":{\"answer\":[1,\"two\"]}", text, StringComparison.Ordinal);
        Assert.Contains("\"workflow_run_id\":", text, StringComparison.Ordinal);
#endif
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_fails_is_asked_once()
    {
        await using DifyTestServer server = DifyTestServer.Start();
        server.Respond("POST", "/workflows/run", TestReply.Problem(504, "unknown", "no"));
        await using WebApplication app = await StartAsync(server, new SpanList());
        using var browser = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using HttpResponseMessage answer = await browser.PostAsync("/answer", Json("{}"));

        Assert.Equal(504, (int)answer.StatusCode);
        Assert.Single(server.Requests, IsRun);
    }

    [Fact(Timeout = 60_000)]
    public async Task Runs_are_traced_below_the_request_that_they_serve()
    {
        await using DifyTestServer server = DifyTestServer.Start();
        server.OnRun(run => run.Started().Finish(new { }));
        var spans = new SpanList();
        await using WebApplication app = await StartAsync(server, spans);
        using var browser = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using HttpResponseMessage answer = await browser.PostAsync("/answer", Json("{}"));

        // Other applications of other tests are traced at the same time.
        Activity run = Assert.Single(spans.All, span => span.OperationName == "invoke_workflow"
            && Equals(span.GetTagItem("server.port"), server.BaseAddress.Port));
        Assert.Equal(("Microsoft.AspNetCore", true), (run.Parent!.Source.Name, run.Parent.Recorded));
    }

    private static bool IsRun(RecordedRequest request) => request.Path.EndsWith("/workflows/run", StringComparison.Ordinal);

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task<WebApplication> StartAsync(DifyTestServer server, SpanList spans)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
        builder.Services.AddDifyWorkflowClient(options => (options.ApiKey, options.BaseAddress) = (server.ApiKey, server.BaseAddress));
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(DifyDiagnostics.ActivitySourceName, "Microsoft.AspNetCore").AddProcessor(spans));
        WebApplication app = builder.Build();
        app.MapPost("/answer", async (Dictionary<string, object?> inputs, IDifyWorkflowClient dify, CancellationToken cancellationToken) =>
        {
            try
            {
                var request = new WorkflowExecutionRequest { Inputs = WorkflowInputs.From(inputs), User = "user-1" };
                return Results.Ok(await dify.RunAsync(request, cancellationToken: cancellationToken));
            }
            catch (DifyServerException failure)
            {
                return Results.StatusCode(failure.StatusCode);
            }
        });
        await app.StartAsync();
        return app;
    }

    private sealed class SpanList : BaseProcessor<Activity>
    {
        public ConcurrentQueue<Activity> All { get; } = new();

        public override void OnEnd(Activity data) => All.Enqueue(data);
    }
}
