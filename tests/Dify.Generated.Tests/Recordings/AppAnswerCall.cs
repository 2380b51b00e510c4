using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Tests.Recordings;

/// <summary>Makes the call of the client that a recorded request to a workflow app belongs to, whichever operation it is.</summary>
internal static class AppAnswerCall
{
    // The operations that answer about the app, its users and its files; those of runs and forms are in ExchangeCall.
    private static readonly Dictionary<string, Func<DifyWorkflowClient, RecordedExchange, CancellationToken, Task<object>>> Calls =
        new(StringComparer.Ordinal)
        {
            ["GET /info"] = async (client, _, bound) => await client.GetWorkflowAppInfoAsync(bound),
            ["GET /parameters"] = async (client, _, bound) => await client.GetWorkflowAppParametersAsync(bound),
            ["GET /meta"] = async (client, _, bound) => await client.GetWorkflowAppMetaAsync(bound),
            ["GET /site"] = async (client, _, bound) => await client.GetWorkflowWebAppSettingsAsync(bound),
            ["GET /workflows/logs"] = async (client, _, bound) => await client.GetWorkflowLogsAsync(cancellationToken: bound),
            ["GET /end-users/{id}"] = async (client, exchange, bound) => await client.GetEndUserWorkflowAsync(Segment(exchange, 2), bound),
            ["POST /files/upload"] = async (client, _, bound) => await client.UploadWorkflowFileAsync(File(), cancellationToken: bound),
            ["GET /files/{id}/preview"] =
                async (client, exchange, bound) => await client.PreviewWorkflowFileAsync(Segment(exchange, 2), cancellationToken: bound),
            ["POST /audio-to-text"] = async (client, _, bound) => await client.WorkflowAudioToTextAsync(File(), cancellationToken: bound),
            ["POST /text-to-audio"] =
                async (client, _, bound) => await client.WorkflowTextToAudioAsync(new TextToAudioRequest { Text = "hi" }, bound),
        };

    private static readonly string[] OfRuns =
    [
        "POST /workflows/run", "POST /workflows/{id}/run", "GET /workflows/run/{id}", "POST /workflows/tasks/{id}/stop",
        "GET /form/human_input/{id}", "POST /form/human_input/{id}",
    ];

    /// <summary>All operations of a workflow app but the events of a run, which are no single answer.</summary>
    public static IEnumerable<string> Operations => Calls.Keys.Concat(OfRuns);

    public static bool IsKnown(RecordedExchange exchange) => OperationOf(exchange) is not null;

    /// <summary>The operation of a request, by its method and the template of its path; null for one of other apps.</summary>
    public static string? OperationOf(RecordedExchange exchange) => Operations.FirstOrDefault(operation => Fits(operation, exchange));

    public static Task<object> SendAsync(DifyWorkflowClient client, RecordedExchange exchange, CancellationToken cancellationToken) =>
        Calls.TryGetValue(OperationOf(exchange)!, out var call)
            ? call(client, exchange, cancellationToken)
            : ExchangeCall.SendAsync(client, exchange, cancellationToken);

    private static bool Fits(string operation, RecordedExchange exchange)
    {
        string[] template = operation.Split(' ')[1].Split('/');
        string[] path = exchange.Path.Split('/');
        return operation.StartsWith(exchange.Method + " ", StringComparison.Ordinal) && template.Length == path.Length
            && template.Zip(path).All(pair => pair.First == "{id}" || pair.First == pair.Second);
    }

    private static string Segment(RecordedExchange exchange, int index) => exchange.Path.Split('/')[index];

    private static FileUpload File() => FileUpload.FromBytes([1], "a.txt", "text/plain");
}
