using System;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Package.Tests.Packing;
using Xunit;

namespace Dify.Package.Tests.Consumers;

[Collection(PackedPackages.Name)]
public sealed class WebTests(PackedPackages packages)
{
    [Fact]
    public async Task A_web_application_streams_a_run_stops_it_when_the_browser_leaves_and_answers_failures_as_problems()
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var server = DifyTestServer.Start(new DifyTestServerOptions { StopLatency = TimeSpan.Zero });
        var folder = await packages.Scratch.BuiltCopyOfAsync("Web");
        var environment = packages.Scratch.EnvironmentWith(
            ("DIFY_API_KEY", server.ApiKey), ("DIFY_BASE_URL", server.BaseAddress.ToString()), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("ASPNETCORE_ENVIRONMENT", "Production"));
        using var program = new RunningProgram(folder, environment, Command.Dotnet, "run", "--no-build");
        using var browser = new HttpClient { BaseAddress = await program.AddressAsync(bound.Token) };

        await StreamsAsync(server, browser, bound.Token);
        await StopsAsync(server, browser, bound.Token);
        await AnswersAsync(server, browser, bound.Token);
    }

    private static async Task StreamsAsync(DifyTestServer server, HttpClient browser, CancellationToken cancellationToken)
    {
        server.OnRun(run => run.Started().Text("A cup ").Text("of tea.").Finish(new { }));

        using var answer = await browser.GetAsync("/ask?topic=tea", cancellationToken);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            "event: text\ndata: A cup \n\nevent: text\ndata: of tea.\n\nevent: end\ndata: succeeded\n\n",
            await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private static async Task StopsAsync(DifyTestServer server, HttpClient browser, CancellationToken cancellationToken)
    {
        server.OnRun(run => run.Started().Text("A cup ").WaitForStop());
        using (var answer = await browser.GetAsync("/ask?topic=tea", HttpCompletionOption.ResponseHeadersRead, cancellationToken))
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
            Assert.Equal("event", System.Text.Encoding.UTF8.GetString(await ReadAsync(stream, 5, cancellationToken)));
        }

        var run = await server.WaitForRunAsync(1, cancellationToken);
        var stop = await server.WaitForRequestAsync(request => request.Path.EndsWith("/stop", StringComparison.Ordinal), cancellationToken);
        Assert.Contains(run.TaskId, stop.Path, StringComparison.Ordinal);
        Assert.Contains("web-sample", stop.BodyText, StringComparison.Ordinal);
    }

    private static async Task AnswersAsync(DifyTestServer server, HttpClient browser, CancellationToken cancellationToken)
    {
        server.RespondOnce("POST", "/workflows/run", 400, """{"code": "not_workflow_app", "message": "secret words of the server", "status": 400}""");
        using var question = new HttpRequestMessage(HttpMethod.Get, "/ask?topic=tea") { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("application/json") } } };

        using var answer = await browser.SendAsync(question, cancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        using var problem = JsonDocument.Parse(text);
        Assert.Equal(400, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal("not_workflow_app", problem.RootElement.GetProperty("code").GetString());
        Assert.NotEmpty(problem.RootElement.GetProperty("detail").GetString()!);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    private static async Task<byte[]> ReadAsync(System.IO.Stream stream, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
