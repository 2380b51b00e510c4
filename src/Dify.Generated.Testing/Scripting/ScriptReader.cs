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
            string place = $"{source}({exception.LineNumber},{exception.LinePosition})";
            throw new RunScriptException($"{place}: the text is not JSON; look for a missing comma, quotation mark or bracket.", exception);
        }

        var script = new ScriptElement(source, "script", root, root);
        IReadOnlyDictionary<string, ScriptElement> members = script.Members([.. ScriptSettingsReader.Names, "runs"]);
        List<ScriptedRun> runs = members.TryGetValue("runs", out ScriptElement? listed) ? [.. listed.Items().Select(ReadRun)] : [];
        return listed is not null && runs.Count == 0
            ? throw listed.Wrong("at least one run is needed; without the member, a run says hello.")
            : new RunScript(runs, ScriptSettingsReader.Read(members));
    }

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

        return RunEnd.Missing(builder.Steps) is { } problem
            ? throw steps.Wrong(problem)
            : new ScriptedRun(workflowId, builder.Steps);
    }
}
