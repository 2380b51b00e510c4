using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Documents;

namespace Dify.Generated.Tests.Service;

/// <summary>A client of chats, of text generation or of knowledge bases, whose methods are called without knowing them.</summary>
internal sealed class ServiceClient
{
    private static readonly string[] Workflows = ["workflows", "workflow"];

    private static readonly HashSet<string> Shared =
    [
        "POST /files/upload", "GET /files/{file_id}/preview",
        "GET /end-users/{end_user_id}", "POST /audio-to-text", "POST /text-to-audio", "GET /parameters", "GET /meta", "GET /site",
    ];

    private static readonly HashSet<string> OfCompletion =
        [
            "POST /completion-messages",
            "POST /completion-messages/{task_id}/stop",
            "POST /messages/{message_id}/feedbacks",
            "GET /app/feedbacks",
            "GET /info",
        ];

    private ServiceClient(Type contract, Type type, string key, Func<DocumentOperation, bool> isOwn)
    {
        Contract = contract;
        Type = type;
        Key = key;
        Methods = [.. contract.GetMethods().Where(method => method.DeclaringType == contract && IsOperation(method))];
        Operations = [.. ApiDocument.EnglishService.Operations.Concat(ApiDocument.English.Operations)
            .DistinctBy(operation => (operation.Method, operation.Path))
            .Where(isOwn)];
    }

    public static IReadOnlyList<ServiceClient> All { get; } =
    [
        new(typeof(IDifyChatClient), typeof(DifyChatClient), "app-contract", operation => IsShared(operation) || IsOfChat(operation)),
        new(typeof(IDifyCompletionClient), typeof(DifyCompletionClient), "app-contract", operation => IsShared(operation)
            || OfCompletion.Contains($"{operation}")),
        new(typeof(IDifyKnowledgeClient), typeof(DifyKnowledgeClient), "dataset-contract", IsOfKnowledge),
    ];

    public Type Contract { get; }

    public Type Type { get; }

    public string Key { get; }

    /// <summary>The methods that stand for an operation.</summary>
    public IReadOnlyList<MethodInfo> Methods { get; }

    /// <summary>The operations that the documents have for such apps.</summary>
    public IReadOnlyList<DocumentOperation> Operations { get; }

    public static ServiceClient Of(string name) => All.Single(client => client.Type.Name == name);

    public object On(HttpMessageHandler handler)
        => On(new Uri("https://dify.example.com/v1"), new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan });

    public object On(Uri address, HttpClient httpClient)
        => Activator.CreateInstance(
            Type,
            new DifyClientOptions { ApiKey = Key, BaseAddress = address, Retry = new DifyRetryOptions { MaxRetries = 0 } },
            httpClient)!;

    /// <summary>Calls a method with a value for everything that it takes.</summary>
    /// <returns>The answer, or the events; null if there is neither.</returns>
    public static async Task<object?> CallAsync(object client, MethodInfo method, CancellationToken cancellationToken)
    {
        object?[] arguments = [.. method.GetParameters()
            .Select(parameter => parameter.ParameterType == typeof(CancellationToken) ? cancellationToken : Sample.Of(parameter))];
        switch (method.Invoke(client, arguments))
        {
            case IAsyncEnumerable<DifyStreamEvent> events:
                List<DifyStreamEvent> read = [];
                await foreach (DifyStreamEvent next in events.WithCancellation(cancellationToken))
                {
                    read.Add(next);
                }

                return read;
            case Task task:
                await task;
                return task.GetType().GetProperty("Result") is { PropertyType: { Name: not "VoidTaskResult" } } result
                    ? result.GetValue(task)
                    : null;
            default:
                throw new InvalidOperationException($"{method.Name} answers with something that this test does not know.");
        }
    }

    /// <summary>The operation that a request went to; of several templates that fit, the one with the fewest parameters.</summary>
    public DocumentOperation OperationAt(string method, string path)
        => Operations.Where(operation => operation.Method == method && Fits(operation.Path, path))
            .MinBy(operation => operation.Path.Count(character => character == '{'))
            ?? throw new InvalidOperationException($"The documents have no {method} {path} for {Type.Name}.");

    public override string ToString() => Type.Name;

    private static bool Fits(string template, string path)
        => System.Text.RegularExpressions.Regex.IsMatch(path, "^" + string.Join(
            "[^/]+",
            System.Text.RegularExpressions.Regex.Split(template, @"\{[^}]+\}").Select(System.Text.RegularExpressions.Regex.Escape)) + "$");

    private static bool IsOperation(MethodInfo method)
        => DifyApiInfo.OperationIds.Contains(char.ToLowerInvariant(method.Name[0]) + method.Name[1..^"Async".Length]);

    private static bool IsShared(DocumentOperation operation) => Shared.Contains($"{operation}");

    private static bool IsOfKnowledge(DocumentOperation operation) => operation.Path.Split('/')[1] is "datasets" or "workspaces";

    private static bool IsOfChat(DocumentOperation operation)
        => operation.Path.StartsWith("/form/", StringComparison.Ordinal)
            || $"{operation}" is "GET /workflows/run/{workflow_run_id}" or "GET /workflows/logs" or "GET /workflow/{workflow_run_id}/events"
            || !(IsOfKnowledge(operation)
                || operation.Path.StartsWith("/completion-messages", StringComparison.Ordinal)
                || Workflows.Contains(operation.Path.Split('/')[1]));
}
