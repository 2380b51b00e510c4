using Dify.Generated;
using OpenTelemetry.Trace;
using Web;

var builder = WebApplication.CreateBuilder(args);

// What Aspire's service defaults put on every HTTP client. The Dify client leaves it off itself: it would start a slow run several times.
builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());

// The section "Dify" of the configuration or, without one, DIFY_API_KEY and DIFY_BASE_URL.
builder.Services.AddDifyWorkflowClient();
builder.Services.AddDifyWorkflowClientFactory(options => options.BaseAddress = Tenants.ServerOf(builder.Configuration));
builder.Services.AddSingleton<Tenants>();
builder.Services.AddHealthChecks().Add(DifyHealthCheck.Of());

// The second source makes the spans of incoming requests. Without it they are not sampled, and the spans of the client, their children, are
// neither.
var traces = new SpanList();
builder.Services.AddSingleton(traces);
builder.Services.AddOpenTelemetry()
    .WithTracing(tracing => tracing.AddSource(DifyDiagnostics.ActivitySourceName, "Microsoft.AspNetCore").AddProcessor(traces));

// Outcomes, events and requests write themselves. Outputs alone are a JToken, which System.Text.Json has to be taught.
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.AddDifyConverters());
builder.Services.AddProblemDetails();
builder.Services.AddExceptionHandler<DifyProblemHandler>();

var app = builder.Build();
app.UseExceptionHandler();
app.MapHealthChecks("/health");

// A run as server-sent events, to be read with fetch. Only a POST starts one: a browser's EventSource, which asks again after each end,
// cannot.
// RequestAborted stops the run on the server when the browser leaves.
app.MapPost("/ask", async (Dictionary<string, object?> inputs, IDifyWorkflowClient dify, HttpContext context) =>
{
    var request = new WorkflowExecutionRequest { Inputs = WorkflowInputs.From(inputs), User = "web-sample" };
    var run = await dify.StartWorkflowAsync(request, cancellationToken: context.RequestAborted);
    context.Response.RegisterForDisposeAsync(run);
    return TypedResults.ServerSentEvents(Relay.Events(run));
});

// The same of a run that was started before, for an EventSource. Its last event has the id "end"; a browser that comes back with it is told
// to stay away.
app.MapGet("/runs/{id}/events", async (string id, IDifyWorkflowClient dify, HttpContext context) =>
{
    if (context.Request.Headers["Last-Event-ID"] == Relay.End)
    {
        return Results.NoContent();
    }

    var leave = new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning };
    var run = await dify.ResumeWorkflowAsync(id, "web-sample", leave, context.RequestAborted);
    context.Response.RegisterForDisposeAsync(run);
    return TypedResults.ServerSentEvents(Relay.Events(run));
});

// The whole outcome in one answer. The request is bound with the names that it has on the wire.
app.MapPost("/answer", async (WorkflowExecutionRequest request, IDifyWorkflowClient dify, HttpContext context) =>
{
    var telling = dify.WithOptions(options => options.OnResponse = answer
        => context.Response.Headers["X-Dify-Version"] = answer.ServerVersion);
    return await telling.RunAsync(request, cancellationToken: context.RequestAborted);
});

// The app of a tenant, whose key nobody knew when the program started.
app.MapPost("/tenants/{tenant}/answer",
    async (string tenant, Dictionary<string, object?> inputs, Tenants tenants, IDifyWorkflowClientFactory dify, HttpContext context) =>
{
    if (tenants.KeyOf(tenant) is not { } key)
    {
        return Results.NotFound();
    }

    var client = dify.CreateClient(options => (options.ApiKey, options.Name) = (key, tenant));
    var request = new WorkflowExecutionRequest { Inputs = WorkflowInputs.From(inputs), User = "web-sample" };
    var outcome = await client.RunAsync(request, cancellationToken: context.RequestAborted);
    return Results.Ok(outcome.Outputs);
});

// What was traced last; a program of yours exports it instead.
app.MapGet("/spans", (SpanList spans) => spans.Names);

app.Run();
