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
            ("DIFY_API_KEY", server.ApiKey), ("DIFY_BASE_URL", server.BaseAddress.ToString()), ("Tenants__acme", server.ApiKey),
                ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("ASPNETCORE_ENVIRONMENT", "Production"));
        using var program = new RunningProgram(folder, environment, Command.Dotnet, "run", "--no-build");
        using var browser = new HttpClient { BaseAddress = await program.AddressAsync(bound.Token) };

        await ReportsHealthAsync(browser, bound.Token);
        await StreamsAsync(server, browser, bound.Token);
        await FailsInMidStreamAsync(server, browser, bound.Token);
        await StaysAwayAsync(browser, bound.Token);
        await AnswersWholeAsync(server, browser, bound.Token);
        await KeepsTenantsApartAsync(server, browser, bound.Token);
        await StopsAsync(server, browser, bound.Token);
        await AnswersAsync(server, browser, bound.Token);
    }

    private static async Task StreamsAsync(DifyTestServer server, HttpClient browser, CancellationToken cancellationToken)
    {
        server.OnRun(run => run.Started().Text("A cup ").Text("of tea.").Finish(new { }));

        using var answer = await browser.PostAsync("/ask", Inputs(), cancellationToken);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            "event: text\ndata: A cup \n\nevent: text\ndata: of tea.\n\nevent: end\ndata: succeeded\nid: end\n\n",
            await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private static async Task StopsAsync(DifyTestServer server, HttpClient browser, CancellationToken cancellationToken)
    {
        server.OnRun(run => run.Started().Text("A cup ").WaitForStop());
        using (var question = new HttpRequestMessage(HttpMethod.Post, "/ask") { Content = Inputs() })
        using (var answer = await browser.SendAsync(question, HttpCompletionOption.ResponseHeadersRead, cancellationToken))
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
            Assert.Equal("event", System.Text.Encoding.UTF8.GetString(await ReadAsync(stream, 5, cancellationToken)));
        }

        var run = await server.WaitForRunAsync(server.Runs.Count - 1, cancellationToken);
        var stop = await server.WaitForRequestAsync(request => request.Path.EndsWith("/stop", StringComparison.Ordinal), cancellationToken);
        Assert.Contains(run.TaskId, stop.Path, StringComparison.Ordinal);
        Assert.Contains("web-sample", stop.BodyText, StringComparison.Ordinal);
    }

    private static async Task AnswersAsync(DifyTestServer server, HttpClient browser, CancellationToken cancellationToken)
    {
        server.RespondOnce(
            "POST", "/workflows/run", 400, """{"code": "not_workflow_app", "message": "secret words of the server", "status": 400}""");
        using var question = new HttpRequestMessage(HttpMethod.Post, "/ask")
        {
            Content = Inputs(),
            Headers = { Accept = { new MediaTypeWithQualityHeaderValue("application/json") } }
        };

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

    private static async Task ReportsHealthAsync(HttpClient browser, CancellationToken cancellationToken)
        => Assert.Equal("Healthy", await browser.GetStringAsync("/health", cancellationToken));

    private static async Task FailsInMidStreamAsync(DifyTestServer server, HttpClient browser, CancellationToken cancellationToken)
    {
        server.OnRun(run => run.Started().Text("A cup ").Error("invalid_param", 400, "secret words of the server"));

        using var answer = await browser.PostAsync("/ask", Inputs(), cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);

        Assert.Contains("event: failure\ndata: {\"code\":\"invalid_param\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    private static async Task StaysAwayAsync(HttpClient browser, CancellationToken cancellationToken)
    {
        using var again = new HttpRequestMessage(HttpMethod.Get, "/runs/run-1/events") { Headers = { { "Last-Event-ID", "end" } } };
        using var answer = await browser.SendAsync(again, cancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        using var get = await browser.GetAsync("/ask", cancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
    }

    private static async Task AnswersWholeAsync(DifyTestServer server, HttpClient browser, CancellationToken cancellationToken)
    {
        server.OnRun(run => run.Started().Finish(new { answer = new object[] { 1, "two" } }));

        using var answer = await browser.PostAsync("/answer", Json("""{"inputs":{"topic":"tea"},"user":"web-sample"}"""),
            cancellationToken);
        using var outcome = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));

        Assert.Equal("succeeded", outcome.RootElement.GetProperty("status").GetString());
        Assert.Equal("[1,\"two\"]", outcome.RootElement.GetProperty("outputs").GetProperty("answer").GetRawText());
    }

    private static async Task KeepsTenantsApartAsync(DifyTestServer server, HttpClient browser, CancellationToken cancellationToken)
    {
        server.OnRun(run => run.Started().Finish(new { answer = "tea" }));

        using var answer = await browser.PostAsync("/tenants/acme/answer", Inputs(), cancellationToken);
        using var nobody = await browser.PostAsync("/tenants/nobody/answer", Inputs(), cancellationToken);

        Assert.Equal("""{"answer":"tea"}""", await answer.Content.ReadAsStringAsync(cancellationToken));
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);

        // The spans are children of those of the incoming requests, and say which client it was.
        Assert.Contains("invoke_workflow acme", await browser.GetStringAsync("/spans", cancellationToken), StringComparison.Ordinal);
    }

    private static StringContent Inputs() => Json("""{"topic":"tea","options":{"cups":2}}""");

    private static StringContent Json(string json) => new(json, System.Text.Encoding.UTF8, "application/json");

    private static async Task<byte[]> ReadAsync(System.IO.Stream stream, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
