using Dify.Generated;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDifyWorkflowClient();
builder.Services.AddOpenTelemetry()
    .WithTracing(tracing => tracing.AddSource(DifyDiagnostics.ActivitySourceName, "Microsoft.AspNetCore"))
    .WithMetrics(metrics => metrics.AddMeter(DifyDiagnostics.MeterName));
builder.Logging.AddFilter(DifyDiagnostics.LogCategory, LogLevel.Debug);     // Information if left out
builder.Build().Run();
