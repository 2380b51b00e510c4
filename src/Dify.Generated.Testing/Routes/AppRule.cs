namespace Dify.Generated.Testing;

/// <summary>What an app answers to operations that are meant for apps of another kind.</summary>
internal static class AppRule
{
    public static Reply? Workflow(AppKind kind) => kind == AppKind.Workflow ? null : Problem.NotApp("not_workflow_app");

    public static Reply? WithWorkflow(AppKind kind) => kind.HasWorkflow() ? null : Problem.NotApp("not_workflow_app");

    public static Reply? Chat(AppKind kind) => kind.IsChat() ? null : Problem.NotApp("not_chat_app");

    public static Reply? Completion(AppKind kind) => kind == AppKind.Completion ? null : Problem.AppUnavailable;
}
