using System.Net.ServerSentEvents;
using Dify.Generated;
using Web;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDifyWorkflowClient(options =>
{
    options.ApiKey = builder.Configuration["DIFY_API_KEY"];
    if (builder.Configuration["DIFY_BASE_URL"] is { } address)
    {
        options.BaseAddress = new Uri(address);
    }
});
builder.Services.AddProblemDetails();
builder.Services.AddExceptionHandler<DifyProblemHandler>();

var app = builder.Build();
app.UseExceptionHandler();

// Whatever fails before the first event becomes a problem; RequestAborted stops the run on the server when the browser leaves.
app.MapGet("/ask", async (string topic, IDifyWorkflowClient dify, HttpContext context) =>
{
    var request = new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["topic"] = topic }, User = "web-sample" };
    var run = await dify.StartWorkflowAsync(request, cancellationToken: context.RequestAborted);
    context.Response.RegisterForDisposeAsync(run);
    return TypedResults.ServerSentEvents(Answer(run));
});

app.Run();

static async IAsyncEnumerable<SseItem<string>> Answer(WorkflowRun run)
{
    await foreach (var next in run.Events)
    {
        if (next is TextChunkEvent chunk)
        {
            yield return new SseItem<string>(chunk.Data.Text, "text");
        }
    }

    yield return new SseItem<string>(run.Outcome!.Status.Value, "end");
}
