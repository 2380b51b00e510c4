using Dify.Generated;

namespace Worker;

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
        await using var run = await app.StartWorkflowAsync(request, cancellationToken: stoppingToken);
        var outcome = await run.WaitAsync(stoppingToken);
        return outcome.IsSuccess
            ? outcome.Outputs?["text"]?.ToString() ?? ""
            : throw new InvalidOperationException($"The run {outcome.WorkflowRunId} ended as {outcome.Status}.");
    }
}
