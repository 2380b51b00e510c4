using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;

namespace Dify.Generated.Tests.Security;

/// <summary>The clients of one server and one key that calls are made with.</summary>
internal sealed record CanaryClients(DifyWorkflowClient Workflow, DifyChatClient Chat, DifyCompletionClient Completion);

/// <summary>A call with the caller's unmistakable text wherever it takes a text: an operation, or a run that is followed.</summary>
internal sealed record CanaryCall(string Name, bool IsOfEvents, Func<CanaryClients, CancellationToken, Task> MakeAsync)
{
    // The code is the same as for newer frameworks, where every operation is called: one in three shows what the framework itself
    // would tell.
#if NETSTANDARD_BUILD
    private const int Step = 3;
#else
    private const int Step = 1;
#endif

    // Further tries would only tell the same again.
    private static readonly ChatRunOptions Options = new() { MaxResumes = 1, IdleTimeout = new DifyClientOptions().IdleTimeout };

    /// <summary>The operations that the documents name, and the ways to follow a run.</summary>
    public static IReadOnlyList<CanaryCall> All { get; } =
    [
        .. ClientOperation.All.Where(static (_, place) => place % Step == 0).Select(operation => new CanaryCall(
            operation.Name,
            operation.IsOfEvents,
            (clients, token) => operation.CallAsync(clients.Workflow, Canary.Sent, token))
        {
            IsDownload = operation.IsDownload,
        }),
        Following(nameof(IDifyWorkflowClient.StartWorkflowAsync), (client, token) => client.StartWorkflowAsync(Request(), Options, token)),
        Following(
            nameof(IDifyWorkflowClient.StartWorkflowByIdAsync),
            (client, token) => client.StartWorkflowByIdAsync(SampleId.Workflow, Request(), Options, token)),

        // The id of a run is told on purpose; its user is not.
        Following(
            nameof(IDifyWorkflowClient.ResumeWorkflowAsync),
            (client, token) => client.ResumeWorkflowAsync(SampleId.Run, Canary.Sent, Options, token)),
        Answering(nameof(IDifyChatClient.StartChatAsync), (clients, token) => clients.Chat.StartChatAsync(
            (ChatRequest)ClientOperation.Body(typeof(ChatRequest), Canary.Sent), Options, token)),
        Answering(nameof(IDifyChatClient.ResumeChatAsync), (clients, token) => clients.Chat.ResumeChatAsync(
            SampleId.Run, Canary.Sent, Options, token)),
        Answering(
            nameof(IDifyCompletionClient.StartCompletionAsync),
            (clients, token) => clients.Completion.StartCompletionAsync(
                (CompletionRequest)ClientOperation.Body(typeof(CompletionRequest), Canary.Sent), Options, token)),
    ];

    /// <summary>Whether the answer is a file, which may take as long as the caller likes.</summary>
    public bool IsDownload { get; init; }

    /// <summary>Whether a run is followed, with what leaving it brings.</summary>
    public bool IsFollowed { get; init; }

    public override string ToString() => Name;

    private static CanaryCall Following(string name, Func<DifyWorkflowClient, CancellationToken, Task<WorkflowRun>> startAsync)
        => new(name, IsOfEvents: true, async (client, token) =>
        {
            await using WorkflowRun run = await startAsync(client.Workflow, token);
            await run.WaitAsync(token);
        })
        {
            IsFollowed = true,
        };

    private static CanaryCall Answering(string name, Func<CanaryClients, CancellationToken, Task<ChatRun>> startAsync)
        => new(name, IsOfEvents: true, async (clients, token) =>
        {
            await using ChatRun run = await startAsync(clients, token);
            await run.WaitAsync(token);
        })
        {
            IsFollowed = true,
        };

    private static WorkflowExecutionRequest Request() =>
        (WorkflowExecutionRequest)ClientOperation.Body(typeof(WorkflowExecutionRequest), Canary.Sent);
}
