using System.Collections.Generic;
using System.Linq;

namespace Dify.Generated.Testing;

/// <summary>What a run does that has no script: it says hello, and an agent looks at the clock before.</summary>
internal static class DefaultRuns
{
    private const string Begin = "Hello from ";
    private const string End = "the stand-in server.";

    private static readonly ScriptedRun Workflow = new(null, Hello().Finish(new { text = Begin + End }).Steps);

    private static readonly ScriptedRun Chat = new(null, Hello().Finish().Steps);

    private static readonly ScriptedRun Agent = new(null, new RunScriptBuilder()
        .AgentThought(1, "I look at the clock.", "current_time", "{\"current_time\": {}}")
        .AgentThought(1, "I look at the clock.", "current_time", "{\"current_time\": {}}", "{\"current_time\": \"noon\"}")
        .AgentThought(2)
        .Text("It is noon. ").Text(Begin).Text(End)
        .AgentThought(2, "It is noon. " + Begin + End)
        .Finish()
        .Steps);

    /// <summary>What the draft of a pipeline does.</summary>
    public static ScriptedRun Pipeline { get; } = new(null, new RunScriptBuilder()
        .Started()
        .NodeStarted("source", "File", "datasource").NodeFinished("source")
        .NodeStarted("index", "Knowledge base", "knowledge-index").NodeFinished("index")
        .Finish()
        .Steps);

    public static ScriptedRun Of(AppKind kind) => kind switch
    {
        AppKind.Workflow => Workflow,
        AppKind.Agent => Agent,
        _ => Chat,
    };

    /// <summary>What the app has by heart: a chatflow says it at once, the others letter by letter.</summary>
    public static ScriptedRun Annotated(AppKind kind, string answer)
    {
        var run = new RunScriptBuilder();
        IEnumerable<string> pieces = kind == AppKind.Chatflow ? [answer] : answer.EnumerateRunes().Select(letter => letter.ToString());
        foreach (string piece in pieces)
        {
            run.Text(piece);
        }

        return new ScriptedRun(null, run.Finish().Steps);
    }

    private static RunScriptBuilder Hello() => new RunScriptBuilder()
        .Started()
        .NodeStarted("llm", "Say hello", "llm")
        .Text(Begin, "llm", "text").Text(End, "llm", "text")
        .NodeFinished("llm", new { text = Begin + End });
}
