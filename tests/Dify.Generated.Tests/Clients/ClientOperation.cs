using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Clients;

/// <summary>One operation of the client, callable without knowing it: whatever the documents say tomorrow is covered without a new line here.</summary>
internal sealed class ClientOperation
{
    private readonly MethodInfo method;

    private ClientOperation(MethodInfo method) => this.method = method;

    /// <summary>Every operation that the documents name and this client has; the other clients send by the same half.</summary>
    public static IReadOnlyList<ClientOperation> All { get; } =
    [
        .. DifyApiInfo.OperationIds.Select(id => char.ToUpperInvariant(id[0]) + id[1..] + "Async").Select(typeof(IDifyWorkflowClient).GetMethod).OfType<MethodInfo>().Select(method => new ClientOperation(method)),
    ];

    /// <summary>The name of the method.</summary>
    public string Name => method.Name;

    /// <summary>The parameters that are texts and have to be given: ids in the path, and a few queries.</summary>
    public IReadOnlyList<string> RequiredTexts =>
        [.. method.GetParameters().Where(parameter => parameter.ParameterType == typeof(string) && !parameter.HasDefaultValue).Select(parameter => parameter.Name!)];

    /// <summary>Whether a parameter is an id that the server takes as a UUID alone; a task id may be any text.</summary>
    public static bool IsUuid(string parameter) => parameter.EndsWith("Id", StringComparison.Ordinal) && parameter != "taskId";

    public static ClientOperation Named(string name) => All.Single(operation => operation.Name == name);

    /// <summary>Calls the operation, with one text for every text that it takes; ids are such as the server has.</summary>
    public Task CallAsync(DifyWorkflowClient client, string text, CancellationToken cancellationToken) =>
        CallAsync(client, text, new Dictionary<string, string>(), cancellationToken);

    /// <summary>Calls the operation and takes in all that it answers.</summary>
    public async Task CallAsync(DifyWorkflowClient client, string text, IReadOnlyDictionary<string, string> named, CancellationToken cancellationToken)
    {
        object?[] arguments = [.. method.GetParameters().Select(parameter => Argument(parameter, named.GetValueOrDefault(parameter.Name!, IsId(parameter) ? SampleId.Run : text), cancellationToken))];
        switch (Invoke(client, arguments))
        {
            case Task<FileDownload> download:
                await using (FileDownload file = await download)
                {
                    await file.Content.CopyToAsync(System.IO.Stream.Null, cancellationToken);
                }

                break;
            case Task answer:
                await answer;
                break;
            case IAsyncEnumerable<WorkflowStreamEvent> events:
                await foreach (WorkflowStreamEvent _ in events.WithCancellation(cancellationToken))
                {
                    // Each one is read and dropped.
                }

                break;
            default:
                throw new InvalidOperationException($"{Name} returns something that this test does not know.");
        }
    }

    /// <summary>A request body in which every text is the given one.</summary>
    public static object Body(Type type, string text)
    {
        object body = Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in type.GetProperties())
        {
            if (property.PropertyType == typeof(string))
            {
                property.SetValue(body, text);
            }
            else if (property.PropertyType == typeof(JObject))
            {
                property.SetValue(body, new JObject { ["text"] = text });
            }
        }

        return body;
    }

    public override string ToString() => Name;

    private static bool IsId(ParameterInfo parameter) => parameter is { HasDefaultValue: false } && IsUuid(parameter.Name!);

    private static object? Argument(ParameterInfo parameter, string text, CancellationToken cancellationToken) => parameter.ParameterType switch
    {
        var type when type == typeof(CancellationToken) => cancellationToken,
        var type when type == typeof(string) => text,
        var type when type == typeof(FileUpload) => FileUpload.FromBytes([1, 2, 3], text + ".mp3"),
        _ when parameter.HasDefaultValue => null,
        var type => Body(type, text),
    };

    private object? Invoke(DifyWorkflowClient client, object?[] arguments)
    {
        try
        {
            return method.Invoke(client, arguments);
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Capture(exception.InnerException!).Throw();
            throw;
        }
    }
}
