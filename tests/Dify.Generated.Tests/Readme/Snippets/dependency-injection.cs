using Dify.Generated;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDifyWorkflowClient();       // section "Dify", else DIFY_API_KEY and DIFY_BASE_URL

var apps = builder.Configuration.GetSection("Dify");                                            // each app its own key
builder.Services.AddDifyWorkflowClient("translator", apps.GetSection("Translator"));
builder.Services.AddHealthChecks().Add(DifyHealthCheck.Of("translator"));

var app = builder.Build();
app.MapHealthChecks("/health");
app.MapPost("/ask", (WorkflowExecutionRequest request, IDifyWorkflowClient dify, CancellationToken aborted)
    => dify.RunAsync(request, cancellationToken: aborted));
app.MapPost("/translate", (WorkflowExecutionRequest request, [FromKeyedServices("translator")] IDifyWorkflowClient dify, CancellationToken aborted)
    => dify.RunAsync(request, cancellationToken: aborted));
app.Run();
