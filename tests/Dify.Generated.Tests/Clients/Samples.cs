using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Clients;

/// <summary>Requests that the server would take.</summary>
internal static class Samples
{
    public static WorkflowExecutionRequest Run(JObject? inputs = null) => new() { Inputs = inputs ?? [], User = "user-1" };

    public static StopWorkflowTaskGenerationRequest Stop => new() { User = "user-1" };
}
