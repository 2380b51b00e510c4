using System;
using Dify.Generated;

namespace Dify.Benchmarks.Experiments;

/// <summary>The client that is measured, as a user would make it.</summary>
internal static class Clients
{
    public static WorkflowExecutionRequest Request => new() { Inputs = [], User = "user-1" };

    public static ChatRequest Question => new() { Inputs = [], Query = "hello", User = "user-1" };

    public static DifyChatClient CreateChat(Uri baseAddress) =>
        new(new DifyClientOptions { ApiKey = "app-benchmark", BaseAddress = baseAddress });

    public static DifyKnowledgeClient CreateKnowledge(Uri baseAddress) =>
        new(new DifyClientOptions { ApiKey = "dataset-benchmark", BaseAddress = baseAddress });

    public static DifyWorkflowClient Create(Uri baseAddress, Action<DifyClientOptions>? configure = null)
    {
        var options = new DifyClientOptions { ApiKey = "app-benchmark", BaseAddress = baseAddress };
        configure?.Invoke(options);
        return new DifyWorkflowClient(options);
    }
}
