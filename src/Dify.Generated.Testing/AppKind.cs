namespace Dify.Generated.Testing;

/// <summary>What kind of app a <see cref="DifyTestServer"/> stands in for. Each answers the operations of its kind and refuses the others
/// as a real server does.</summary>
public enum AppKind
{
    /// <summary>A workflow.</summary>
    Workflow,

    /// <summary>A chat of one model: its answer comes as <c>message</c> events. Only the user who asked can stop it.</summary>
    Chat,

    /// <summary>A chat of an agent that thinks and calls tools: <c>agent_thought</c> and <c>agent_message</c>. It streams only.</summary>
    Agent,

    /// <summary>A chat with a workflow behind it: the events of both.</summary>
    Chatflow,

    /// <summary>A text generator, without conversations.</summary>
    Completion,

    /// <summary>No app, only knowledge bases.</summary>
    Knowledge,
}
