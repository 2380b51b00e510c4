using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Service;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Clients;

/// <summary>One operation of one of the clients, callable without knowing it: whatever the documents say tomorrow is covered without a new
/// line here.</summary>
internal sealed class ClientOperation
{
    private static readonly Type[] Clients =
        [typeof(DifyWorkflowClient), typeof(DifyChatClient), typeof(DifyCompletionClient), typeof(DifyKnowledgeClient)];

    private readonly Type client;
    private readonly MethodInfo method;

    private ClientOperation(Type client, MethodInfo method)
    {
        this.client = client;
        this.method = method;
    }

    /// <summary>Every operation that the documents name, of each client that has it.</summary>
    public static IReadOnlyList<ClientOperation> All { get; } =
    [
        .. from client in Clients
           let contract = client.GetInterface("I" + client.Name)!
           from id in DifyApiInfo.OperationIds
           let method = contract.GetMethod(char.ToUpperInvariant(id[0]) + id[1..] + "Async")
           where method is not null
           select new ClientOperation(client, method),
    ];

    /// <summary>The name of the method, and of its client where that is not the one of workflows.</summary>
    public string Name => client == typeof(DifyWorkflowClient) ? method.Name : $"{client.Name}.{method.Name}";

    /// <summary>Whether it answers with events.</summary>
    public bool IsOfEvents => !typeof(Task).IsAssignableFrom(method.ReturnType);

    /// <summary>Whether it answers with a file.</summary>
    public bool IsDownload => method.ReturnType == typeof(Task<FileDownload>);

    /// <summary>Whether it answers with nothing but a status.</summary>
    public bool IsWithoutAnswer => method.ReturnType == typeof(Task);

    /// <summary>The parameters that are texts and have to be given: ids in the path, and a few queries.</summary>
    public IReadOnlyList<string> RequiredTexts =>
        [.. method.GetParameters()
            .Where(parameter => parameter.ParameterType == typeof(string) && !parameter.HasDefaultValue)
            .Select(parameter => parameter.Name!)];

    /// <summary>Whether a parameter is an id that the server takes as a UUID alone; those of tasks and nodes may be any text.</summary>
    public static bool IsUuid(string parameter)
        => parameter.EndsWith("Id", StringComparison.Ordinal) && parameter is not ("taskId" or "nodeId");

    public static ClientOperation Named(string name) => All.Single(operation => operation.Name == name);

    /// <summary>Calls the operation, with one text for every text that it takes; ids are such as the server has.</summary>
    /// <param name="connected">A client of any kind: the operation is called by its own kind, over the same half that sends.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task CallAsync(object connected, string text, CancellationToken cancellationToken) =>
        CallAsync(connected, text, new Dictionary<string, string>(), cancellationToken);

    /// <summary>Calls the operation and takes in all that it answers.</summary>
    public async Task CallAsync(
        object connected, string text, IReadOnlyDictionary<string, string> named, CancellationToken cancellationToken)
    {
        object?[] arguments = [.. method.GetParameters().Select(parameter => Argument(
            parameter, named.GetValueOrDefault(parameter.Name!, IsId(parameter) ? SampleId.Run : text), cancellationToken))];
        switch (Invoke(Sibling(connected), arguments))
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
            case IAsyncEnumerable<DifyStreamEvent> events:
                await foreach (DifyStreamEvent _ in events.WithCancellation(cancellationToken))
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

    private static object? Argument(ParameterInfo parameter, string text, CancellationToken cancellationToken) =>
        parameter.ParameterType switch
        {
            var type when type == typeof(CancellationToken) => cancellationToken,
            var type when type == typeof(string) => text,
            var type when type == typeof(FileUpload) => FileUpload.FromBytes([1, 2, 3], text + ".mp3"),
            _ => Sample.Of(parameter, text),
        };

    // Clients of all kinds are made of the same connection, each with the operations of its own: what one of them was made with serves any.
    private object Sibling(object connected)
    {
        if (client.IsInstanceOfType(connected))
        {
            return connected;
        }

        const BindingFlags Inner = BindingFlags.Instance | BindingFlags.NonPublic;
        object connection = connected.GetType().GetField("connection", Inner)!.GetValue(connected)!;
        return client.GetConstructor(Inner, [connection.GetType()])!.Invoke([connection]);
    }

    private object? Invoke(object on, object?[] arguments)
    {
        try
        {
            return method.Invoke(on, arguments);
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Capture(exception.InnerException!).Throw();
            throw;
        }
    }
}
