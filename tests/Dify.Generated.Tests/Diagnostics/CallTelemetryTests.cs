using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.Diagnostics;

public class CallTelemetryTests
{
    private const string Secret = "canary-of-the-inputs";

    [Fact]
    public async Task A_call_is_a_span_and_a_measurement()
    {
        using var probe = new TelemetryProbe();
        using var client = StubHandler.Json("""{"result":"success"}""").CreateClient();

        await client.StopWorkflowTaskGenerationAsync("task-1", "user-1");

        var span = Assert.Single(probe.Spans);
        Assert.Equal("stopWorkflowTaskGeneration", span.OperationName);
        Assert.Equal(ActivityKind.Client, span.Kind);
        Assert.Equal(ActivityStatusCode.Ok, span.Status);
        var tags = TelemetryProbe.Tags(span);
        Assert.Equal("dify", tags["gen_ai.provider.name"]);
        Assert.Equal("dify.example.com", tags["server.address"]);
        Assert.Equal("POST", tags["http.request.method"]);
        var (name, value, measured) = Assert.Single(probe.Measurements);
        Assert.Equal("gen_ai.client.operation.duration", name);
        Assert.True(value >= 0);
        Assert.Equal("gen_ai.provider.name=dify,gen_ai.operation.name=stopWorkflowTaskGeneration", measured);
    }

    [Fact]
    public async Task A_failure_tells_its_code_and_status_in_span_measurement_and_log()
    {
        using var probe = new TelemetryProbe();
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(400, "not_workflow_app")));
        using var client = handler.CreateClient(options => options.LoggerFactory = probe);

        await Assert.ThrowsAsync<DifyInvalidRequestException>(() => client.StopWorkflowTaskGenerationAsync("task-1", "user-1"));

        var tags = TelemetryProbe.Tags(Assert.Single(probe.Spans));
        Assert.Equal("not_workflow_app", tags["error.type"]);
        Assert.Equal(400, tags["http.response.status_code"]);
        Assert.Contains("error.type=not_workflow_app", Assert.Single(probe.Measurements).Tags);
        var entry = Assert.Single(probe.Entries);
        Assert.Equal(1, entry.Id.Id);
        Assert.Equal("stopWorkflowTaskGeneration failed: DifyInvalidRequestException, status 400, code not_workflow_app", entry.Text);
    }

    [Fact]
    public async Task A_repeated_call_is_counted_and_logged()
    {
        using var probe = new TelemetryProbe();
        var answers = 0;
        var handler = new StubHandler((_, _) => Task.FromResult(
            ++answers == 1 ? StubHandler.Problem(503, "unknown") : StubHandler.Answer(200, "application/json", """{"result":"success"}"""u8.ToArray())));
        using var client = handler.CreateClient(options =>
        {
            options.LoggerFactory = probe;
            options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
        });

        await client.StopWorkflowTaskGenerationAsync("task-1", "user-1");

        Assert.Equal(1, TelemetryProbe.Tags(Assert.Single(probe.Spans))["dify.retries"]);
        Assert.Contains(probe.Measurements, measured => measured.Name == "dify.client.retries" && measured.Value == 1);
        Assert.Equal(2, Assert.Single(probe.Entries).Id.Id);
    }

    [Fact]
    public async Task Neither_key_nor_input_nor_server_text_is_told()
    {
        using var probe = new TelemetryProbe();
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(400, Secret)));
        using var client = handler.CreateClient(options => options.LoggerFactory = probe);

        await Assert.ThrowsAsync<DifyInvalidRequestException>(
            () => client.ExecuteWorkflowAsync(new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["text"] = Secret }, User = Secret }));

        var told = string.Join('\n', probe.Spans.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Value}")
            .Concat(probe.Measurements.Select(measured => measured.Tags))
            .Concat(probe.Entries.Select(entry => entry.Text))
            .Concat(probe.Spans.Select(span => span.StatusDescription)));
        Assert.NotEmpty(told);
        Assert.DoesNotContain(Secret, told);
        Assert.DoesNotContain(ClientSession.Key, told);
    }
}
