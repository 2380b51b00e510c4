using Worker;

var builder = Host.CreateApplicationBuilder(args);

// Each app has its own key: Dify:Translator:ApiKey and so on, for instance from the environment variable Dify__Translator__ApiKey.
foreach (var name in Pipeline.Apps)
{
    builder.Services.AddDifyWorkflowClient(name, builder.Configuration.GetSection($"Dify:{name}"));
}

builder.Services.AddHostedService<Pipeline>();
builder.Build().Run();
