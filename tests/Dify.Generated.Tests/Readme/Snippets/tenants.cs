using Dify.Generated;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDifyWorkflowClientFactory(options => options.BaseAddress = new Uri("https://dify.example.com/v1"));

var app = builder.Build();
app.MapPost("/{tenant}/ask", (string tenant, WorkflowExecutionRequest request, IDifyWorkflowClientFactory factory) =>
{
    string key = app.Configuration[$"Keys:{tenant}"] ?? throw new BadHttpRequestException("There is no such tenant.");
    return factory.CreateClient(options => options.ApiKey = key).RunAsync(request);
});
app.Run();
