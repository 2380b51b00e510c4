using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Clients;

/// <summary>Requests that the server would take.</summary>
internal static class Samples
{
    /// <summary>An answer that many operations could give.</summary>
    public const string Answer =
        """{"id":"r","name":"app","title":"t","result":"success","task_id":"t","workflow_run_id":"r","data":{"id":"r","status":"succeeded"}}""";

    public static byte[] AnswerBytes => System.Text.Encoding.UTF8.GetBytes(Answer);

    public static WorkflowExecutionRequest Run(JObject? inputs = null) => new() { Inputs = inputs ?? [], User = "user-1" };

    public static StopWorkflowTaskGenerationRequest Stop => new() { User = "user-1" };
}
