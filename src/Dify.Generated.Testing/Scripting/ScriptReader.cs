using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Reads a script file: its runs and its settings.</summary>
internal static class ScriptReader
{
    public static RunScript Read(string json, string source)
    {
        JToken root;
        try
        {
            root = JsonText.Parse(json);
        }
        catch (JsonReaderException exception)
        {
            throw new RunScriptException($"{source}({exception.LineNumber},{exception.LinePosition}): the text is not JSON: {exception.Message}", exception);
        }

        IReadOnlyDictionary<string, ScriptElement> members = new ScriptElement(source, "script", root, root).Members("runs", "stop_ends_as");
        if (!members.TryGetValue("runs", out ScriptElement? runs))
        {
            throw new ScriptElement(source, "script", root, root).Wrong("the member 'runs' is missing.");
        }

        List<ScriptedRun> scripted = [.. runs.Items().Select(ReadRun)];
        if (scripted.Count == 0)
        {
            throw runs.Wrong("at least one run is needed.");
        }

        return new RunScript(scripted, members.TryGetValue("stop_ends_as", out ScriptElement? outcome) ? ReadOutcome(outcome) : null);
    }

    private static StopOutcome ReadOutcome(ScriptElement element) => element.Text() switch
    {
        "stopped" => StopOutcome.Stopped,
        "failed" => StopOutcome.Failed,
        _ => throw element.Wrong("it must be 'stopped' or 'failed'."),
    };

    private static ScriptedRun ReadRun(ScriptElement run)
    {
        IReadOnlyDictionary<string, ScriptElement> members = run.Members("workflow_id", "steps");
        if (!members.TryGetValue("steps", out ScriptElement? steps))
        {
            throw run.Wrong("the member 'steps' of a run is missing.");
        }

        string? workflowId = null;
        if (members.TryGetValue("workflow_id", out ScriptElement? id))
        {
            workflowId = id.Text();
            if (!Guid.TryParseExact(workflowId, "D", out _))
            {
                throw id.Wrong("it must be a UUID.");
            }
        }

        var builder = new RunScriptBuilder();
        foreach (ScriptElement step in steps.Items())
        {
            ScriptStepReader.AddTo(builder, step);
        }

        return new ScriptedRun(workflowId, builder.Steps);
    }
}
