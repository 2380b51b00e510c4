namespace Dify.Generated.Testing;

/// <summary>What follows from the kind of an app.</summary>
internal static class AppKindTraits
{
    /// <summary>The kind in the words of the API.</summary>
    public static string Mode(this AppKind kind) => kind switch
    {
        AppKind.Chat => "chat",
        AppKind.Agent => "agent-chat",
        AppKind.Chatflow => "advanced-chat",
        AppKind.Completion => "completion",
        _ => "workflow",
    };

    /// <summary>Whether it has conversations.</summary>
    public static bool IsChat(this AppKind kind) => kind is AppKind.Chat or AppKind.Agent or AppKind.Chatflow;

    /// <summary>Whether a workflow stands behind it: its runs have nodes, forms, pings and a record.</summary>
    public static bool HasWorkflow(this AppKind kind) => kind is AppKind.Workflow or AppKind.Chatflow;
}
