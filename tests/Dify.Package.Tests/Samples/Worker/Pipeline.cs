using System.Text.Json.Serialization;
using Dify.Generated;

namespace Worker;

/// <summary>What each of the three workflows gives.</summary>
internal sealed class Result
{
    [JsonPropertyName("text")]
    public required string Text { get; init; }
}

[JsonSerializable(typeof(Result))]
internal sealed partial class PipelineJson : JsonSerializerContext;

/// <summary>Sends one text through three apps: translated, summarized, checked.</summary>
internal sealed class Pipeline(
    [FromKeyedServices("Translator")] IDifyWorkflowClient translator,
    [FromKeyedServices("Summarizer")] IDifyWorkflowClient summarizer,
    [FromKeyedServices("Reviewer")] IDifyWorkflowClient reviewer,
    IHostApplicationLifetime lifetime) : BackgroundService
{
    public static readonly string[] Apps = ["Translator", "Summarizer", "Reviewer"];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var text = "茶は世界中で飲まれています。";
        foreach (var app in new[] { translator, summarizer, reviewer })
        {
            text = await RunAsync(app, text, stoppingToken);
        }

        Console.WriteLine(text);
        lifetime.StopApplication();
    }

    private static async Task<string> RunAsync(IDifyWorkflowClient app, string text, CancellationToken stoppingToken)
    {
        var request = new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["text"] = text }, User = "worker-sample" };
        var outcome = await app.RunAsync(request, cancellationToken: stoppingToken);
        return outcome.IsSuccess
            ? outcome.GetOutputs(PipelineJson.Default.Result).Text
            : throw new InvalidOperationException($"The run {outcome.WorkflowRunId} ended as {outcome.Status}.");
    }
}
