using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dify.Generated.Tests.Diagnostics;

/// <summary>What tracers, meters and logs are told of a call.</summary>
public sealed class CallTelemetryTests
{
    private const string Secret = "canary-of-the-inputs";
    private const string Duration = "gen_ai.client.operation.duration";
    private const string Stop = "stopWorkflowTaskGeneration";

    private static readonly WorkflowExecutionRequest Request = new() { Inputs = new WorkflowInputs { ["text"] = Secret }, User = Secret };

    [Fact(Timeout = 30_000)]
    public async Task A_call_is_a_span_and_a_measurement()
    {
        using var probe = new TelemetryProbe();
        using DifyWorkflowClient client = StubHandler.Json("""{"result":"success"}""")
            .CreateClient(options => options.LoggerFactory = probe);

        await client.StopWorkflowTaskGenerationAsync("task-1", "user-1");

        Activity span = Assert.Single(probe.Spans);
        Assert.Equal((Stop, ActivityKind.Client, ActivityStatusCode.Unset), (span.OperationName, span.Kind, span.Status));
        Assert.False(string.IsNullOrEmpty(span.Source.Version));
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["gen_ai.operation.name"] = Stop,
                ["gen_ai.provider.name"] = "dify",
                ["dify.operation"] = Stop,
                ["server.address"] = "dify.example.com",
                ["server.port"] = 443,
                ["http.request.method"] = "POST",
                ["http.response.status_code"] = 200,
            },
            TelemetryProbe.Tags(span));
        TelemetryProbe.Measurement measured = Assert.Single(probe.Measurements);
        Assert.Equal((Duration, Stop), (measured.Name, measured.Span));
        Assert.True(measured.Value >= 0);
        Assert.Equal(
            "dify.operation,gen_ai.operation.name,gen_ai.provider.name,server.address,server.port",
            string.Join(',', measured.Tags.Keys.Order(StringComparer.Ordinal)));
        TelemetryProbe.Entry entry = Assert.Single(probe.Entries);
        Assert.Equal((5, "CallSucceeded", LogLevel.Debug, Stop), (entry.Id.Id, entry.Id.Name, entry.Level, entry.Span));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_sampler_sees_what_the_call_is()
    {
        using var probe = new TelemetryProbe();
        using DifyWorkflowClient client = StubHandler.Json("""{"result":"success"}""").CreateClient();

        await client.StopWorkflowTaskGenerationAsync("task-1", "user-1");

        Assert.Contains(
            probe.SampledBy,
            names => names.ToHashSet().IsSupersetOf([
                "gen_ai.operation.name", "gen_ai.provider.name", "dify.operation", "server.address", "server.port", "http.request.method"
            ]));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_failure_tells_its_code_and_status_in_span_measurement_and_log()
    {
        using var probe = new TelemetryProbe();
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(400, "not_workflow_app")));
        using DifyWorkflowClient client = handler.CreateClient(options => options.LoggerFactory = probe);

        await Assert.ThrowsAsync<DifyInvalidRequestException>(() => client.StopWorkflowTaskGenerationAsync("task-1", "user-1"));

        Activity span = Assert.Single(probe.Spans);
        IReadOnlyDictionary<string, object?> tags = TelemetryProbe.Tags(span);
        Assert.Equal(
            ("not_workflow_app", "not_workflow_app", 400),
            (tags["error.type"], tags["dify.problem.code"], tags["http.response.status_code"]));
        Assert.Equal((ActivityStatusCode.Error, (string?)null), (span.Status, span.StatusDescription));
        Assert.Equal("not_workflow_app", probe.Measured(Duration, Stop).Tags["error.type"]);
        TelemetryProbe.Entry entry = Assert.Single(probe.Entries);
        Assert.Equal((1, "CallFailed", LogLevel.Warning), (entry.Id.Id, entry.Id.Name, entry.Level));
        Assert.Equal($"{Stop} failed: DifyInvalidRequestException, status 400, code not_workflow_app", entry.Text);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("a page", "502", 502)]
    [InlineData("a code that nobody knows", "400", 400)]
    [InlineData("JSON of another shape", "Dify.Generated.DifyProtocolException", 200)]
    [InlineData("no connection", "Dify.Generated.DifyConnectionException", null)]
    [InlineData("the caller's own", "System.InvalidOperationException", null)]
    public async Task A_failure_without_a_known_code_has_another_type_of_few_values(string failure, string type, int? status)
    {
        using var probe = new TelemetryProbe();
        var handler = new StubHandler((_, _) => failure switch
        {
            "a page" => Task.FromResult(StubHandler.Answer(502, "text/html", "<html></html>"u8.ToArray())),
            "a code that nobody knows" => Task.FromResult(StubHandler.Problem(400, Secret)),
            "JSON of another shape" => Task.FromResult(StubHandler.Answer(200, "application/json", "[]"u8.ToArray())),
            _ => throw new HttpRequestException(Secret),
        });
        using DifyWorkflowClient client = handler.CreateClient(options =>
        {
            options.LoggerFactory = probe;
            options.Retry.MaxRetries = 0;
            options.ApiKeyProvider = failure == "the caller's own" ? _ => throw new InvalidOperationException(Secret) : null;
        });

        await Assert.ThrowsAnyAsync<Exception>(() => client.StopWorkflowTaskGenerationAsync("task-1", "user-1"));

        IReadOnlyDictionary<string, object?> tags = TelemetryProbe.Tags(Assert.Single(probe.Spans));
        Assert.Equal((type, (object?)status), (tags["error.type"], tags.GetValueOrDefault("http.response.status_code")));
        Assert.DoesNotContain("dify.problem.code", tags.Keys);
        Assert.Equal(type, probe.Measured(Duration, Stop).Tags["error.type"]);
        Assert.Equal(1, Assert.Single(probe.Entries).Id.Id);
        Assert.DoesNotContain(Secret, Told(probe), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_cancelled_call_has_one_type_of_error_and_no_warning()
    {
        using var probe = new TelemetryProbe();
        using var caller = new CancellationTokenSource();
        var handler = new StubHandler((_, token) =>
        {
            caller.Cancel();
            return Task.FromCanceled<HttpResponseMessage>(token);
        });
        using DifyWorkflowClient client = handler.CreateClient(options => options.LoggerFactory = probe);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetWorkflowAppInfoAsync(caller.Token));

        Activity span = Assert.Single(probe.Spans);
        Assert.Equal(
            (ActivityStatusCode.Error, "System.OperationCanceledException"), (span.Status, TelemetryProbe.Tags(span)["error.type"]));
        Assert.Equal("System.OperationCanceledException", probe.Measured(Duration, "getWorkflowAppInfo").Tags["error.type"]);
        Assert.Equal(LogLevel.Debug, Assert.Single(probe.Entries).Level);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_repeated_call_is_one_span_that_counts_and_keeps_the_last_answer()
    {
        using var probe = new TelemetryProbe();
        int answers = 0;
        var handler = new StubHandler((_, _) => ++answers switch
        {
            1 => Task.FromResult(StubHandler.Problem(503, "unknown")),
            2 => throw new HttpRequestException("lost"),
            _ => Task.FromResult(StubHandler.Answer(200, "application/json", """{"result":"success"}"""u8.ToArray())),
        });
        using DifyWorkflowClient client = handler.CreateClient(options =>
        {
            options.LoggerFactory = probe;
            new ScriptedClock().Use(options);
        });

        await client.StopWorkflowTaskGenerationAsync("task-1", "user-1");

        Activity span = Assert.Single(probe.Spans);
        IReadOnlyDictionary<string, object?> tags = TelemetryProbe.Tags(span);
        Assert.Equal((2, 200), (tags["dify.retries"], tags["http.response.status_code"]));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.DoesNotContain("error.type", tags.Keys);
        Assert.Equal(2, probe.Measurements.Where(measured => measured.Name == "dify.client.retries").Sum(measured => measured.Value));
        Assert.Equal(["CallRepeated", "CallRepeated", "CallSucceeded"], probe.Entries.Select(entry => entry.Id.Name));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_status_of_an_earlier_try_is_not_that_of_the_last_one()
    {
        using var probe = new TelemetryProbe();
        int answers = 0;
        var handler = new StubHandler(
            (_, _) => ++answers == 1 ? Task.FromResult(StubHandler.Problem(503, "unknown")) : throw new HttpRequestException("lost"));
        using DifyWorkflowClient client = handler.CreateClient(options =>
        {
            options.Retry.MaxRetries = 1;
            new ScriptedClock().Use(options);
        });

        await Assert.ThrowsAsync<DifyConnectionException>(() => client.StopWorkflowTaskGenerationAsync("task-1", "user-1"));

        Assert.DoesNotContain("http.response.status_code", TelemetryProbe.Tags(Assert.Single(probe.Spans)).Keys);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_spans_of_others_are_left_as_they_are()
    {
        using var probe = new TelemetryProbe();
        using Activity outer = probe.Begin("of the caller");
        var inner = new List<Activity>();
        var handler = new StubHandler((_, _) =>
        {
            // As a handler does that traces requests by itself and ends its span with the response.
            inner.Add(probe.Begin("of the handler"));
            return Task.FromResult(inner.Count == 1
                ? StubHandler.Problem(503, "unknown")
                : StubHandler.Answer(200, "application/json", """{"result":"success"}"""u8.ToArray()));
        });
        using DifyWorkflowClient client = handler.CreateClient(options => new ScriptedClock().Use(options));

        await client.StopWorkflowTaskGenerationAsync("task-1", "user-1");

        Activity span = Assert.Single(probe.Spans);
        Assert.Same(outer, Activity.Current);
        Assert.Equal(outer.SpanId, span.ParentSpanId);
        Assert.All(inner, each => Assert.Equal(span.SpanId, each.ParentSpanId));
        Assert.All(inner.Append(outer), each => Assert.Empty(each.TagObjects));
        Assert.Equal(1, TelemetryProbe.Tags(span)["dify.retries"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_blocking_run_is_a_call_and_a_run()
    {
        using var probe = new TelemetryProbe();
        using DifyWorkflowClient client = Blocking("succeeded", "run-1").CreateClient();

        await client.ExecuteWorkflowAsync(Request);

        IReadOnlyDictionary<string, object?> tags = TelemetryProbe.Tags(probe.RunSpan());
        Assert.Equal(
            ("invoke_workflow", "executeWorkflow", 200),
            (tags["gen_ai.operation.name"], tags["dify.operation"], tags["http.response.status_code"]));
        Assert.Equal(
            ("run-1", "task-1", "succeeded", 7L),
            (tags["dify.workflow_run.id"], tags["dify.task.id"], tags["dify.workflow_run.status"], tags["dify.usage.total_tokens"]));
        Assert.Equal("succeeded", probe.Measured(Duration).Tags["dify.workflow_run.status"]);
        Assert.Equal(probe.Measured(Duration).Value, probe.Measured("gen_ai.workflow.duration").Value);
        TelemetryProbe.Measurement tokens = probe.Measured("gen_ai.client.token.usage");
        Assert.Equal((7d, "total"), (tokens.Value, tokens.Tags["gen_ai.token.type"]));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_blocking_run_that_failed_is_an_error_without_an_exception()
    {
        using var probe = new TelemetryProbe();
        using DifyWorkflowClient client = Blocking("failed", "run-1").CreateClient();

        await client.RunWorkflowByIdAsync(SampleId.Workflow, Request);

        Activity span = probe.RunSpan();
        Assert.Equal((ActivityStatusCode.Error, "failed"), (span.Status, TelemetryProbe.Tags(span)["error.type"]));
        Assert.Equal("failed", probe.Measured("gen_ai.workflow.duration").Tags["error.type"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task What_a_server_calls_an_id_or_a_status_is_told_only_if_it_looks_like_one()
    {
        using var probe = new TelemetryProbe();
        using DifyWorkflowClient client = Blocking(Secret, Secret + " " + Secret).CreateClient(options => options.LoggerFactory = probe);

        await client.ExecuteWorkflowAsync(Request);

        IReadOnlyDictionary<string, object?> tags = TelemetryProbe.Tags(probe.RunSpan());
        Assert.Equal(("_OTHER", "task-1"), (tags["dify.workflow_run.status"], tags["dify.task.id"]));
        Assert.DoesNotContain("dify.workflow_run.id", tags.Keys);
        Assert.DoesNotContain(Secret, Told(probe), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Neither_key_nor_input_nor_server_text_is_told()
    {
        using var probe = new TelemetryProbe();
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(400, Secret)));
        using DifyWorkflowClient client = handler.CreateClient(options => options.LoggerFactory = probe);

        await Assert.ThrowsAsync<DifyInvalidRequestException>(() => client.ExecuteWorkflowAsync(Request));
        await Assert.ThrowsAsync<DifyInvalidRequestException>(() => client.GetWorkflowHumanInputFormAsync(Secret));

        string told = Told(probe);
        Assert.Equal(2, probe.Spans.Count);
        Assert.Contains("executeWorkflow", told, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, told, StringComparison.Ordinal);
        Assert.DoesNotContain(ClientSession.Key, told, StringComparison.Ordinal);
    }

    private static StubHandler Blocking(string status, string workflowRunId) => StubHandler.Json(
        $$$"""{"task_id":"task-1","workflow_run_id":"{{{workflowRunId}}}","data":{"id":"run-1","workflow_id":"w","status":"{{{status}}}","outputs":{},"total_tokens":7,"created_at":1}}""");

    private static string Told(TelemetryProbe probe) =>
        string.Join('\n', probe.Spans.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Value}")
        .Concat(probe.Spans.SelectMany(span => new[] { span.DisplayName, span.StatusDescription }))
        .Concat(probe.Spans.SelectMany(span => span.Events).Select(each => each.Name))
        .Concat(probe.Measurements.SelectMany(measured => measured.Tags.Values).Select(value => $"{value}"))
        .Concat(probe.Entries.Select(entry => entry.Text)));
}
