namespace Dify.Generated;

/// <summary>The names and words that spans and measurements use. Those under <c>dify</c> are this library's own, the others are those of
/// OpenTelemetry's conventions.</summary>
internal static class TelemetryName
{
    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string TimeToFirstChunk = "gen_ai.response.time_to_first_chunk";
    public const string ConversationId = "gen_ai.conversation.id";
    public const string TokenType = "gen_ai.token.type";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string RequestMethod = "http.request.method";
    public const string ResponseStatusCode = "http.response.status_code";
    public const string ErrorType = "error.type";
    public const string Operation = "dify.operation";
    public const string ClientName = "dify.client.name";
    public const string ProblemCode = "dify.problem.code";
    public const string Retries = "dify.retries";
    public const string WorkflowRunId = "dify.workflow_run.id";
    public const string TaskId = "dify.task.id";
    public const string WorkflowRunStatus = "dify.workflow_run.status";
    public const string Events = "dify.events";
    public const string Resumptions = "dify.resumptions";
    public const string TotalTokens = "dify.usage.total_tokens";

    /// <summary>The provider.</summary>
    public const string Dify = "dify";

    /// <summary>The conventions' word for running a workflow. They have none for the other calls, which go by the operation ids of the
    /// documents.</summary>
    public const string InvokeWorkflow = "invoke_workflow";

    /// <summary>The conventions' word for a conversation with a model.</summary>
    public const string Chat = "chat";

    /// <summary>The conventions' word for text that a model writes without a conversation.</summary>
    public const string TextCompletion = "text_completion";

    /// <summary>The type of the tokens that Dify tells: input and output in one number. The conventions name the two, and allow other
    /// words.</summary>
    public const string Total = "total";

    /// <summary>Stands for a word of the server that the documents do not name.</summary>
    public const string Other = "_OTHER";
}
