using System;

namespace Dify.Cli.Doctor;

/// <summary>What a key opens: an app of some kind, or the knowledge bases of a workspace.</summary>
/// <param name="Name">The kind in the report's facts.</param>
/// <param name="Client">The class that works with it.</param>
/// <param name="Command">The command that does.</param>
/// <param name="HasPings">Whether the server pings its streams; only those with a workflow behind them are.</param>
internal sealed record KeyKind(string Name, string Client, string Command, bool HasPings)
{
    public static readonly KeyKind Workflow = new("workflow", nameof(Generated.DifyWorkflowClient), "dify run", HasPings: true);
    public static readonly KeyKind Chat = new("chat", nameof(Generated.DifyChatClient), "dify chat", HasPings: false);
    public static readonly KeyKind Chatflow = Chat with { HasPings = true };
    public static readonly KeyKind Completion = new(
        "completion", nameof(Generated.DifyCompletionClient), "dify complete", HasPings: false);

    public static readonly KeyKind Knowledge = new(
        "knowledge", nameof(Generated.DifyKnowledgeClient), "dify knowledge list", HasPings: false);

    /// <summary>Whether a key is one of knowledge bases, as its beginning tells.</summary>
    public static bool IsOfKnowledge(string key) => key.StartsWith("dataset-", StringComparison.Ordinal);

    /// <summary>The kind of an app by what the server calls it; null if none of the clients is for it.</summary>
    public static KeyKind? Of(string? mode) => mode switch
    {
        // Servers that do not say it yet had a client for workflows alone.
        null or "workflow" => Workflow,
        "chat" or "agent-chat" => Chat,
        "advanced-chat" => Chatflow,
        "completion" => Completion,
        _ => null,
    };
}
